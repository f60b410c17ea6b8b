package revision

import (
	"maps"
	"os"
	"strings"
	"testing"
)

func TestFolder(t *testing.T) {
	now, then := sandbox{t, t.TempDir()}, sandbox{t, t.TempDir()}
	for _, s := range []sandbox{now, then} {
		s.write("same.yaml", "a")
		s.write("longer.yaml", strings.Repeat("a", 100_000))
		s.link("link", "same.yaml")
		s.write("node_modules/x", s.dir)
		s.write(".git/x", s.dir)
	}
	now.write("edited.yaml", "a")
	then.write("edited.yaml", "b")
	now.write("longer.yaml", strings.Repeat("a", 99_999)+"b")
	now.write("new.yaml", "a")
	then.write("gone.yaml", "a")
	now.write("kind", "same.yaml")
	then.link("kind", "same.yaml")
	now.link("moved", "a")
	then.link("moved", "b")

	base, err := Folder(t.Context(), now.dir, then.dir)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(base.Changed, " "), "edited.yaml gone.yaml kind longer.yaml moved new.yaml"; got != want {
		t.Errorf("Changed: got %q, want %q", got, want)
	}
	if got, want := contents(t, base.FS), contents(t, os.DirFS(then.dir)); !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := Folder(t.Context(), now.dir, then.dir+"/nowhere"); err == nil {
		t.Error("a folder that is not there: got no error")
	}
}

// A folder that is reached through a link is the folder, then and now.
func TestFolderThroughLink(t *testing.T) {
	s := sandbox{t, t.TempDir()}
	s.write("now/joinery.yaml", "a")
	s.write("then/joinery.yaml", "b")
	s.write("then/gone.yaml", "b")
	s.link("now-link", "now")
	s.link("then-link", "then")
	for _, root := range []string{"/now", "/now-link"} {
		for _, dir := range []string{"/then", "/then-link"} {
			base, err := Folder(t.Context(), s.dir+root, s.dir+dir)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := strings.Join(base.Changed, " "), "gone.yaml joinery.yaml"; got != want || base.Name != s.dir+dir {
				t.Errorf("%s against %s: got %q against %s, want %q", root, dir, got, base.Name, want)
			}
			if got, want := contents(t, base.FS), contents(t, os.DirFS(s.dir+"/then")); !maps.Equal(got, want) {
				t.Errorf("%s against %s: got %q, want %q", root, dir, got, want)
			}
		}
	}
}
