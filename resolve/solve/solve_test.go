package solve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// universe is a problem in a small language: a line a candidate, best first,
//
//	pay 2: ledger 3, auth any
//
// where "any" admits every candidate, and candidates are named by what stands behind the
// package. The first line is the root.
type universe struct {
	names      []string
	candidates [][]string
	needs      map[[2]int][]*Requirement
}

func parse(text string) *universe {
	u := &universe{needs: map[[2]int][]*Requirement{}}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for _, line := range lines {
		head, _, _ := strings.Cut(line, ":")
		f := strings.Fields(head)
		u.number(f[0])
		n := u.number(f[0])
		u.candidates[n] = append(u.candidates[n], strings.Join(f[1:], " "))
	}
	for _, line := range lines {
		head, needs, _ := strings.Cut(line, ":")
		f := strings.Fields(head)
		n := u.number(f[0])
		c := slices.Index(u.candidates[n], strings.Join(f[1:], " "))
		for _, need := range strings.Split(needs, ",") {
			want := strings.Fields(need)
			if len(want) == 0 {
				continue
			}
			target := u.number(want[0])
			var admits []int
			for i, name := range u.candidates[target] {
				if want[1] == "any" || slices.Contains(want[1:], name) {
					admits = append(admits, i)
				}
			}
			u.needs[[2]int{n, c}] = append(u.needs[[2]int{n, c}], &Requirement{Of: Of(c), Package: target, Admits: Of(admits...)})
		}
	}
	return u
}

func (u *universe) number(name string) int {
	if n := slices.Index(u.names, name); n >= 0 {
		return n
	}
	u.names = append(u.names, name)
	u.candidates = append(u.candidates, nil)
	return len(u.names) - 1
}

func (u *universe) Candidates(p int) int                 { return len(u.candidates[p]) }
func (u *universe) Requirements(p, c int) []*Requirement { return u.needs[[2]int{p, c}] }

// print writes a solution as "root pay 1 shop 1", in the order of decision.
func (u *universe) print(s *Solution) string {
	var b strings.Builder
	for i, p := range s.Order {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strings.TrimSpace(u.names[p] + " " + u.candidates[p][s.Choice[p]]))
	}
	return b.String()
}

func TestSolve(t *testing.T) {
	tests := []struct{ name, universe, want string }{
		{"nothing", "root:", "root"},
		{"best first", "root: a any\na 2:\na 1:", "root, a 2"},
		{"breadth first", "root: a any, b any\na 1: d any\nb 1: c any\nc 1:\nd 1:", "root, a 1, b 1, d 1, c 1"},
		{"package doc", `
root: pay any, shop any
pay 2: ledger 3
pay 1: ledger 1 2
shop 1: ledger 2
ledger 3:
ledger 2:
ledger 1:`, "root, pay 1, shop 1, ledger 2"},
		{"the earlier choice wins", `
root: a any, b any
a 2: c 1
a 1:
b 2: c 2
b 1: c any
c 2:
c 1:`, "root, a 2, b 1, c 1"},
		{"circle", "root: a any\na 1: b any\nb 1: a any", "root, a 1, b 1"},
		{"circle that fits no version", "root: a any\na 2: b any\na 1:\nb 1: a 1", "root, a 1"},
		{"no such package", "root: a any\na 2: ghost any\na 1:", "root, a 1"},
		{"conflict below a shared choice", `
root: a any, b any
a 1: x any
b 1: y any
x 2: z 2
x 1: z 1
y 2: z 3
y 1: z 1
z 3:
z 2:
z 1:`, "root, a 1, b 1, x 1, y 1, z 1"},
		{"none", "root: a any, b any\na 1: c 1\nb 1: c 2\nc 1:\nc 2:", "none"},
		{"none at all", "root: ghost any", "none"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u := parse(test.universe)
			got := "none"
			solution, err := Solve(context.Background(), u)
			if err == nil {
				got = u.print(solution)
			} else if !errors.As(err, new(*Unsolvable)) {
				t.Fatalf("got error %v", err)
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestSolveStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Solve(ctx, parse("root:")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

// oracle answers by the definition alone: at each step of the queue it tries the candidates
// best first and asks, by trying everything, whether a complete solution remains.
func oracle(u *universe) string {
	decided := map[int]int{0: 0}
	if !completes(u, decided, 1) {
		return "none"
	}
	queue := []int{0}
	for next := 0; next < len(queue); next++ {
		p := queue[next]
		if _, ok := decided[p]; !ok {
			for c := range u.candidates[p] {
				decided[p] = c
				if completes(u, decided, 1) {
					break
				}
			}
		}
		for _, r := range u.Requirements(p, decided[p]) {
			if !slices.Contains(queue, r.Package) {
				queue = append(queue, r.Package)
			}
		}
	}
	s := &Solution{Order: queue, Choice: decided}
	return u.print(s)
}

// completes reports whether the packages from n on can be chosen so that every requirement of a
// chosen candidate is met.
func completes(u *universe, chosen map[int]int, n int) bool {
	if n == len(u.names) {
		for p, c := range chosen {
			for _, r := range u.Requirements(p, c) {
				if d, ok := chosen[r.Package]; !ok || !r.Admits.Has(d) {
					return false
				}
			}
		}
		return true
	}
	if _, ok := chosen[n]; ok {
		return completes(u, chosen, n+1)
	}
	if completes(u, chosen, n+1) {
		return true
	}
	defer delete(chosen, n)
	for c := range u.candidates[n] {
		chosen[n] = c
		if completes(u, chosen, n+1) {
			return true
		}
	}
	return false
}

// random draws a universe of at most 5 packages of at most 4 candidates each.
func random(t *rapid.T) *universe {
	u := &universe{names: []string{"root"}, candidates: [][]string{{""}}, needs: map[[2]int][]*Requirement{}}
	for n := range rapid.IntRange(1, 5).Draw(t, "packages") {
		u.names = append(u.names, string(rune('a'+n)))
		var candidates []string
		for c := rapid.IntRange(0, 4).Draw(t, "candidates"); c > 0; c-- {
			candidates = append(candidates, fmt.Sprint(c))
		}
		u.candidates = append(u.candidates, candidates)
	}
	for p := range u.names {
		var row [][]int
		for range u.candidates[p] {
			row = append(row, rapid.SliceOfNDistinct(rapid.IntRange(1, len(u.names)-1), 0, min(3, len(u.names)-1), rapid.ID[int]).Draw(t, "needs"))
		}
		for c, targets := range row {
			for _, target := range targets {
				var admits []int
				for d := range u.candidates[target] {
					if rapid.IntRange(0, 2).Draw(t, "admits") > 0 {
						admits = append(admits, d)
					}
				}
				u.needs[[2]int{p, c}] = append(u.needs[[2]int{p, c}], &Requirement{Of: Of(c), Package: target, Admits: Of(admits...)})
			}
		}
	}
	u.share()
	return u
}

// share widens requirements that neighbouring candidates have in common.
func (u *universe) share() {
	for p := range u.names {
		for c := 1; c < len(u.candidates[p]); c++ {
			for _, r := range u.needs[[2]int{p, c}] {
				for _, above := range u.needs[[2]int{p, c - 1}] {
					if r.Package == above.Package && r.Admits.equal(above.Admits) {
						r.Of = above.Of.union(r.Of)
						for _, member := range r.Of.Candidates() {
							for _, other := range u.needs[[2]int{p, member}] {
								if other.Package == r.Package {
									other.Of = r.Of
								}
							}
						}
					}
				}
			}
		}
	}
}

func TestSolveAgreesWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := random(t)
		got := "none"
		solution, err := Solve(context.Background(), u)
		var none *Unsolvable
		switch {
		case err == nil:
			got = u.print(solution)
		case !errors.As(err, &none):
			t.Fatalf("got error %v", err)
		}
		if want := oracle(u); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
		if none != nil {
			checkProof(t, u, none)
		}
	})
}

// checkProof holds a proof against its meaning: its requirements alone rule out every solution,
// and after Shrink none of them can be missed.
func checkProof(t *rapid.T, u *universe, none *Unsolvable) {
	alone := &part{Problem: u, kept: none.Requirements()}
	if _, err := Solve(context.Background(), alone); !errors.As(err, new(*Unsolvable)) {
		t.Fatalf("the proof's requirements alone have a solution")
	}
	small, err := none.Shrink(context.Background(), u, 1000)
	if err != nil {
		t.Fatal(err)
	}
	kept := small.Requirements()
	for p, requirements := range kept {
		for i := range requirements {
			fewer := map[int][]*Requirement{}
			for q, all := range kept {
				fewer[q] = slices.Clone(all)
			}
			fewer[p] = slices.Delete(fewer[p], i, i+1)
			if _, err := Solve(context.Background(), &part{Problem: u, kept: fewer}); err != nil {
				t.Fatalf("a requirement of the shrunk proof can be left out: %v", err)
			}
		}
	}
	if end := small.Proof(); len(end.Terms) > 1 || len(end.Terms) == 1 && end.Terms[0].Package != 0 {
		t.Fatalf("the proof ends in %v, want nothing but the root", end.Terms)
	}
}

// chain is a problem without solution in which every choice fails only at the very end: each
// version of p1 needs the version of p2 with its own number, and so on; the last exists nowhere.
type chain struct{ depth, width int }

func (c chain) Candidates(p int) int {
	switch {
	case p == 0:
		return 1
	case p > c.depth:
		return 0
	}
	return c.width
}

func (c chain) Requirements(p, n int) []*Requirement {
	if p == 0 {
		return []*Requirement{{Of: Of(0), Package: 1, Admits: Range(0, c.width)}}
	}
	return []*Requirement{{Of: Of(n), Package: p + 1, Admits: Range(n, min(n+1, c.Candidates(p+1)))}}
}

func BenchmarkNoSolution(b *testing.B) {
	for _, size := range []chain{{1, 20000}, {2, 10000}, {10, 2000}, {100, 200}} {
		b.Run(fmt.Sprintf("%dx%d", size.depth, size.width), func(b *testing.B) {
			for b.Loop() {
				if _, err := Solve(context.Background(), size); !errors.As(err, new(*Unsolvable)) {
					b.Fatalf("got %v, want no solution", err)
				}
			}
		})
	}
}
