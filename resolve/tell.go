package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"joinery/manifest/diag"
	"joinery/resolve/solve"
)

// mostSteps bounds the steps of a chain that are told.
const mostSteps = 20

// tell writes a proof as sentences, one a conclusion: "because A and B, C". A conclusion that
// the next sentence builds on is not repeated there; one that is needed later gets a number.
func (u *universe) tell(none *solve.Unsolvable) []diag.Related {
	t := &teller{u: u, uses: map[*solve.Proof]int{}, numbers: map[*solve.Proof]int{}, told: map[*solve.Proof]bool{}}
	end := none.Proof()
	t.count(end, map[*solve.Proof]bool{})
	t.write(end)
	if len(t.lines) == 0 { // a single requirement that nothing meets
		t.lines = append(t.lines, diag.Related{At: t.at(end), Message: t.clause(end)})
	}
	if t.more > 0 {
		t.lines = append(t.lines, diag.Related{Message: fmt.Sprintf("after %d more steps, %s", t.more, t.clause(end))})
	}
	return t.lines
}

type teller struct {
	u       *universe
	uses    map[*solve.Proof]int
	numbers map[*solve.Proof]int // of the conclusions that a later sentence refers to
	told    map[*solve.Proof]bool
	lines   []diag.Related
	more    int // conclusions that are counted only
}

func (t *teller) count(p *solve.Proof, seen map[*solve.Proof]bool) {
	t.uses[p]++
	if seen[p] {
		return
	}
	seen[p] = true
	for _, c := range p.Causes {
		t.count(c, seen)
	}
}

// write tells what p follows from, then p.
func (t *teller) write(p *solve.Proof) {
	if len(p.Causes) == 0 || t.told[p] {
		return
	}
	facts := t.facts(p)
	var derived []*solve.Proof
	for _, f := range facts {
		if len(f.Causes) > 0 {
			t.write(f)
			derived = append(derived, f)
		}
	}
	t.told[p] = true
	if len(t.lines) == mostSteps {
		t.more++
		return
	}
	var reasons []string
	start := "because "
	at := diag.Place{}
	for _, f := range facts {
		switch {
		case len(f.Causes) == 0:
			reasons = append(reasons, t.clause(f))
			if at.IsZero() {
				at = t.at(f)
			}
		case t.last(f):
			start = "and because "
		default:
			reasons = append(reasons, fmt.Sprintf("%s (%d)", t.clause(f), t.number(f)))
		}
	}
	if len(reasons) == 0 {
		start = "so "
	}
	message := start + enumerate(reasons, " and ")
	if len(reasons) > 0 {
		message += ", "
	}
	t.lines = append(t.lines, diag.Related{At: at, Message: message + t.clause(p)})
	if t.uses[p] > 1 || len(derived) > 1 {
		t.number(p)
	}
}

// facts returns what p is told from, conclusions first: its causes, where one that is used only
// here and rests on few requirements is replaced by these.
func (t *teller) facts(p *solve.Proof) []*solve.Proof {
	all := slices.Clone(p.Causes)
	for i := 0; i < len(all); i++ {
		c := all[i]
		if len(c.Causes) == 0 || t.uses[c] > 1 || t.told[c] {
			continue
		}
		if leaves := t.leaves(c, mostFacts+1-len(all)); leaves != nil {
			all = slices.Replace(all, i, i+1, leaves...)
		}
	}
	slices.SortStableFunc(all, func(a, b *solve.Proof) int { return min(len(b.Causes), 1) - min(len(a.Causes), 1) })
	return all
}

// mostFacts bounds the facts that one sentence joins.
const mostFacts = 4

// leaves returns the requirements that p rests on when they are no more than room and nothing
// else rests on what lies between.
func (t *teller) leaves(p *solve.Proof, room int) []*solve.Proof {
	if room < 1 {
		return nil
	}
	if len(p.Causes) == 0 {
		return []*solve.Proof{p}
	}
	if t.uses[p] > 1 || t.told[p] {
		return nil
	}
	var all []*solve.Proof
	for i, c := range p.Causes {
		later := len(p.Causes) - 1 - i // each of them takes one at least
		below := t.leaves(c, room-later-len(all))
		if below == nil {
			return nil
		}
		all = append(all, below...)
	}
	return all
}

// last reports whether f is what the sentence before has just concluded.
func (t *teller) last(f *solve.Proof) bool {
	return len(t.lines) > 0 && strings.HasSuffix(t.lines[len(t.lines)-1].Message, t.clause(f)) && t.numbers[f] == 0
}

// number returns the number of a conclusion, and writes it behind its sentence the first time.
func (t *teller) number(f *solve.Proof) int {
	if t.numbers[f] == 0 {
		t.numbers[f] = len(t.numbers) + 1
		for i := range t.lines {
			if strings.HasSuffix(t.lines[i].Message, t.clause(f)) {
				t.lines[i].Message += fmt.Sprintf(" (%d)", t.numbers[f])
				break
			}
		}
	}
	return t.numbers[f]
}

// at returns where a leaf is written.
func (t *teller) at(p *solve.Proof) diag.Place {
	if p.Requirement == nil {
		return diag.Place{}
	}
	return t.u.place(p.Requirement.Fact.(*want))
}

// clause says what p holds to be true.
func (t *teller) clause(p *solve.Proof) string {
	u := t.u
	if p.Requirement != nil {
		w := p.Requirement.Fact.(*want)
		said := fmt.Sprintf("%s needs %s %s", u.some(p.Package, p.Requirement.Of), w.to.name, w.text())
		switch {
		case w.override != nil:
			said = fmt.Sprintf("%s overrides %s to %s, which %s needs", u.product.Name.Value, w.to.name, w.text(), u.some(p.Package, p.Requirement.Of))
		case w.guard && p.Requirement.Admits.IsEmpty():
			return u.some(p.Package, p.Requirement.Of) + " is known to bundles alone that may not be chosen"
		case w.guard:
			return u.some(p.Package, p.Requirement.Of) + " comes only with " + u.some(p.Requirement.Package, p.Requirement.Admits)
		case w.broken:
			return "the bundle of " + u.some(p.Package, p.Requirement.Of) + " cannot be read"
		}
		if p.Requirement.Admits.IsEmpty() {
			said += ", which nothing meets"
		}
		return said
	}
	var here, needed []string // chosen candidates; what must be chosen then
	for _, term := range p.Terms {
		if term.Package == 0 {
			continue
		}
		if !term.Absent {
			here = append(here, u.some(term.Package, term.Candidates))
			continue
		}
		it := u.items[term.Package]
		var rest []int
		for c := range it.candidates {
			if !term.Candidates.Has(c) {
				rest = append(rest, c)
			}
		}
		needed = append(needed, u.some(term.Package, solve.Of(rest...)))
	}
	product := u.product.Name.Value
	switch {
	case len(here) == 0 && len(needed) == 0:
		return product + " has no selection"
	case len(here) == 0:
		return product + " needs " + enumerate(needed, " or ")
	case len(needed) == 0 && len(here) == 1:
		return here[0] + " cannot be part of " + product
	case len(needed) == 0:
		return enumerate(here, " and ") + " cannot stand together"
	}
	verb := " needs "
	if len(here) > 1 {
		verb = " together need "
	}
	return enumerate(here, " and ") + verb + enumerate(needed, " or ")
}

// some names candidates of an item: "ledger-lib 2.1.0 or 2.2.0", "ledger-lib 1.0.0 … 1.9.0 (12
// versions)", "any ledger-lib" when all are meant.
func (u *universe) some(n int, candidates solve.Set) string {
	it := u.items[n]
	if n == 0 {
		return it.name
	}
	chosen := candidates.Candidates()
	if len(chosen) == 1 {
		return it.candidates[chosen[0]].name()
	}
	if len(chosen) == len(it.candidates) {
		return "any " + it.name
	}
	rising := func(a, b int) int { return compare(it.candidates[a].version, it.candidates[b].version) }
	if len(chosen) > 4 {
		lowest, highest := slices.MinFunc(chosen, rising), slices.MaxFunc(chosen, rising)
		return fmt.Sprintf("%s %s … %s (%d versions)", it.name, it.candidates[lowest].version, it.candidates[highest].version, len(chosen))
	}
	slices.SortFunc(chosen, rising)
	var words []string
	for _, c := range chosen {
		words = append(words, it.candidates[c].version.String())
	}
	return it.name + " " + enumerate(words, " or ")
}

// sortedKeys returns the keys of a map, ascending.
func sortedKeys[V any](m map[int]V) []int { return slices.Sorted(maps.Keys(m)) }
