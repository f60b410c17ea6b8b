package manifest

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// dies runs act, which uses d, and reports whether the process ended on the way.
func dies(t *testing.T, d *dyingDisk, act func(*writer) error) (died bool) {
	t.Helper()
	defer func() {
		if fault := recover(); fault != nil {
			if _, died = fault.(death); !died {
				panic(fault)
			}
		}
	}()
	if err := act(testWriter(d)); err != nil {
		t.Fatalf("step %d: got error %v", d.dieAt, err)
	}
	return false
}

// manyFiles are all that a transaction can do: files that are changed, stay the same but for
// their mode, go, and come, in folders that are there and that are not; a link that goes.
var manyFiles = []File{
	{Path: "a.yaml", Data: []byte("A")},
	{Path: "same.yaml", Data: []byte("same"), Mode: 0o600},
	{Path: "b.yaml", Remove: true},
	{Path: "sub/new.yaml", Data: []byte("new")},
	{Path: "x/y/z.yaml", Data: []byte("z")},
	{Path: "x/w.yaml", Data: []byte("w")},
	{Path: "link.yaml", Remove: true},
}

// manyTree writes the folder that manyFiles are about.
func manyTree(t *testing.T) (root string) {
	t.Helper()
	root = newTree(t)
	if err := os.WriteFile(filepath.Join(root, "same.yaml"), []byte("same"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("sub/c.yaml", filepath.Join(root, "link.yaml")); err != nil {
		t.Skip(err)
	}
	return root
}

// modes is tree with the files' modes.
func modes(t *testing.T, root string) map[string]string {
	t.Helper()
	found := tree(t, root)
	for name, text := range found {
		info, err := os.Lstat(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		found[name] = fmt.Sprintf("%v %s", info.Mode(), text)
	}
	return found
}

// TestRecover ends the process at every step of a transaction: afterwards the folder is as
// before or as wanted, and nothing else is left in it.
func TestRecover(t *testing.T) {
	for _, how := range []dyingDisk{{}, {half: true, copies: true}} {
		root := manyTree(t)
		before, d := modes(t, root), how
		d.disk = openHasty(t, root)
		if dies(t, &d, func(w *writer) error { return w.write(t.Context(), manyFiles) }) {
			t.Fatal("got no end, want one")
		}
		wanted, steps, kinds := modes(t, root), d.calls, map[string]int{}
		for at := 1; at <= steps; at++ {
			root := manyTree(t)
			d := how
			d.disk, d.dieAt = openHasty(t, root), at
			if !dies(t, &d, func(w *writer) error { return w.write(t.Context(), manyFiles) }) {
				t.Fatalf("step %d: got to the end, want it to die", at)
			}
			done, err := testWriter(d.disk).recover(t.Context())
			if err != nil || done != nil && len(done.Left) > 0 {
				t.Fatalf("step %d: got %v, error %v", at, done, err)
			}
			kinds[outcome(t, at, root, before, wanted, done)]++
			if again, err := testWriter(d.disk).recover(t.Context()); again != nil || err != nil {
				t.Errorf("step %d: got %v, error %v, want nothing left to do", at, again, err)
			}
		}
		for _, kind := range []string{"nothing", "removed", "restored", "written"} {
			if kinds[kind] == 0 {
				t.Errorf("got %v, want some of each", kinds)
			}
		}
	}
}

// outcome checks that the folder is the old or the new one, and what the recovery says of it.
func outcome(t *testing.T, at int, root string, before, wanted map[string]string, done *Recovery) string {
	t.Helper()
	got := modes(t, root)
	isOld, isNew := maps.Equal(got, before), maps.Equal(got, wanted)
	switch {
	case !isOld && !isNew:
		t.Fatalf("step %d: got %v, want %v or %v", at, got, before, wanted)
	case done == nil:
		return "nothing"
	case done.Written != isNew:
		t.Errorf("step %d: got written %v, want %v", at, done.Written, isNew)
	case isNew:
		return "written"
	case len(done.Restored) > 0:
		return "restored"
	}
	return "removed"
}

// TestRecoverStopped ends the process that recovers, too, at every step.
func TestRecoverStopped(t *testing.T) {
	root := manyTree(t)
	before := modes(t, root)
	whole := &dyingDisk{disk: openHasty(t, root)}
	dies(t, whole, func(w *writer) error { return w.write(t.Context(), manyFiles) })
	wanted := modes(t, root)
	for at := 1; at <= whole.calls; at += 13 {
		for again, stopped := 1+at%2, true; stopped; again += 2 {
			root := manyTree(t)
			d := &dyingDisk{disk: openHasty(t, root), dieAt: at, copies: at%2 == 0}
			dies(t, d, func(w *writer) error { return w.write(t.Context(), manyFiles) })
			second := &dyingDisk{disk: d.disk, dieAt: again}
			stopped = dies(t, second, func(w *writer) error { _, err := w.recover(t.Context()); return err })
			done, err := testWriter(d.disk).recover(t.Context())
			if err != nil || done != nil && len(done.Left) > 0 {
				t.Fatalf("steps %d and %d: got %v, error %v", at, again, done, err)
			}
			outcome(t, at, root, before, wanted, done)
		}
	}
}

// stoppedAfterSwap leaves a folder in which a transaction of manyFiles ended with all files in
// their places, before the commit point.
func stoppedAfterSwap(t *testing.T) (root string) {
	t.Helper()
	root = manyTree(t)
	d := &stopAtCommit{openHasty(t, root)}
	func() {
		defer func() { _ = recover() }()
		_ = testWriter(d).write(t.Context(), manyFiles)
	}()
	return root
}

type stopAtCommit struct{ disk }

func (d *stopAtCommit) Rename(from, to string) error {
	if to == JournalName {
		panic(death{})
	}
	return d.disk.Rename(from, to)
}

func TestRecoverLeavesWhatChanged(t *testing.T) {
	root := stoppedAfterSwap(t)
	for name, text := range map[string]string{"a.yaml": "edited", "x/y/z.yaml": "edited too", "x/mine": ""} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	done, err := testWriter(openDisk(t, root)).recover(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := "an earlier run was stopped while it wrote; put back as they were: b.yaml, sub/new.yaml, x/w.yaml and 1 more; " +
		"a.yaml could not be put back: somebody changed it since, its old content is in .a.yaml.7-0.old; x/y/z.yaml could not be put back: somebody changed it since"
	if got := done.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	wantTree := map[string]string{
		"a.yaml": "edited", ".a.yaml.7-0.old": "a", "b.yaml": "b", "same.yaml": "same", "sub/": "", "sub/c.yaml": "c",
		"link.yaml": "-> sub/c.yaml", "x/": "", "x/mine": "", "x/y/": "", "x/y/z.yaml": "edited too",
	}
	if got := tree(t, root); !maps.Equal(got, wantTree) {
		t.Errorf("got %v, want %v", got, wantTree)
	}
}

// TestRecoverFails has a disk that fails at every step in turn: the journal stays until all is
// in order.
func TestRecoverFails(t *testing.T) {
	before := modes(t, manyTree(t))
	for at := 1; ; at++ {
		root := stoppedAfterSwap(t)
		d := &failingDisk{disk: openHasty(t, root), failAt: at}
		_, err := testWriter(d).recover(t.Context())
		if d.calls < at {
			return
		}
		if failed := new(RecoverError); err != nil && !errors.As(err, &failed) {
			t.Errorf("step %d %s: got error %v, want a RecoverError", at, d.failed, err)
		}
		if _, err := testWriter(openDisk(t, root)).recover(t.Context()); err != nil {
			t.Errorf("step %d %s: got error %v the second time", at, d.failed, err)
		}
		if got := modes(t, root); !maps.Equal(got, before) {
			t.Errorf("step %d %s: got %v, want %v", at, d.failed, got, before)
		}
	}
}

// TestRecoverRefuses has journals that no transaction wrote: nothing is moved on their word.
func TestRecoverRefuses(t *testing.T) {
	journalOf := func(step string) string {
		return `{"format": 1, "owner": {"process": 7, "host": ""}, "steps": [` + step + `]}`
	}
	tests := []struct{ name, text, want string }{
		{"no journal", "hello", "found no journal in it"},
		{"empty", "", "found no journal in it"},
		{"another format", `{"format": 2}`, "found a journal of format 2, wanted 1"},
		{"a target outside", journalOf(`{"target": "../x"}`), `found the path "../x", wanted a file under the root`},
		{"a folder outside", `{"format": 1, "folders": ["/etc"]}`, `found the path "/etc", wanted a folder under the root`},
		{"a copy elsewhere", journalOf(`{"target": "hooks/run", "kept": "a.yaml"}`), `found "a.yaml" in the place of a copy of "hooks/run"`},
		{"a copy far away", journalOf(`{"target": "a.yaml", "kept": ".a.yaml.7-0/../b.old"}`), "in the place of a copy"},
		{"another process", journalOf(`{"target": "a.yaml", "staged": ".a.yaml.8-0.new"}`), "in the place of a copy"},
		{"another end", journalOf(`{"target": "a.yaml", "staged": ".a.yaml.7-0.old"}`), "in the place of a copy"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := newTree(t)
			if err := os.WriteFile(filepath.Join(root, JournalName), []byte(test.text), 0o644); err != nil {
				t.Fatal(err)
			}
			before := tree(t, root)
			_, err := Recover(t.Context(), root)
			if failed := new(RecoverError); !errors.As(err, &failed) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
			if got := tree(t, root); !maps.Equal(got, before) {
				t.Errorf("got %v, want %v", got, before)
			}
		})
	}
}

// TestRecoverKilled kills a process that writes, with a signal that it cannot catch. The test
// binary is that process: it stops inside of the transaction and waits for its end.
func TestRecoverKilled(t *testing.T) {
	const rootVariable = "JOINERY_TEST_WRITES_TO"
	if root := os.Getenv(rootVariable); root != "" {
		w := newWriter(&waitAtCommit{openDisk(t, root)})
		err := w.write(t.Context(), manyFiles)
		t.Fatalf("got error %v, want to be stopped before the commit", err)
	}
	root := manyTree(t)
	before := modes(t, root)
	child := exec.Command(os.Args[0], "-test.run=^TestRecoverKilled$")
	child.Env = append(os.Environ(), rootVariable+"="+root)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := child.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	said, err := bufio.NewReader(out).ReadString('\n')
	if said != "here\n" {
		t.Fatalf("the process says %q, %v, want it to write", said, err)
	}
	if _, err := Recover(t.Context(), root); !errors.As(err, new(*BusyError)) {
		t.Errorf("got error %v, want a BusyError", err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed
	done, err := Recover(t.Context(), root)
	if err != nil || done == nil || done.Process != child.Process.Pid || !slices.Contains(done.Restored, "b.yaml") {
		t.Errorf("got %+v, error %v, want b.yaml restored", done, err)
	}
	if got := modes(t, root); !maps.Equal(got, before) {
		t.Errorf("got %v, want %v", got, before)
	}
}

type waitAtCommit struct{ disk }

func (d *waitAtCommit) Rename(from, to string) error {
	if to == JournalName {
		fmt.Println("here")
		_, _ = os.Stdin.Read(make([]byte, 1)) // a wait for nothing would end the process by itself
	}
	return d.disk.Rename(from, to)
}
