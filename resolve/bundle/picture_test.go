package bundle

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"joinery/graph"
	"joinery/manifest"
)

// TestPicture draws what lies between the bundles that the first line of each
// testdata/picture/*.txtar names.
func TestPicture(t *testing.T) {
	files, err := filepath.Glob("testdata/picture/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("got no samples (%v), want some", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		w := workspace(t, archive)
		var a, b string
		first, _, _ := strings.Cut(string(archive.Comment), "\n")
		if _, err := fmt.Sscanf(first, "picture %s %s", &a, &b); err != nil {
			t.Fatalf("%s: got the first line %q, want: picture A B", file, first)
		}
		got := drawn(Picture(w, Diff(w, held(t, w, a), held(t, w, b))))
		want := &archive.Files[len(archive.Files)-1]
		if *update {
			want.Data = []byte(got)
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(string(want.Data), got); diff != "" {
			t.Errorf("%s: drawn otherwise (-want +got):\n%s", file, diff)
		}
	}
}

// drawn writes a graph down, a line a node and an edge.
func drawn(g *graph.Graph) string {
	var b strings.Builder
	for _, n := range g.Nodes() {
		before := ""
		if n.Before != "" {
			before = n.Before + " → "
		}
		fmt.Fprintf(&b, "%s (%s%s) %s %q %s: %s\n", n.ID, before, n.Version, n.Kind, n.Title, n.Mark, strings.Join(n.Details, ", "))
	}
	for _, e := range g.Edges() {
		fmt.Fprintln(&b, strings.TrimSpace(fmt.Sprintf("%s > %s %s %s", e.From, e.To, e.Label, e.Mark)))
	}
	return b.String()
}

// TestPictureHolds looks at what is true of any two bundles: every component that either lists is
// in the picture, and of two that are the same nothing stands out.
func TestPictureHolds(t *testing.T) {
	w, err := manifest.Load(t.Context(), fstest.MapFS{"joinery.yaml": {Data: []byte(`apiVersion: joinery/v1
kind: Component
name: b
formerly: [a]
versions:
  - {version: 1.0.0, dependencies: {c: ^1.0}}
  - {version: 1.1.0, extends: [1.0.0], dependencies: {c: 1.0.0}}
  - {version: 2.0.0, extends: [1.1.0]}
---
apiVersion: joinery/v1
kind: Component
name: c
versions: [{version: 1.0.0}]
`)}}, manifest.Options{})
	if err != nil || len(w.Problems) > 0 {
		t.Fatal(err, w.Problems)
	}
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawnBundle(t, "from"), drawnBundle(t, "to")
		for _, b := range []*manifest.Bundle{from, to} {
			for i := range b.Components {
				b.Components[i].RequiredBy = rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "nobody"}), 0, 2).Draw(t, "by")
			}
		}
		g := Picture(w, Diff(w, from, to))
		seen := map[string]bool{}
		for _, n := range g.Nodes() {
			seen[n.Name+" "+n.Version] = true
			seen[n.Name+" "+n.Before] = true
		}
		for _, c := range append(from.Components, to.Components...) {
			name, v := c.Name.Value, c.Version.Value
			if !seen[name+" "+v] && (name != "a" && name != "b" || !seen["a "+v] && !seen["b "+v]) {
				t.Fatalf("got no %s %s, want it:\n%s", name, v, drawn(g))
			}
		}
		same := Picture(w, Diff(w, to, to))
		for _, n := range same.Nodes() {
			if n.Mark != graph.None {
				t.Fatalf("got %s marked %s, want nothing marked", n.ID, n.Mark)
			}
		}
		for _, e := range same.Edges() {
			if e.Mark != graph.None {
				t.Fatalf("got %s > %s marked %s, want nothing marked", e.From, e.To, e.Mark)
			}
		}
	})
}
