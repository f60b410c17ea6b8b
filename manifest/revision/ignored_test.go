package revision

import (
	"slices"
	"testing"
)

func TestIgnoredAndTracked(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write(".gitignore", "releases/\n*.tmp\n")
	s.write("suite/.gitignore", "!kept.tmp\n")
	s.write("suite/known.tmp", "a")
	s.write("suite/new", "a")
	s.git("add", "--force", "suite/known.tmp")
	r, err := Open(t.Context(), s.dir+"/suite")
	if err != nil {
		t.Fatal(err)
	}
	files := []string{"releases/a.yaml", "b.tmp", "kept.tmp", "known.tmp", "new"}
	got, err := r.Ignored(t.Context(), files)
	want := []Ignored{
		{File: "releases/a.yaml", Pattern: "releases/", Source: ".gitignore", Line: "1"},
		{File: "b.tmp", Pattern: "*.tmp", Source: ".gitignore", Line: "2"},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	for _, none := range [][]string{nil, {"new"}} {
		if got, err := r.Ignored(t.Context(), none); got != nil || err != nil {
			t.Errorf("%v: got %v, %v, want none", none, got, err)
		}
	}
	if got, err := r.Tracked(t.Context(), files); err != nil || !slices.Equal(got, []string{"known.tmp"}) {
		t.Errorf("got %v, %v, want known.tmp", got, err)
	}
}
