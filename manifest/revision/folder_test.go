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
