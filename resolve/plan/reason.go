package plan

import (
	"slices"
	"strings"
)

// reasons finds out why each part moves, from the versions that came out.
func (w *planner) reasons(moving []*part) (map[*part][]Reason, error) {
	because := map[*part][]Reason{}
	for _, p := range moving {
		var all []Reason
		for _, c := range w.asking(p).pending {
			if c.level() > 0 {
				all = append(all, Reason{Change: c.change, Type: c.as.Type.Value, Level: c.level()})
			}
		}
		if p.asked {
			all = append(all, Reason{Asked: true})
		}
		leads, err := w.leads(p)
		if err != nil {
			return nil, err
		}
		for _, lead := range leads {
			all = append(all, Reason{Dependency: lead.name(), To: lead.to})
		}
		because[p] = all
	}
	if err := w.groupReasons(moving, because); err != nil {
		return nil, err
	}
	w.paths(moving, because)
	return because, nil
}

// leads returns the parts that a part has to follow, by name.
func (w *planner) leads(p *part) ([]*part, error) {
	var leads []*part
	needs := p.needs()
	for i := range needs {
		lead := w.parts[needs[i].Name.Value]
		if lead == nil || !lead.moves {
			continue
		}
		follows, err := w.follows(p, &needs[i], lead)
		if err != nil {
			return nil, err
		}
		if follows {
			leads = append(leads, lead)
		}
	}
	slices.SortStableFunc(leads, func(a, b *part) int { return strings.Compare(a.name(), b.name()) })
	return leads, nil
}

// paths tells of every dependency that moved the shortest way to a component that moved on its
// own, of equally short ones the first by name.
func (w *planner) paths(moving []*part, because map[*part][]Reason) {
	next := map[*part]*part{} // the way on; itself for one that moved on its own
	followers := map[*part][]*part{}
	var layer []*part
	for _, p := range moving {
		for _, r := range because[p] {
			if r.Dependency != "" {
				lead := w.parts[r.Dependency]
				followers[lead] = append(followers[lead], p)
			} else if next[p] == nil {
				next[p] = p
				layer = append(layer, p)
			}
		}
	}
	for len(layer) > 0 {
		var further []*part
		for _, lead := range layer {
			for _, p := range followers[lead] {
				if next[p] == nil {
					next[p] = lead
					further = append(further, p)
				}
			}
		}
		slices.SortFunc(further, func(a, b *part) int { return strings.Compare(a.name(), b.name()) })
		layer = further
	}
	for _, p := range moving {
		for i := range because[p] {
			r := &because[p][i]
			if r.Dependency == "" {
				continue
			}
			r.Path = []string{p.id()}
			for at := w.parts[r.Dependency]; at != nil; at = next[at] {
				r.Path = append(r.Path, at.id())
				if next[at] == at {
					break
				}
			}
		}
	}
}
