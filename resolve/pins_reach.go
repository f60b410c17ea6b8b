package resolve

import "joinery/manifest"

// Reached returns whether a requirement is in force: a product asks, or a version that is
// still being made, or one that these lead to, or a component's highest production version
// that nothing newer is being made of. What only old versions ask for is history, and need not
// follow when something moves. A constraint leads to the highest version that it admits.
func Reached(source Source) func(Requirement) bool {
	w := reach{source: source, seen: map[*manifest.Entry]bool{}}
	for _, name := range source.Names() {
		if p := source.Product(name); p != nil {
			w.follow(p.Components)
			w.follow(p.Overrides)
		}
		if c := source.Component(name); c != nil {
			w.start(c)
		}
	}
	for len(w.queue) > 0 {
		e := w.queue[0]
		w.queue = w.queue[1:]
		w.follow(e.Dependencies)
	}
	return func(r Requirement) bool { return r.Product != nil || w.seen[r.Entry] }
}

type reach struct {
	source Source
	seen   map[*manifest.Entry]bool
	queue  []*manifest.Entry
}

// start reaches the versions that need nobody to ask for them.
func (w *reach) start(c *manifest.Component) {
	for _, e := range c.Versions {
		if e.Parsed.IsPrerelease() {
			w.reach(e)
		}
	}
	if top := highest(c, func(*manifest.Entry) bool { return true }); top != nil {
		w.reach(top)
	}
}

func (w *reach) follow(list []manifest.Dependency) {
	for i := range list {
		c := w.source.Component(list[i].Name.Value)
		if c == nil {
			continue
		}
		best := highest(c, func(e *manifest.Entry) bool {
			return e.Status != manifest.Disabled && admits(&list[i], e.Parsed)
		})
		if best != nil {
			w.reach(best)
		}
	}
}

func (w *reach) reach(e *manifest.Entry) {
	if !w.seen[e] {
		w.seen[e] = true
		w.queue = append(w.queue, e)
	}
}
