package resolve

import (
	"slices"

	"joinery/manifest"
)

// Told is a change, and the version that brought it.
type Told struct {
	Note  *manifest.Note
	Place int // among the changes of its version, from 0
	Stage
}

// changeKey is what a change is known by: its id, else where it stands.
type changeKey struct {
	id    string
	stage stageID
	place int
}

func (t Told) key() changeKey {
	if id := t.Note.ID.Value; id != "" {
		return changeKey{id: id}
	}
	return changeKey{stage: t.id(), place: t.Place}
}

// changesOf lists the changes of stages, in their order.
func changesOf(stages []Stage) []Told {
	var all []Told
	for _, s := range stages {
		for i := range s.Changes {
			all = append(all, Told{&s.Changes[i], i, s})
		}
	}
	return all
}

// outcome is what a sequence of changes comes to, once all reverts are done.
type outcome struct {
	at    map[changeKey]int // the changes that hold, each by its first place in the sequence
	taken map[string]bool   // ids of what is taken back
	known map[string]bool   // all ids of the sequence
}

// settleReverts works reverts out, latest first: a change holds unless one that holds and stands
// behind it takes it back.
func settleReverts(all []Told) outcome {
	s := outcome{map[changeKey]int{}, map[string]bool{}, map[string]bool{}}
	for i, t := range slices.Backward(all) {
		id := t.Note.ID.Value
		if id != "" {
			s.known[id] = true
			if s.taken[id] {
				continue
			}
		}
		s.at[t.key()] = i
		if back := t.Note.Reverts.Value; back != "" && back != id {
			s.taken[back] = true
		}
	}
	return s
}

// holds reports whether a change of that id holds.
func (s outcome) holds(id string) bool {
	_, ok := s.at[changeKey{id: id}]
	return id != "" && ok
}

// fold compares what somebody has with what they get, both with all that they grew out of, each
// behind it. News are the changes that they get and do not have, gone those that they have and
// do not get, each once and in the order of the stages. The rules are those of [News].
func fold(have, get []Stage) (news, gone []Told) {
	had, got := stageSet(have), stageSet(get)
	before, after := changesOf(have), changesOf(get)
	old, now := settleReverts(before), settleReverts(after)
	for i, t := range after {
		if at, ok := now.at[t.key()]; !ok || at != i || had[t.id()] || old.holds(t.Note.ID.Value) {
			continue
		}
		if back := t.Note.Reverts.Value; back != "" && back != t.Note.ID.Value {
			seen := now.known[back] || old.known[back]
			if seen && (!old.holds(back) || now.holds(back)) {
				continue // it came and went on the way
			}
		}
		news = append(news, t)
	}
	for i, t := range before {
		at, ok := old.at[t.key()]
		if id := t.Note.ID.Value; ok && at == i && !got[t.id()] && !now.holds(id) && !now.taken[id] {
			gone = append(gone, t)
		}
	}
	return news, gone
}

func stageSet(all []Stage) map[stageID]bool {
	in := make(map[stageID]bool, len(all))
	for _, s := range all {
		in[s.id()] = true
	}
	return in
}
