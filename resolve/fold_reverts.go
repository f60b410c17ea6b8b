package resolve

import (
	"slices"

	"joinery/manifest"
)

// Remaining returns the places of those changes, ascending, that are left where all of them come
// together: neither what another one of them reverts, nor its revert.
func Remaining(changes []manifest.Note) []int {
	told, _ := fold(nil, []Stage{{Bundle: &manifest.Bundle{}, Changes: changes}})
	places := make([]int, len(told))
	for i, t := range told {
		places[i] = t.Place
	}
	return places
}

// outcome is what the changes of a line come to, once all reverts are done.
type outcome struct {
	first []Told             // the changes that hold, each where it is first brought, in the order of the stages
	held  map[changeKey]bool // the same
	taken map[string]bool    // ids of what is taken back
	known map[string]bool    // all ids
}

// settleReverts works reverts out, latest stage first: a change holds unless one that holds, of
// a later stage or of its own, takes it back. The order of changes within a stage does not count.
func settleReverts(stages []Stage) outcome {
	s := outcome{held: map[changeKey]bool{}, taken: map[string]bool{}, known: map[string]bool{}}
	var holding [][]Told
	for _, stage := range slices.Backward(stages) {
		holding = append(holding, s.settle(changesOf([]Stage{stage})))
	}
	for _, changes := range slices.Backward(holding) {
		for _, t := range changes {
			if key := t.key(); !s.held[key] {
				s.held[key] = true
				s.first = append(s.first, t)
			}
		}
	}
	return s
}

// settle returns the changes of one stage that hold, in their order, and keeps what they take
// back. Changes that take each other back in a circle, and what they alone decide of, hold.
func (s *outcome) settle(changes []Told) []Told {
	places := map[string][]int{} // by id
	open := map[string]int{}     // how many may still take an id back
	for i, t := range changes {
		if id := t.Note.ID.Value; id != "" {
			s.known[id] = true
			places[id] = append(places[id], i)
		}
		open[t.takesBack()]++
	}
	gone, holds := make([]bool, len(changes)), make([]bool, len(changes))
	var decided []int
	for i, t := range changes {
		switch id := t.Note.ID.Value; {
		case id != "" && s.taken[id]:
			gone[i] = true
		case id == "" || open[id] == 0:
			holds[i] = true
		default:
			continue
		}
		decided = append(decided, i)
	}
	for n := 0; n < len(decided); n++ {
		i := decided[n]
		back := changes[i].takesBack()
		open[back]--
		for _, at := range places[back] {
			if gone[at] || holds[at] || gone[i] && open[back] > 0 {
				continue
			}
			gone[at], holds[at] = holds[i], gone[i]
			decided = append(decided, at)
		}
	}
	var hold []Told
	for i, t := range changes {
		if gone[i] {
			continue
		}
		hold = append(hold, t)
		if back := t.takesBack(); back != "" {
			s.taken[back] = true
		}
	}
	return hold
}

// holds reports whether a change of that id holds.
func (s outcome) holds(id string) bool { return id != "" && s.held[changeKey{id: id}] }
