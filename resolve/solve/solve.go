// Package solve chooses one candidate for every package that a root reaches.
//
// It knows packages and candidates by number alone; what a version is, the caller knows. The
// answer is fixed by the problem: packages are decided breadth first from the root, a package
// joins the queue when a decided candidate first requires it, and each gets the best candidate
// that still leaves a complete solution given what is decided. With ledger's candidates best
// first 3 2 1 and
//
//	root   needs  pay any, shop any
//	pay 2  needs  ledger 3
//	pay 1  needs  ledger 1 or 2
//	shop 1 needs  ledger 2
//
// pay comes first and would take 2, but that leaves no ledger for shop 1; so pay 1, shop 1,
// ledger 2.
//
// The search learns from every conflict, as PubGrub (Natalie Weizenbaum, 2018) does: the facts
// that clashed are resolved with each other into a new one that rules out the whole cause, and
// the search goes back as far as that fact reaches. What is learned follows from the problem,
// so it never excludes a solution, and since packages and candidates are tried in one order
// only, the first solution found is the one described above. When there is none, the facts
// form the proof ([Unsolvable]).
package solve

import "context"

// Problem is what the solver asks. Package 0 is the root; it has one candidate. The answers
// must not change while a search runs; a package may be numbered when it is first named.
type Problem interface {
	// Candidates returns how many candidates the package has, numbered from 0, best first.
	Candidates(pkg int) int
	// Requirements returns what the candidate needs, in the order in which the packages join
	// the queue.
	Requirements(pkg, candidate int) []*Requirement
}

// Requirement says that some candidates of a package need another package.
type Requirement struct {
	Of      Set  // the candidates of the requiring package that share this requirement
	Package int  // what they need
	Admits  Set  // the candidates of Package that will do; empty when none will
	Unless  []In // it is waived while one of these holds; the root must need these packages first
	Fact    any  // the caller's own note, found again in an [Unsolvable]
}

// In says that one of the candidates of a package is chosen.
type In struct {
	Package    int
	Candidates Set
}

// Solution gives the chosen candidates of every package that the root reaches.
type Solution struct {
	Order  []int       // packages as they were decided, the root first
	Choice map[int]int // package to candidate
}

// Solve returns the solution, or an *[Unsolvable] when none exists, or ctx's error.
func Solve(ctx context.Context, p Problem) (*Solution, error) {
	s := &search{problem: p}
	s.require(0)
	s.assign(0, Range(0, 1), nil)
	for steps := 0; ; steps++ {
		if steps%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if conflict := s.propagate(); conflict != nil {
			if proof := s.learn(conflict); proof != nil {
				return nil, s.unsolvable(proof)
			}
			continue
		}
		if !s.decide() {
			return s.solution(), nil
		}
	}
}
