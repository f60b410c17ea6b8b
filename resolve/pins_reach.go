package resolve

import "joinery/manifest"

// Reached returns whether a requirement is in force: a product asks, or a version that is
// still being made, or one that these lead to, or a component's best version, which nobody needs
// to ask for. What only old versions ask for is history, and need not follow when something
// moves. A constraint leads to the best version that it admits. Best is what [Resolve] would
// choose: active before deprecated, then the higher one; disabled ones never.
func Reached(source Source) func(Requirement) bool { return reachedIn(source, nil) }

// reachedIn is [Reached] as far as it goes through the names in a set, nil for all. It tells the
// truth of who requires a component when the set holds all that is [above] it.
func reachedIn(source Source, within names) func(Requirement) bool {
	w := reach{source: source, within: within, seen: map[*manifest.Entry]bool{}}
	for _, name := range source.Names() {
		if p := source.Product(name); p != nil {
			w.follow(p.Components)
			w.follow(p.Overrides)
		}
		if !within.has(name) {
			continue
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
	within names
	seen   map[*manifest.Entry]bool
	queue  []*manifest.Entry
}

// start reaches the versions that need nobody to ask for them.
func (w *reach) start(c *manifest.Component) {
	for _, e := range c.Versions {
		if e.Parsed.IsPrerelease() && e.Status != manifest.Disabled {
			w.reach(e)
		}
	}
	w.reach(best(c, func(*manifest.Entry) bool { return true }))
}

func (w *reach) follow(list []manifest.Dependency) {
	for i := range list {
		name := list[i].Name.Value
		if !w.within.has(name) {
			continue
		}
		if c := w.source.Component(name); c != nil {
			w.reach(best(c, func(e *manifest.Entry) bool { return admits(&list[i], e.Parsed) }))
		}
	}
}

func (w *reach) reach(e *manifest.Entry) {
	if e != nil && !w.seen[e] {
		w.seen[e] = true
		w.queue = append(w.queue, e)
	}
}

// best returns what would be chosen of a component's entries that keep admits: active before
// deprecated, then the higher version. It is nil when there is none but disabled ones.
func best(c *manifest.Component, keep func(*manifest.Entry) bool) *manifest.Entry {
	for _, status := range []manifest.Status{manifest.Active, manifest.Deprecated} {
		if e := highest(c, func(e *manifest.Entry) bool { return e.Status == status && keep(e) }); e != nil {
			return e
		}
	}
	return nil
}
