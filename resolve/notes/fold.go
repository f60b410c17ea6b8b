package notes

import "joinery/manifest"

// told is one change, and which version brought it.
type told struct {
	note *manifest.Note
	key  key
	stage
}

// key is what a change is known by: its id, else where it stands.
type key struct {
	id      string
	version string
	place   int
}

// toldOf lists the changes of stages, in their order.
func toldOf(stages []stage) []told {
	var all []told
	for _, s := range stages {
		for i := range s.changes {
			n := &s.changes[i]
			k := key{id: n.ID.Value}
			if k.id == "" {
				k = key{version: s.version, place: i}
			}
			all = append(all, told{n, k, s})
		}
	}
	return all
}

// standing is what a sequence of changes comes to, once all reverts are done.
type standing struct {
	at    map[key]int     // the changes that hold, each by its first place in the sequence
	taken map[string]bool // ids of what is taken back
	known map[string]bool // all ids of the sequence
}

// settle works reverts out, latest first: a change holds unless one that holds and stands behind
// it takes it back.
func settle(all []told) standing {
	s := standing{map[key]int{}, map[string]bool{}, map[string]bool{}}
	for i := len(all) - 1; i >= 0; i-- {
		n := all[i].note
		if id := all[i].key.id; id != "" {
			s.known[id] = true
			if s.taken[id] {
				continue
			}
		}
		s.at[all[i].key] = i
		if back := n.Reverts.Value; back != "" && back != n.ID.Value {
			s.taken[back] = true
		}
	}
	return s
}

// holds reports whether a change of that id holds.
func (s standing) holds(id string) bool {
	_, ok := s.at[key{id: id}]
	return id != "" && ok
}

// between compares what somebody has with what they get, both oldest first with all that came
// before. news are the changes that they get and do not have, gone those that they have and do
// not get.
func between(have, get []stage) (news, gone []told) {
	had, got := inStages(have), inStages(get)
	before, after := toldOf(have), toldOf(get)
	old, now := settle(before), settle(after)
	for i, t := range after {
		if at, ok := now.at[t.key]; !ok || at != i || had[t.version] || old.holds(t.key.id) {
			continue
		}
		if back := t.note.Reverts.Value; back != "" && back != t.key.id {
			seen := now.known[back] || old.known[back]
			if seen && (!old.holds(back) || now.holds(back)) {
				continue // it came and went on the way
			}
		}
		news = append(news, t)
	}
	for i, t := range before {
		at, ok := old.at[t.key]
		if ok && at == i && !got[t.version] && !now.holds(t.key.id) && !now.taken[t.key.id] {
			gone = append(gone, t)
		}
	}
	return news, gone
}

func inStages(all []stage) map[string]bool {
	in := make(map[string]bool, len(all))
	for _, s := range all {
		in[s.version] = true
	}
	return in
}
