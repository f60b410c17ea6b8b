package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/resolve"
)

// lineageRules are the rules that a hint about a version's numbers has to keep.
var lineageRules = []*Rule{LineageIncreases, LineagePatch, LineageMinorResets, LineageMajorResets, LineageMerge}

// drawVersion draws a version with small numbers, so that neighbours are likely.
func drawVersion(size int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var words []string
		for range size {
			words = append(words, fmt.Sprint(rapid.IntRange(0, 3).Draw(t, "number")))
		}
		v := strings.Join(words, ".")
		return v + rapid.SampledFrom([]string{"", "", "-SNAPSHOT", "-rc.1"}).Draw(t, "pre")
	})
}

// drawComponent draws a component whose versions extend each other at random.
func drawComponent(t *rapid.T) string {
	scheme := rapid.SampledFrom([]string{"semver", "four-part"}).Draw(t, "scheme")
	size := map[string]int{"semver": 3, "four-part": 4}[scheme]
	versions := rapid.SliceOfNDistinct(drawVersion(size), 1, few+4, rapid.ID[string]).Draw(t, "versions")
	text := "apiVersion: joinery/v1\nkind: Component\nname: a\nversioning: " + scheme + "\nversions:\n"
	for _, v := range versions {
		extends := rapid.SliceOfN(rapid.SampledFrom(append(versions, "7.7.7")), 0, 3).Draw(t, "extends")
		text += fmt.Sprintf("  - {version: %s, extends: [%s]}\n", v, strings.Join(extends, ", "))
	}
	return text
}

// TestHintsHold follows every hint of a lineage rule: the version then breaks none of them.
func TestHintsHold(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := drawComponent(r)
		facts := &Facts{Workspace: one(t, text)}
		for _, rule := range lineageRules {
			for _, f := range rule.Check(facts) {
				for _, hint := range f.Hints {
					to := strings.TrimPrefix(hint, "number it ")
					moved := strings.Replace(text, "version: "+f.Subject+",", "version: "+to+",", 1)
					if moved == text {
						r.Fatalf("the hint %q leaves %s as it is", hint, f.Message)
					}
					after := &Facts{Workspace: one(t, moved)}
					for _, rule := range lineageRules {
						for _, g := range rule.Check(after) {
							if g.Subject == to {
								r.Fatalf("%s: %q leads to %q\n%s", f.Message, hint, g.Message, text)
							}
						}
					}
				}
			}
		}
	})
}

// TestLineage holds the walk against [resolve.Extended].
func TestLineage(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := drawComponent(r)
		w := one(t, text)
		got := map[*manifest.Entry][]*manifest.Entry{}
		lineage(&Facts{Workspace: w}, func(s *step) { got[s.entry] = slices.Clone(s.extended) })
		for _, e := range w.Components[0].Versions {
			if want := resolve.Extended(e); !slices.Equal(got[e], want) {
				r.Fatalf("%s extends: got %v, want %v\n%s", e.Version, got[e], want, text)
			}
		}
	})
}

// one loads a workspace of one file.
func one(t testing.TB, text string) *manifest.Workspace {
	t.Helper()
	w, err := manifest.Load(t.Context(), fstest.MapFS{"joinery.yaml": {Data: []byte(text)}}, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}
