package resolve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
)

// clashing resolves the suite and returns the components that appear at several versions, and
// how many findings there are.
func clashing(w *manifest.Workspace, o Options) (names []string, findings int) {
	_, err := Resolve(context.Background(), w, w.Product("suite"), o)
	var f *Failure
	if !errors.As(err, &f) {
		return nil, 0
	}
	for _, d := range f.Findings {
		if d.Rule == "one-version" {
			names = append(names, d.Component)
		}
	}
	return names, len(f.Findings)
}

// settled fails unless a hint that was followed has settled its finding; where it was the only
// one, there must be none left.
func settled(t failer, hint, component string, only bool, after *manifest.Workspace, o Options) {
	t.Helper()
	left, findings := clashing(after, o)
	if slices.Contains(left, component) || only && findings > 0 {
		t.Fatalf("the hint for %s: %s\nleaves %v and %d findings in (%q)\n%s", component, hint, left, findings, o.Environment, dump(after))
	}
}

// hintsHold resolves a world and carries out every hint about a conflict, first each by itself,
// then all in the order in which they are printed. It returns how many there were.
func hintsHold(t failer, text string, o Options, files ...string) (tried int) {
	t.Helper()
	w := world(t, text, files...)
	_, err := Resolve(context.Background(), w, w.Product("suite"), o)
	var f *Failure
	if !errors.As(err, &f) {
		return 0
	}
	all := followerOf(t, w, o)
	for _, d := range f.Findings {
		if d.Rule != "one-version" {
			continue
		}
		for _, hint := range d.Hints {
			alone := followerOf(t, w, o)
			if !alone.follow(hint) {
				continue
			}
			tried++
			settled(t, hint, d.Component, len(f.Findings) == 1, alone.now(), o)
			if left, _ := clashing(all.now(), o); slices.Contains(left, d.Component) {
				all.follow(hint)
				settled(t, hint, d.Component, false, all.now(), o)
			}
		}
	}
	return tried
}

// drawLineage returns a world whose versions grew from each other, now and then in two lines.
func drawLineage(seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 11))
	names := []string{"a", "b", "c", "d", "e"}[:2+rng.IntN(4)]
	pool := []string{"1.0.0", "1.0.1", "1.1.0-SNAPSHOT", "1.1.0", "2.0.0", "2.0.1-SNAPSHOT", "2.1.0"}
	wants := []string{"1.0.0", "1.0.1", "1.1.0", "2.0.0", "2.1.0", "1.1.0-SNAPSHOT", "^1.0", "^2.0", "~> 1.0.0", ">= 1.1.0", "< 2.0.0", "^1.1.0-SNAPSHOT", ">= 2.0.1-SNAPSHOT || 1.0.0"}
	pick := func(from []string) string { return from[rng.IntN(len(from))] }
	var b strings.Builder
	line := func(head string, targets []string) {
		var needs []string
		for _, n := range targets {
			needs = append(needs, n+" "+pick(wants))
		}
		if len(needs) > 0 {
			head += " needs " + strings.Join(needs, ", ")
		}
		b.WriteString(head + "\n")
	}
	var root []string
	for _, n := range names {
		if rng.IntN(2) == 0 {
			root = append(root, n)
		}
	}
	line("suite", root)
	if rng.IntN(6) == 0 {
		fmt.Fprintf(&b, "suite overrides %s %s\n", pick(names), pick(pool))
	}
	for i, n := range names {
		var have []string
		for _, v := range pool {
			if rng.IntN(3) == 0 {
				continue
			}
			head := n + " " + v + []string{"", "", "", "", "", " deprecated", " disabled"}[rng.IntN(7)]
			if len(have) > 0 && rng.IntN(6) > 0 {
				head += " extends " + have[len(have)-1-rng.IntN(min(2, len(have)))]
			}
			have = append(have, v)
			var targets []string
			for _, m := range names[i+1:] {
				if rng.IntN(2) == 0 {
					targets = append(targets, m)
				}
			}
			line(head, targets)
		}
	}
	return b.String()
}

// TestHints carries out the hints of small worlds, which no two versions of a component, patch under
// way or crossing plan must make false.
func TestHints(t *testing.T) {
	tests := []struct {
		name, environment, world string
		hints                    int
	}{
		{"a deprecated version above the chosen one", "", `
			suite    needs a ^1.0, e 1.0.0
			a 1.0.1  needs e 2.0.0
			a 1.1.0  deprecated needs gone 2.0.0
			e 1.0.0
			e 2.0.0`, 1},
		{"a pre-release above the chosen one", "production", `
			suite    needs b >= 2.0.1-SNAPSHOT || 1.0.0, e 2.0.0
			b 1.0.0  needs e 1.1.0
			b 2.0.1-SNAPSHOT needs e 1.1.0
			e 1.1.0
			e 2.0.0`, 0},
		{"a disabled version at the top of a component", "", `
			suite    needs b >= 2.0.1-SNAPSHOT || 1.0.0, d 2.1.0, e 1.0.0
			b 2.0.1-SNAPSHOT
			b 2.1.0  disabled needs c 2.0.0, d 2.0.0
			c 2.0.0  needs e 1.1.0
			d 2.1.0  needs e 1.1.0
			e 1.0.0
			e 1.1.0`, 1},
		{"two versions of one component follow", "", `
			suite    needs c 1.0.0, e 2.0.0
			c 1.0.0  needs e 1.0.0
			c 1.0.1  needs e 1.0.0
			e 1.0.0
			e 2.0.0`, 1},
		{"two versions of one component follow to an heir", "production", `
			suite    needs a ^1.0, c ^1.0
			a 1.1.0  needs d 1.0.1, e >= 1.1.0
			c 1.1.0  needs d >= 2.0.1-SNAPSHOT || 1.0.0
			d 1.0.0  needs e < 2.0.0
			d 1.0.1  needs e 1.0.0
			e 1.0.0
			e 2.0.0  extends 1.0.0`, 1},
		{"an older patch is found behind a newer one", "", `
			suite    needs k 1.0.0, m 1.0.0, e 2.0.0
			k 1.0.0  needs d 1.0.0, e 1.0.0
			m 1.0.0  needs d 1.0.1, e 1.0.0
			d 1.0.0  needs e 1.0.0
			d 1.0.1  extends 1.0.0 needs e 1.0.0
			e 1.0.0
			e 2.0.0  extends 1.0.0`, 1},
		{"a patch is under way", "", `
			suite             needs a 1.0.0, b 1.0.0
			a 1.0.0           needs c 1.0.0
			a 1.0.1-SNAPSHOT  extends 1.0.0 needs c 1.0.0
			b 1.0.0           needs c 2.0.0
			c 1.0.0
			c 2.0.0  extends 1.0.0`, 1},
		{"a patch is under way and holds the fix", "production", `
			suite             needs a 1.0.0, b 1.0.0
			a 1.0.0           needs c 1.0.0
			a 1.0.1-SNAPSHOT  extends 1.0.0 needs c 2.0.0
			b 1.0.0           needs c 2.0.0
			c 1.0.0
			c 2.0.0  extends 1.0.0`, 1},
		{"a patch is under way and the lines have parted", "", `
			suite             needs a 1.0.0, b 1.0.0
			a 1.0.0           needs c 1.0.0
			a 1.0.1-SNAPSHOT  extends 1.0.0 needs c 1.0.0
			b 1.0.0           needs c 2.0.0
			c 1.0.0
			c 2.0.0`, 1},
		{"a patch that is under way is disabled", "", `
			suite             needs a 1.0.0, b 1.0.0
			a 1.0.0           needs c 1.0.0
			a 1.0.1-SNAPSHOT  disabled extends 1.0.0 needs c 2.0.0
			b 1.0.0           needs c 2.0.0
			c 1.0.0
			c 2.0.0  extends 1.0.0`, 1},
		{"two conflicts in one version", "", `
			suite    needs a 1.0.0, b 1.0.0
			a 1.0.0  needs x 1.0.0, y 1.0.0
			b 1.0.0  needs x 2.0.0, y 2.0.0
			x 1.0.0
			x 2.0.0  extends 1.0.0
			y 1.0.0
			y 2.0.0  extends 1.0.0`, 1},
		{"two conflicts in one version, one of them with parted lines", "", `
			suite    needs a 1.0.0, b 1.0.0
			a 1.0.0  needs x 1.0.0, y 1.0.0
			b 1.0.0  needs x 2.0.0, y 2.0.0
			x 1.0.0
			x 2.0.0
			y 1.0.0
			y 2.0.0  extends 1.0.0`, 1},
		{"two conflicts, both with parted lines", "", `
			suite    needs a 1.0.0, b 1.0.0
			a 1.0.0  needs x 1.0.0, y 1.0.0
			b 1.0.0  needs x 2.0.0, y 2.0.0
			x 1.0.0
			x 2.0.0
			y 1.0.0
			y 2.0.0`, 2},
		{"two conflicts that have nothing in common", "production", `
			suite    needs a 1.0.0, b 1.0.0, x 2.0.0, y 2.0.0
			a 1.0.0  needs x 1.0.0
			b 1.0.0  needs y 1.0.0
			x 1.0.0
			x 2.0.0  extends 1.0.0
			y 1.0.0
			y 2.0.0  extends 1.0.0`, 2},
		{"a range that grows wider when it is cut", "production", `
			suite    needs a ~> 1.0.0, b 2.0.0
			a 1.0.1  needs b ^1.0
			a 1.1.0  needs b 2.0.0
			a 2.1.0
			b 1.1.0
			b 2.0.0  needs c 1.1.0`, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := hintsHold(t, test.world, Options{Date: date("2026-11-21"), Environment: test.environment}); got != test.hints {
				t.Errorf("got %d hints that tell what to do, want %d", got, test.hints)
			}
		})
	}
}

// TestHintsSettle carries out the hints of many worlds.
func TestHintsSettle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawLineage(rapid.Uint64Range(0, 1<<40).Draw(t, "seed"))
		for _, environment := range []string{"", "production"} {
			hintsHold(t, text, Options{Date: date("2026-11-21"), Environment: environment})
		}
	})
}

// A requirement keeps its form when pins move: "~> 1.0.0" asks for 1.0.x and must not come to
// admit 1.1.0.
func TestMovedPinStaysAsNarrow(t *testing.T) {
	w := world(t, `
		suite    needs a ~> 1.0.0, b 2.0.0
		a 1.0.1  needs b 1.0.0
		a 1.1.0
		b 1.0.0
		b 2.0.0`)
	files := copyOf(t, w)
	a, err := AmendMerge(w, w.Component("b"), []string{"1.0.0", "2.0.0"}, true, MergeOptions{Date: date("2026-11-21")})
	carryOut(t, files, a, err, "merge")
	after := reload(t, files)
	s, err := Resolve(context.Background(), after, after.Product("suite"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := picked(s), "a 1.0.2-SNAPSHOT, b 3.0.0-SNAPSHOT"; got != want {
		at := slices.IndexFunc(after.Product("suite").Components, func(d manifest.Dependency) bool { return d.Name.Value == "a" })
		t.Errorf("got  %s, the product now wants a %s\nwant %s", got, after.Product("suite").Components[at].Want.Value, want)
	}
}

// Two versions of one component that both have to follow get two numbers.
func TestTwoPatchesOfOneComponent(t *testing.T) {
	w := world(t, `
		suite    needs c 1.0.0, e 2.0.0
		c 1.0.0  needs e 1.0.0
		c 1.0.1  needs e 1.0.0
		e 1.0.0
		e 2.0.0`)
	a, err := AmendMerge(w, w.Component("e"), []string{"1.0.0", "2.0.0"}, true, MergeOptions{Date: date("2026-11-21")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Files(func(file string) ([]byte, error) { return fs.ReadFile(w.FS(), file) }); err != nil {
		t.Errorf("got %v, want 1.0.2-SNAPSHOT and 1.0.3-SNAPSHOT; the plan is\n%s", err, strings.Join(a.Lines, "\n"))
	}
}

// Looking for the heir of a conflict costs a walk through the lineage, not one per version.
func BenchmarkConflictInALongLineage(b *testing.B) {
	var text strings.Builder
	text.WriteString("suite needs a 1.0.0, c 2.0.0\na 1.0.0 needs c 1.0.0\nc 1.0.0\n")
	for i := 1; i < 2000; i++ {
		fmt.Fprintf(&text, "c 1.%d.0 extends 1.%d.0\n", i, i-1)
	}
	text.WriteString("c 2.0.0 extends 1.0.0\n")
	w := world(b, text.String())
	for b.Loop() {
		if _, err := Resolve(context.Background(), w, w.Product("suite"), Options{}); err == nil {
			b.Fatal("got a selection, want a conflict")
		}
	}
}
