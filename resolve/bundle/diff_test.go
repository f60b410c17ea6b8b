package bundle

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/version"
)

// TestDiff compares the bundles that the first line of each testdata/diff/*.txtar names, and what
// is told about them with its want.txt.
func TestDiff(t *testing.T) {
	files, err := filepath.Glob("testdata/diff/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("got no samples (%v), want some", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			w := workspace(t, archive)
			var a, b string
			first, _, _ := strings.Cut(string(archive.Comment), "\n")
			if _, err := fmt.Sscanf(first, "diff %s %s", &a, &b); err != nil {
				t.Fatalf("got the first line %q, want: diff A B", first)
			}
			from, to := held(t, w, a), held(t, w, b)
			got := told(Diff(w, from, to))
			want := archive.Files[len(archive.Files)-1]
			if *update {
				archive.Files[len(archive.Files)-1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Errorf("told otherwise (-want +got):\n%s", diff)
			}
		})
	}
}

// workspace reads the files of an archive. Bundles need no digest here.
func workspace(t *testing.T, archive *txtar.Archive) *manifest.Workspace {
	t.Helper()
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	w, err := manifest.Load(t.Context(), files, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range w.Problems {
		t.Fatalf("%s: %s", p.At, p.Message)
	}
	return w
}

// held returns the bundle of NAME@VERSION.
func held(t *testing.T, w *manifest.Workspace, id string) *manifest.Bundle {
	t.Helper()
	name, v, _ := strings.Cut(id, "@")
	for _, ref := range w.Bundles(name) {
		if ref.Version.String() == v {
			b, problems := w.Bundle(ref)
			for _, p := range problems {
				t.Fatalf("%s: %s", p.At, p.Message)
			}
			return b
		}
	}
	t.Fatalf("got no bundle %s, want one", id)
	return nil
}

// told writes a difference down, a line a fact.
func told(d *Difference) string {
	var b strings.Builder
	s := d.Step
	fmt.Fprintf(&b, "%s → %s: %s, asked for %s: %s\n", d.From.Version, d.To.Version, s.Level, s.Asked, s.Verdict)
	line := func(lead string, facts ...string) {
		facts = slices.DeleteFunc(facts, func(f string) bool { return f == "" })
		if len(facts) > 0 {
			b.WriteString(lead + strings.Join(facts, ", ") + "\n")
		}
	}
	fact := func(name string, value any) string {
		if reflect.ValueOf(value).IsZero() || fmt.Sprint(value) == "[]" {
			return ""
		}
		return strings.TrimSuffix(name+" "+fmt.Sprint(value), " true")
	}
	var through []string
	for _, between := range s.Through {
		through = append(through, between.Version.Value)
	}
	line("  ", fact("back", s.Back), fact("through", through), fact("kinds", s.Kinds), fact("raised by", s.RaisedBy))
	for _, c := range s.Because {
		line("  because ", c.Component+c.Change+" "+c.From+" → "+c.To, c.Level.String())
	}
	versions := func(held []Held) string { return strings.Join(Versions(held), "+") }
	for _, m := range d.Components {
		line(fmt.Sprintf("%s %s %s → %s ", m.Movement, m.Name, versions(m.From), versions(m.To)),
			m.Level.String(), fact("asks", m.Asks), fact("kinds", m.Kinds), fact("formerly", m.Formerly),
			fact("direct before", m.WasDirect()), fact("direct now", m.IsDirect()), fact("through", m.Through), fact("lost", m.Lost))
		for _, a := range m.Artifacts {
			line("  "+string(a.Movement)+" "+a.URI+" ", fmt.Sprintf("%.10s → %.10s", a.From, a.To))
		}
	}
	fmt.Fprintf(&b, "same %d\n", d.Same)
	return b.String()
}

// TestDiffHolds looks at what is true of any two bundles: nothing lies between a bundle and
// itself, and what lies between two is the same both ways, turned round.
func TestDiffHolds(t *testing.T) {
	w, err := manifest.Load(context.Background(), fstest.MapFS{"joinery.yaml": {Data: []byte(`apiVersion: joinery/v1
kind: Component
name: b
formerly: [a]
versions: [{version: 1.0.0}, {version: 1.1.0, extends: [1.0.0]}, {version: 2.0.0, extends: [1.1.0]}]
---
apiVersion: joinery/v1
kind: Component
name: c
versioning: anyver
versions: [{version: 0.2024031.0}]
`)}}, manifest.Options{})
	if err != nil || len(w.Problems) > 0 {
		t.Fatal(err, w.Problems)
	}
	turned := map[Movement]Movement{
		Added: Removed, Removed: Added, Raised: Lowered, Lowered: Raised,
		Changed: Changed, Direct: Indirect, Indirect: Direct, Renamed: Renamed,
	}
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawnBundle(t, "from"), drawnBundle(t, "to")
		if d := Diff(w, from, from); len(d.Components) > 0 || d.Step.Asked != version.None || !d.IsEmpty() {
			t.Fatalf("got %s, want nothing between a bundle and itself", told(d))
		}
		there, back := Diff(w, from, to), Diff(w, to, from)
		if len(there.Components) != len(back.Components) || there.Same != back.Same {
			t.Fatalf("got %s and back %s, want as many", told(there), told(back))
		}
		for _, m := range there.Components {
			name := m.Name
			if m.Formerly != "" {
				name = m.Formerly
			}
			at := slices.IndexFunc(back.Components, func(b Moved) bool { return b.Name == name })
			if at < 0 || back.Components[at].Movement != turned[m.Movement] {
				t.Fatalf("got %s and back %s, want %s turned round", told(there), told(back), name)
			}
		}
	})
}

// drawnBundle draws a bundle of few names and versions, odd ones among them, so that much recurs.
func drawnBundle(t *rapid.T, label string) *manifest.Bundle {
	text := func(t string) manifest.Text { return manifest.Text{Value: t} }
	name := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	v := rapid.SampledFrom([]string{"1.0.0", "1.0.0+x", "1.1.0", "2.0.0", "2.0.0-rc.1", "0.2024031.0", "v3", "no version", "ü", ""})
	b := &manifest.Bundle{Name: text("suite"), Versioning: manifest.Versioning{Scheme: version.SemVer}}
	b.Version = text(rapid.SampledFrom([]string{"1.0.0", "1.1.0", "oops"}).Draw(t, label+" version"))
	b.Parsed, _ = version.SemVer.Parse(b.Version.Value)
	seen := map[string]bool{}
	for range rapid.IntRange(0, 4).Draw(t, label+" components") {
		c := manifest.Bundled{
			Name: text(name.Draw(t, "name")), Version: text(v.Draw(t, "version")), Direct: rapid.Bool().Draw(t, "direct"),
			Digest: rapid.SampledFrom([]string{"", "sha256:1", "sha256:2"}).Draw(t, "digest"),
		}
		if rapid.Bool().Draw(t, "artifact") {
			c.Artifacts = []manifest.Artifact{{URI: text("dist/a"), Digest: text(rapid.SampledFrom([]string{"x", "y"}).Draw(t, "file"))}}
		}
		if id := c.Name.Value + " " + c.Version.Value; !seen[id] {
			seen[id] = true
			b.Components = append(b.Components, c)
		}
	}
	return b
}
