package resolve

import "joinery/manifest"

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

// takesBack returns the id of the change that this one reverts, "" when it reverts none.
func (t Told) takesBack() string {
	if back := t.Note.Reverts.Value; back != t.Note.ID.Value {
		return back
	}
	return ""
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

// fold compares what somebody has with what they get, both with all that they grew out of, each
// behind it. News are the changes that they get and do not have, gone those that they have and
// do not get, each once and in the order of the stages. The rules are those of [News].
func fold(have, get []Stage) (news, gone []Told) {
	had, got := stageSet(have), stageSet(get)
	old, now := settleReverts(have), settleReverts(get)
	for _, t := range now.first {
		if !had[t.id()] && !old.holds(t.Note.ID.Value) && !passing(t, now, old) {
			news = append(news, t)
		}
	}
	for _, t := range old.first {
		id := t.Note.ID.Value
		if !got[t.id()] && !now.holds(id) && !now.taken[id] && !passing(t, old, now) {
			gone = append(gone, t)
		}
	}
	return news, gone
}

// passing reports whether a change that holds here takes back what came and went on the way: what
// does not hold there, or holds here all the same.
func passing(t Told, here, there outcome) bool {
	back := t.takesBack()
	known := here.known[back] || there.known[back]
	return back != "" && known && (!there.holds(back) || here.holds(back))
}

func stageSet(all []Stage) map[stageID]bool {
	in := make(map[stageID]bool, len(all))
	for _, s := range all {
		in[s.id()] = true
	}
	return in
}
