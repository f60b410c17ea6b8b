package plan

import (
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// CircleError says that the planned versions would need each other in a circle, which those before
// do not: pins that moved have closed it.
type CircleError struct {
	Steps []string   // "web-shop 2.0.2", "auth-sdk 4.0.0", "web-shop 2.0.2"
	In    diag.Place // where the first one says what it requires
}

// Error names the circle.
func (e *CircleError) Error() string {
	return at(e.In) + e.Steps[0] + " would need itself: " + strings.Join(e.Steps, " → ")
}

// At returns where the first requirement is written.
func (e *CircleError) At() diag.Place { return e.In }

// Hints returns what to do about it.
func (e *CircleError) Hints() []string {
	return []string{"take one of these requirements out of its manifest"}
}

// findCircles finds circles of requirements that the planned versions close. Those that were there
// before are check's business. Each requirement leads to the best version that it admits.
func (w *planner) findCircles() error {
	if w.options.Stamp != "" || w.allowsCircles() {
		return nil
	}
	after := walk{source: w.draft, best: map[asked]*manifest.Entry{}, state: map[*manifest.Entry]int{}}
	for _, p := range w.moving() {
		for _, circle := range after.from(resolve.Entry(w.draft.Component(p.name()), p.to.String())) {
			if w.knownCircle(circle) {
				continue
			}
			first, next := circle[0], circle[1]
			e := &CircleError{}
			for _, made := range circle {
				e.Steps = append(e.Steps, made.Component.Name.Value+" "+made.Version.Value)
			}
			if start := w.parts[first.Component.Name.Value]; start != nil {
				for _, need := range start.needs() {
					if need.Name.Value == next.Component.Name.Value {
						e.In = need.Name.In(start.File)
					}
				}
			}
			return e
		}
	}
	return nil
}

// allowsCircles reports whether a product sets the rule about them aside.
func (w *planner) allowsCircles() bool {
	return slices.ContainsFunc(w.products, func(p *manifest.Product) bool {
		return slices.ContainsFunc(p.Rules, func(r manifest.RuleSetting) bool { return r.Rule.Value == "acyclic" && r.Severity != diag.Error })
	})
}

// knownCircle reports whether the components of a circle had one before, of versions that somebody
// may choose.
func (w *planner) knownCircle(circle []*manifest.Entry) bool {
	before := walk{source: w.source, best: map[asked]*manifest.Entry{}, state: map[*manifest.Entry]int{}, within: map[string]bool{}}
	for _, e := range circle {
		before.within[e.Component.Name.Value] = true
	}
	for _, e := range circle {
		c := w.parts[e.Component.Name.Value].Component
		latest := highest(c, production)
		for _, old := range c.Versions {
			if (old == latest || !production(old)) && len(before.from(old)) > 0 {
				return true
			}
		}
	}
	return false
}

// walk goes from versions to those that they require.
type walk struct {
	source resolve.Source
	within map[string]bool // the components that count; nil: all
	best   map[asked]*manifest.Entry
	state  map[*manifest.Entry]int // 1: on the way, 2: done
	way    []*manifest.Entry
	found  [][]*manifest.Entry
}

// asked is a requirement as it is written.
type asked struct{ name, want string }

// from returns the circles that are met on the way from a version, each ending as it begins.
// Versions that were met before are not looked at again.
func (k *walk) from(e *manifest.Entry) [][]*manifest.Entry {
	k.found = nil
	k.visit(e)
	return k.found
}

func (k *walk) visit(e *manifest.Entry) {
	switch {
	case e == nil, k.state[e] == 2:
		return
	case k.state[e] == 1:
		circle := slices.Clone(k.way[slices.Index(k.way, e):])
		k.found = append(k.found, append(circle, e))
		return
	}
	k.state[e] = 1
	k.way = append(k.way, e)
	for i := range e.Dependencies {
		k.visit(k.choose(&e.Dependencies[i]))
	}
	k.way = k.way[:len(k.way)-1]
	k.state[e] = 2
}

// choose returns the best version that a requirement admits: active before deprecated before
// disabled, then the higher one.
func (k *walk) choose(d *manifest.Dependency) *manifest.Entry {
	c := k.source.Component(d.Name.Value)
	if c == nil || k.within != nil && !k.within[d.Name.Value] {
		return nil
	}
	key := asked{d.Name.Value, d.Want.Value}
	best, ok := k.best[key]
	if ok {
		return best
	}
	for _, e := range c.Versions {
		if d.Constraint.Admits(e.Parsed) && (best == nil || e.Status < best.Status || e.Status == best.Status && e.Parsed.Compare(best.Parsed) > 0) {
			best = e
		}
	}
	k.best[key] = best
	return best
}
