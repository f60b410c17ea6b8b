package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
)

// TestCircles draws workspaces whose requirements are exact, with one version a component, and
// compares who is told to lie on a circle with who reaches itself.
func TestCircles(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		size := rapid.IntRange(1, 7).Draw(r, "components")
		needs := make([][]bool, size)
		var text strings.Builder
		for i := range size {
			fmt.Fprintf(&text, "---\n{apiVersion: joinery/v1, kind: Component, name: c%d, versions: [{version: 1.0.0, dependencies: {", i)
			needs[i] = make([]bool, size)
			for j := range size {
				if needs[i][j] = rapid.IntRange(0, 3).Draw(r, "edge") == 0; needs[i][j] {
					fmt.Fprintf(&text, "c%d: 1.0.0, ", j)
				}
			}
			text.WriteString("}}]}\n")
		}
		w := loaded(t, file(text.String()))
		if len(w.Problems) > 0 {
			t.Fatalf("got %v in\n%s", w.Problems, text.String())
		}

		reaches := closure(needs)
		var want []string // the first of each tangle
		for i := range size {
			first := reaches[i][i]
			for j := range i {
				first = first && !(reaches[i][j] && reaches[j][i])
			}
			if first {
				want = append(want, fmt.Sprintf("c%d", i))
			}
		}
		var got []string
		for _, f := range checkAcyclic(&Facts{Workspace: w}) {
			got = append(got, f.Component)
			steps := f.Paths[0].Steps
			for i := range len(steps) - 1 {
				var from, to int
				fmt.Sscanf(steps[i], "c%d", &from)
				fmt.Sscanf(steps[i+1], "c%d", &to)
				if !needs[from][to] {
					t.Errorf("%v is no circle: %s does not need %s in\n%s", steps, steps[i], steps[i+1], text.String())
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v in\n%s", got, want, text.String())
		}
	})
}

// closure returns who reaches whom in one step or more.
func closure(needs [][]bool) [][]bool {
	reaches := make([][]bool, len(needs))
	for i := range needs {
		reaches[i] = slices.Clone(needs[i])
	}
	for k := range reaches {
		for i := range reaches {
			for j := range reaches {
				reaches[i][j] = reaches[i][j] || reaches[i][k] && reaches[k][j]
			}
		}
	}
	return reaches
}

// large is a workspace of components with three versions each, of which every one needs five
// others. With a circle the last component needs the first.
func large(t testing.TB, components int, circle bool) *manifest.Workspace {
	var text strings.Builder
	for i := range components {
		fmt.Fprintf(&text, "---\n{apiVersion: joinery/v1, kind: Component, name: c%d, versions: [", i)
		for v := range 3 {
			fmt.Fprintf(&text, "{version: 1.%d.0, dependencies: {", v)
			for j := 1; j <= 5; j++ {
				if to := i + j*j*j; to < components {
					fmt.Fprintf(&text, "c%d: ^1.%d, ", to, v)
				}
			}
			if circle && i == components-1 {
				text.WriteString("c0: ^1, ")
			}
			text.WriteString("}}, ")
		}
		text.WriteString("]}\n")
	}
	text.WriteString("---\n{apiVersion: joinery/v1, kind: Product, name: acme-suite, components: {c0: ^1}}\n")
	return loaded(t, file(text.String()))
}

// BenchmarkWorkspaceRules runs the rules about documents and names over 60 000 components with
// three versions and 900 000 requirements. The budget is 0.5 s for all of them where they find
// nothing, and 1 s for a circle through every component.
func BenchmarkWorkspaceRules(b *testing.B) {
	rules := []*Rule{Syntax, Schema, UniqueName, UniqueVersion, VersionScheme, Constraint, KnownComponent, KnownVersion, Acyclic, BundleIntact}
	sound := &Facts{Workspace: large(b, 60_000, false)}
	for _, rule := range rules {
		b.Run(rule.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if found := rule.Check(sound); len(found) > 0 {
					b.Fatalf("got %q, want nothing", found[0].Message)
				}
			}
		})
	}
	round := &Facts{Workspace: large(b, 60_000, true)}
	b.Run("acyclic-round", func(b *testing.B) {
		for b.Loop() {
			if found := checkAcyclic(round); len(found) != 1 {
				b.Fatalf("got %d findings, want 1", len(found))
			}
		}
	})
}
