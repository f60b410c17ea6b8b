package solve

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Unsolvable is the error of a problem without solution. It holds the proof.
type Unsolvable struct {
	root  *fact
	sizes map[int32]int32 // how many values the packages have that the proof speaks of
}

// unsolvable makes the error out of the fact that ends the search.
func (s *search) unsolvable(root *fact) *Unsolvable {
	u := &Unsolvable{root: root, sizes: map[int32]int32{}}
	for _, f := range u.facts() {
		for i := range f.terms {
			n := f.terms[i].pkg
			u.sizes[n] = s.packages[n].size
		}
	}
	return u
}

// Error says how many requirements rule out each other. The caller, who knows names, has more
// to say.
func (u *Unsolvable) Error() string {
	n := 0
	for _, requirements := range u.Requirements() {
		n += len(requirements)
	}
	return fmt.Sprintf("no solution: %d requirements rule each other out", n)
}

// Proof is one conclusion: its terms cannot all hold.
type Proof struct {
	Terms       []Term
	Requirement *Requirement // what the problem says, for a leaf
	Package     int          // the package that has the requirement, for a leaf
	Causes      []*Proof     // the two conclusions that it follows from, otherwise
}

// Term says that a package takes one of the candidates, or, when Absent is set, one of the
// candidates or none.
type Term struct {
	Package    int
	Candidates Set
	Absent     bool
}

// Proof returns the proof as a graph: conclusions used twice are the same pointer.
func (u *Unsolvable) Proof() *Proof {
	made := map[*fact]*Proof{}
	for _, f := range u.facts() {
		p := &Proof{Requirement: f.requirement, Package: f.of}
		for i := range f.terms {
			t := &f.terms[i]
			values := t.values(u.sizes[t.pkg])
			p.Terms = append(p.Terms, Term{int(t.pkg), values, values.has(absent)})
		}
		if f.causes[0] != nil {
			p.Causes = []*Proof{made[f.causes[0]], made[f.causes[1]]}
		}
		made[f] = p
	}
	return made[u.root]
}

// Requirements returns the requirements that the proof rests on, each once: for every package
// the requirements that it has.
func (u *Unsolvable) Requirements() map[int][]*Requirement {
	leaves := map[int][]*Requirement{}
	for _, f := range u.facts() {
		if f.requirement != nil {
			leaves[f.of] = append(leaves[f.of], f.requirement)
		}
	}
	return leaves
}

// facts returns the proof's facts, each once, causes before what follows from them.
func (u *Unsolvable) facts() []*fact {
	var ordered []*fact
	done := map[*fact]bool{}
	stack := []*fact{u.root}
	for len(stack) > 0 {
		f := stack[len(stack)-1]
		waiting := false
		for _, c := range f.causes {
			if c != nil && !done[c] {
				stack = append(stack, c)
				waiting = true
			}
		}
		if waiting {
			continue
		}
		stack = stack[:len(stack)-1]
		if !done[f] {
			done[f] = true
			ordered = append(ordered, f)
		}
	}
	return ordered
}

// Shrink returns a proof that rests on as few requirements as can be: leaving out any one of
// them would allow a solution. It tries each once, so it costs a small search per requirement;
// above limit requirements it returns u as it is. The error is ctx's.
func (u *Unsolvable) Shrink(ctx context.Context, p Problem, limit int) (*Unsolvable, error) {
	part := &part{Problem: p, kept: u.Requirements()}
	var packages []int
	total := 0
	for n, requirements := range part.kept {
		packages = append(packages, n)
		total += len(requirements)
	}
	if total > limit {
		return u, nil
	}
	slices.Sort(packages)
	smallest := u
	for _, n := range packages {
		for _, r := range slices.Clone(part.kept[n]) {
			all := part.kept[n]
			part.kept[n] = slices.DeleteFunc(slices.Clone(all), func(other *Requirement) bool { return other == r })
			_, err := Solve(ctx, part)
			var without *Unsolvable
			switch {
			case errors.As(err, &without):
				smallest = without
			case err != nil:
				return nil, err
			default:
				part.kept[n] = all
			}
		}
	}
	if smallest == u {
		return u, nil
	}
	_, err := Solve(ctx, part)
	var final *Unsolvable
	if errors.As(err, &final) {
		return final, nil
	}
	return nil, err
}

// part is a problem of which only some requirements count.
type part struct {
	Problem
	kept map[int][]*Requirement
}

// Requirements returns those of the candidate that count.
func (p *part) Requirements(pkg, candidate int) []*Requirement {
	var counting []*Requirement
	for _, r := range p.kept[pkg] {
		if r.Of.Has(candidate) {
			counting = append(counting, r)
		}
	}
	return counting
}
