package revision

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// Each case starts from the same commit and does something; the base must be that commit
// again, and Changed must name what was done.
func TestBaseTakesBack(t *testing.T) {
	cases := []struct {
		name    string
		do      func(s sandbox)
		changed string
	}{
		{"nothing", func(sandbox) {}, ""},
		{"a file edited", func(s sandbox) { s.write("joinery.yaml", "b") }, "joinery.yaml"},
		{"edited and staged", func(s sandbox) { s.write("joinery.yaml", "b"); s.git("add", ".") }, "joinery.yaml"},
		{"edited and committed", func(s sandbox) { s.write("joinery.yaml", "b"); s.commit("b") }, "joinery.yaml"},
		{"staged, then put back", func(s sandbox) { s.write("joinery.yaml", "b"); s.git("add", "."); s.write("joinery.yaml", "root") }, ""},
		{"touched only", func(s sandbox) {
			for _, file := range []string{"/joinery.yaml", "/link", "/größe \"x\"\n'y'.yaml"} {
				_ = os.Chtimes(s.dir+file, time.Unix(1, 0), time.Unix(1, 0))
			}
		}, ""},
		{"untracked", func(s sandbox) { s.write("new/joinery.yaml", "new") }, "new/joinery.yaml"},
		{"ignored", func(s sandbox) { s.write("out/joinery.yaml", "ignored") }, ""},
		{"deleted", func(s sandbox) { s.remove("pay/joinery.yaml") }, "pay/joinery.yaml"},
		{"a folder deleted", func(s sandbox) { s.remove("pay") }, "pay/joinery.yaml pay/main.go"},
		{"deleted from the index alone", func(s sandbox) { s.git("rm", "-q", "--cached", "pay/main.go") }, "pay/main.go"},
		{"renamed", func(s sandbox) { s.git("mv", "pay", "payments") }, "pay/joinery.yaml pay/main.go payments/joinery.yaml payments/main.go"},
		{"a file becomes a folder", func(s sandbox) { s.write("joinery.yaml/x", "x"); s.commit("x") }, "joinery.yaml joinery.yaml/x"},
		{"a folder becomes a file", func(s sandbox) { s.write("pay", "x") }, "pay pay/joinery.yaml pay/main.go"},
		{"a link becomes a file", func(s sandbox) { s.write("link", "x") }, "link"},
		{"a file becomes a link", func(s sandbox) { s.link("joinery.yaml", "pay/joinery.yaml") }, "joinery.yaml"},
		{"a link moves", func(s sandbox) { s.link("link", "elsewhere"); s.commit("x") }, "link"},
		{"a folder becomes a link", func(s sandbox) { s.remove("pay"); s.link("pay", "shop") }, "pay pay/joinery.yaml pay/main.go"},
		{"only its case", func(s sandbox) { s.git("mv", "pay/main.go", "pay/Main.go") }, "pay/Main.go pay/main.go"},
		{"names that are hard to write", func(s sandbox) {
			s.write("größe \"x\"\n'y'.yaml", "b")
			s.write(`-n\.yaml`, "b")
			s.remove("-d.yaml")
		}, "-d.yaml -n\\.yaml größe \"x\"\n'y'.yaml"},
		{"a repository inside", func(s sandbox) { newSandbox(s.t, s.dir+"/inner").write("joinery.yaml", "x") }, "inner"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newSandbox(t, t.TempDir())
			s.write("joinery.yaml", "root")
			s.write("pay/joinery.yaml", "pay")
			s.write("pay/main.go", "package main")
			s.write("shop/joinery.yaml", "shop")
			s.write("größe \"x\"\n'y'.yaml", "a")
			s.write("-d.yaml", "d")
			s.write(".gitignore", "out/\n")
			s.link("link", "pay/joinery.yaml")
			want := contents(t, os.DirFS(s.dir))
			s.commit("one")
			s.git("branch", "start")
			c.do(s)
			if c.name == "ignored" {
				want["out/joinery.yaml"] = "ignored" // the same in both
			}

			index, _ := os.ReadFile(s.dir + "/.git/index")
			base := s.base("start")
			if got := contents(t, base.FS); !maps.Equal(got, want) {
				t.Errorf("the base holds\n%q\nwant\n%q", got, want)
			}
			if got := strings.Join(base.Changed, " "); got != c.changed {
				t.Errorf("Changed: got %q, want %q", got, c.changed)
			}
			if after, _ := os.ReadFile(s.dir + "/.git/index"); !slices.Equal(index, after) {
				t.Error("the index was written")
			}
			if err := fstest.TestFS(base.FS, slices.Sorted(maps.Keys(want))...); err != nil {
				t.Error(err)
			}
		})
	}
}

// A merge that is not settled yet has several contents in the index, one on the disk.
func TestBaseDuringMerge(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write("joinery.yaml", "a\n")
	s.write("gone.yaml", "a\n")
	s.commit("one")
	s.git("branch", "start")
	s.git("checkout", "-q", "-b", "other")
	s.write("joinery.yaml", "b\n")
	s.write("gone.yaml", "b\n")
	s.commit("two")
	s.git("checkout", "-q", "main")
	s.write("joinery.yaml", "c\n")
	s.remove("gone.yaml")
	s.commit("three")
	s.git("config", "merge.renames", "false")
	if out, err := s.try("merge", "-q", "other"); err == nil || s.git("ls-files", "--unmerged") == "" {
		t.Fatalf("the merge met no conflict: %s", out)
	}
	base := s.base("start")
	if got, want := strings.Join(base.Changed, " "), "gone.yaml joinery.yaml"; got != want {
		t.Errorf("Changed: got %q, want %q", got, want)
	}
	if got, want := contents(t, base.FS), map[string]string{"joinery.yaml": "a\n", "gone.yaml": "a\n"}; !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A link on the disk may lead to what only the base has, and one of the base to the disk.
func TestBaseFollowsLinks(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write("shared/base.txt", "then")
	s.write("kept.txt", "kept")
	s.link("joinery.yaml", "shared/base.txt")
	s.link("old.joinery.yaml", "kept.txt")
	s.link("out.joinery.yaml", "../elsewhere")
	s.link("a.joinery.yaml", "a.joinery.yaml")
	s.commit("one")
	s.write("shared/base.txt", "now")
	s.remove("old.joinery.yaml")
	base := s.base("HEAD")
	for file, want := range map[string]string{"joinery.yaml": "then", "old.joinery.yaml": "kept"} {
		if got, err := fs.ReadFile(base.FS, file); string(got) != want || err != nil {
			t.Errorf("%s: got %q, %v, want %q", file, got, err, want)
		}
	}
	for _, file := range []string{"out.joinery.yaml", "a.joinery.yaml"} {
		if got, err := fs.ReadFile(base.FS, file); err == nil || !strings.Contains(err.Error(), "escapes") {
			t.Errorf("%s: got %q, %v, want that the link leads out", file, got, err)
		}
	}
}

// A base is where the branch left the other one: what came to main since counts for nothing.
func TestBaseIsTheFork(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write("joinery.yaml", "a")
	s.commit("one")
	fork := s.git("rev-parse", "HEAD")
	s.git("tag", "-a", "-m", "one", "v1")
	s.git("checkout", "-q", "-b", "work")
	s.write("joinery.yaml", "b")
	s.commit("two")
	s.git("checkout", "-q", "main")
	s.write("joinery.yaml", "c")
	s.write("other.yaml", "c")
	s.commit("three")
	s.git("checkout", "-q", "work")

	for ref, name := range map[string]string{
		"main":            "main (" + fork[:7] + ", where this branch left it)",
		"refs/heads/main": "refs/heads/main (" + fork[:7] + ", where this branch left it)",
		"v1":              "v1 (" + fork[:7] + ")",
		"HEAD~1":          "HEAD~1 (" + fork[:7] + ")",
		":/one":           ":/one (" + fork[:7] + ")",
		fork:              fork[:7],
		fork[:9]:          fork[:7],
	} {
		base := s.base(ref)
		if base.Name != name || base.Commit != fork || base.Note != "" {
			t.Errorf("%s: got %q at %s, note %q, want %q at %s", ref, base.Name, base.Commit, base.Note, name, fork)
		}
		if got, want := strings.Join(base.Changed, " "), "joinery.yaml"; got != want {
			t.Errorf("%s: Changed: got %q, want %q", ref, got, want)
		}
	}
	for ref, name := range map[string]string{
		s.git("rev-parse", "main"): s.git("rev-parse", "--short=7", "main") + " (" + fork[:7] + ", where this branch left it)",
	} {
		base := s.base(ref)
		if base.Name != name || base.Commit != fork || base.Note != "" {
			t.Errorf("%s: got %q at %s, note %q, want %q at %s", ref, base.Name, base.Commit, base.Note, name, fork)
		}
		if got, want := strings.Join(base.Changed, " "), "joinery.yaml"; got != want {
			t.Errorf("%s: Changed: got %q, want %q", ref, got, want)
		}
	}

	s.git("branch", "v1", "main")
	if base := s.base("v1"); !strings.Contains(base.Note, "several refs are called v1") {
		t.Errorf("ambiguous name: got note %q", base.Note)
	}
	s.git("checkout", "-q", "--orphan", "island")
	s.commit("four")
	if base := s.base("main"); base.Commit != s.git("rev-parse", "main") || !strings.Contains(base.Note, "no commit in common") {
		t.Errorf("unrelated: got %s, note %q", base.Commit, base.Note)
	}
	s.git("checkout", "-q", "--orphan", "empty")
	if base := s.base("main"); !strings.Contains(base.Note, "nothing is committed") {
		t.Errorf("before the first commit: got note %q", base.Note)
	}
}

// The folder that was opened is the world: files are named from there, and nothing outside counts.
func TestBaseOfSubfolder(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write("outside.yaml", "a")
	s.write("suite/joinery.yaml", "a")
	s.commit("one")
	s.write("outside.yaml", "b")
	s.write("outside-new.yaml", "b")
	s.write("suite/joinery.yaml", "b")
	s.write("suite/new.yaml", "b")

	r, err := Open(t.Context(), s.dir+"/suite")
	if err != nil {
		t.Fatal(err)
	}
	base, err := r.Base(t.Context(), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(base.Changed, " "), "joinery.yaml new.yaml"; got != want {
		t.Errorf("Changed: got %q, want %q", got, want)
	}
	if got, want := contents(t, base.FS), map[string]string{"joinery.yaml": "a"}; !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := r.Prefix(), "suite/"; got != want {
		t.Errorf("Prefix: got %q, want %q", got, want)
	}
}

// A checkout with CRLF line ends is no difference.
func TestBaseOfConvertedLines(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.git("config", "core.autocrlf", "true")
	s.write("joinery.yaml", "a\r\nb\r\n")
	s.write("other.yaml", "a\r\n")
	s.commit("one")
	s.remove("joinery.yaml")
	s.git("checkout", "--", "joinery.yaml")
	s.write("other.yaml", "b\r\n")
	if got, want := strings.Join(s.base("HEAD").Changed, " "), "other.yaml"; got != want {
		t.Errorf("Changed: got %q, want %q", got, want)
	}
}

// What a sparse checkout leaves out is in neither tree.
func TestBaseOfSparseCheckout(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write("pay/joinery.yaml", "a")
	s.write("shop/joinery.yaml", "a")
	s.commit("one")
	s.write("pay/joinery.yaml", "b")
	s.write("shop/joinery.yaml", "b")
	s.commit("two")
	s.git("sparse-checkout", "set", "pay")
	if got, want := contents(t, s.base("HEAD~1").FS), map[string]string{"pay/joinery.yaml": "a"}; !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What moved within the part that a sparse checkout leaves out is in neither tree as well.
func TestBaseOfSparseMove(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write("pay/joinery.yaml", "a")
	s.write("shop/joinery.yaml", "b")
	s.commit("one")
	s.git("mv", "shop", "store")
	s.commit("two")
	s.git("sparse-checkout", "set", "pay")
	base := s.base("HEAD~1")
	if got, want := contents(t, base.FS), map[string]string{"pay/joinery.yaml": "a"}; !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := strings.Join(base.Changed, " "), "store/joinery.yaml"; got != want {
		t.Errorf("Changed: got %q, want %q", got, want)
	}
}

// A submodule that stays is the same in both; one that moved is not in the base.
func TestBaseOfSubmodule(t *testing.T) {
	inner := newSandbox(t, t.TempDir())
	inner.write("joinery.yaml", "a")
	inner.commit("one")
	s := newSandbox(t, t.TempDir())
	s.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.dir, "inner")
	s.commit("one")
	if got := contents(t, s.base("HEAD").FS)["inner/joinery.yaml"]; got != "a" {
		t.Errorf("unmoved: got %q, want a", got)
	}
	sub := sandbox{t, s.dir + "/inner"}
	sub.write("joinery.yaml", "b")
	sub.commit("two")
	base := s.base("HEAD")
	if _, there := contents(t, base.FS)["inner/joinery.yaml"]; there {
		t.Error("moved: its files are in the base")
	}
	if got, want := strings.Join(base.Changed, " "), "inner"; got != want {
		t.Errorf("Changed: got %q, want %q", got, want)
	}
}

// Variables that a hook finds set lead nowhere else.
func TestBaseInsideHook(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write("joinery.yaml", "a")
	s.commit("one")
	s.write("joinery.yaml", "b")
	t.Setenv("GIT_DIR", "elsewhere/.git")
	t.Setenv("GIT_INDEX_FILE", "elsewhere/index")
	t.Setenv("GIT_WORK_TREE", "elsewhere")
	if got, want := strings.Join(s.base("HEAD").Changed, " "), "joinery.yaml"; got != want {
		t.Errorf("Changed: got %q, want %q", got, want)
	}
}

// A history that git cannot walk is git's error, not a branch without commits.
func TestBaseOfBrokenHistory(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write("joinery.yaml", "a")
	s.commit("one")
	lost := s.git("rev-parse", "HEAD")
	s.commit("two")
	s.git("checkout", "-q", "--orphan", "island")
	s.commit("three")
	s.git("checkout", "-q", "main")
	s.write(".git/objects/"+lost[:2]+"/"+lost[2:], "x")
	_, err := s.open().Base(t.Context(), "island")
	if failed := new(GitError); !errors.As(err, &failed) || failed.Command != "merge-base" {
		t.Errorf("got %v, want what git merge-base says", err)
	}
}
