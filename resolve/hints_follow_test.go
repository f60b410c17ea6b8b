package resolve

import (
	"context"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// A hint that is printed must really settle its finding: the steps that it names are carried out
// by the functions behind joinery merge, bump and cut on a copy of the manifests, which is then
// loaded and resolved again.

// copyOf returns the workspace's files, to be changed.
func copyOf(t failer, w *manifest.Workspace) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(w.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(w.FS(), path)
		files[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func reload(t failer, files fstest.MapFS) *manifest.Workspace {
	t.Helper()
	w, err := manifest.Load(context.Background(), files, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Problems) > 0 {
		t.Fatalf("after the hint the manifests have the problem: %s", w.Problems[0].Message)
	}
	return w
}

// carryOut writes an amendment.
func carryOut(t failer, files fstest.MapFS, a *Amendment, err error, what string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	changed, err := a.Files(func(file string) ([]byte, error) { return slices.Clone(files[file].Data), nil })
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	for _, f := range changed {
		files[f.Path] = &fstest.MapFile{Data: f.Data}
	}
}

var (
	mergeHint = regexp.MustCompile(`: joinery merge (\S+) (.+?) --move-pins( --next-free)?$`)
	editStep  = regexp.MustCompile(`^(\S+): (\S+) (.+) becomes (.+)$`)
	bumpStep  = regexp.MustCompile(`^\S+: (\S+) (\S+) is released: joinery bump (\S+) ?(\S*) --from (\S+)( --next-free)?, then (.+) in it, then joinery cut (\S+) (\S+)$`)
	waitStep  = regexp.MustCompile(`^\S+: (\S+) (\S+) is under way: (?:(.+) in it, then )?joinery cut (\S+) (\S+)$`)
)

// follower carries out hints one behind the other.
type follower struct {
	failer
	given *manifest.Workspace // whose places the hints name
	files fstest.MapFS
	date  time.Time
}

func followerOf(t failer, w *manifest.Workspace, o Options) *follower {
	return &follower{t, w, copyOf(t, w), o.Date}
}

func (f *follower) now() *manifest.Workspace { return reload(f, f.files) }

// follow carries out one hint. It reports false for one that tells nothing to do.
func (f *follower) follow(hint string) bool {
	f.Helper()
	if m := mergeHint.FindStringSubmatch(hint); m != nil {
		now := f.now()
		a, err := AmendMerge(now, now.Component(m[1]), strings.Fields(m[2]), true, MergeOptions{NextFree: m[3] != "", Date: f.date})
		carryOut(f, f.files, a, err, hint)
		return true
	}
	first, list, ok := strings.Cut(hint, ":\n")
	if !ok || !strings.Contains(first, "; this settles it") {
		return false
	}
	for _, step := range strings.Split(list, "\n") {
		if m := bumpStep.FindStringSubmatch(step); m != nil {
			f.bump(step, m[3], m[4], BumpOptions{From: m[5], NextFree: m[6] != "", Date: f.date})
			f.pin(step, m[3], m[9], m[7])
			f.cut(step, m[8], m[9])
		} else if m := waitStep.FindStringSubmatch(step); m != nil {
			if m[3] != "" {
				f.pin(step, m[1], m[2], m[3])
			}
			f.cut(step, m[4], m[5])
		} else if m := editStep.FindStringSubmatch(step); m != nil {
			f.edit(step, m[1], m[2], m[3], m[4])
		} else {
			f.Fatalf("what does this step say: %s", step)
		}
	}
	return true
}

func (f *follower) bump(step, name, how string, o BumpOptions) {
	f.Helper()
	level := version.None
	if kind, ok := version.ParseKind(how); how != "" && ok == nil {
		o.Kinds = []version.Kind{kind}
	} else if how != "" {
		var err error
		if level, err = version.ParseLevel(how); err != nil {
			f.Fatalf("%s: %v", step, err)
		}
	}
	a, err := AmendBump(f.now().Component(name), level, o)
	carryOut(f, f.files, a, err, step)
}

func (f *follower) cut(step, name, snapshot string) {
	f.Helper()
	now := f.now()
	a, err := AmendCut(now, now.Component(name), CutOptions{Version: snapshot, Date: f.date})
	carryOut(f, f.files, a, err, step)
}

// pin changes what a version requires: "pin a 1.0.1 and require b ^2.0".
func (f *follower) pin(step, name, snapshot, pins string) {
	f.Helper()
	for _, pin := range strings.Split(pins, " and ") {
		words := strings.SplitN(pin, " ", 3)
		e := Entry(f.now().Component(name), snapshot)
		if e == nil {
			f.Fatalf("%s: there is no %s %s", step, name, snapshot)
		}
		f.set(step, e.Component.File, e.Dependencies, words[1], "", words[2])
	}
}

// edit changes the line that stood at a place before anything was followed.
func (f *follower) edit(step, at, name, from, to string) {
	f.Helper()
	for _, r := range RequirersOf(f.given)[name] {
		if r.At().String() != at {
			continue
		}
		now := f.now()
		switch {
		case r.Product == nil:
			e := Entry(now.Component(r.Entry.Component.Name.Value), r.Entry.Version.Value)
			f.set(step, e.Component.File, e.Dependencies, name, from, to)
		case r.Override:
			f.set(step, r.Product.File, now.Product(r.Product.Name.Value).Overrides, name, from, to)
		default:
			f.set(step, r.Product.File, now.Product(r.Product.Name.Value).Components, name, from, to)
		}
		return
	}
	f.Fatalf("%s: nothing stands there", step)
}

func (f *follower) set(step, file string, list []manifest.Dependency, name, from, to string) {
	f.Helper()
	at := slices.IndexFunc(list, func(d manifest.Dependency) bool { return d.Name.Value == name })
	if at < 0 || from != "" && list[at].Want.Value != from {
		f.Fatalf("%s: there stands %v", step, list)
	}
	edit := manifest.NewEdit(file, f.files[file].Data)
	edit.Set(list[at].Want, to)
	data, err := edit.Apply()
	if err != nil {
		f.Fatal(err)
	}
	f.files[file] = &fstest.MapFile{Data: data}
}

func dump(w *manifest.Workspace) string {
	var b strings.Builder
	for _, c := range w.Components {
		data, _ := w.Source(c.File)
		b.Write(data)
	}
	for _, p := range w.Products {
		data, _ := w.Source(p.File)
		b.Write(data)
	}
	return b.String()
}
