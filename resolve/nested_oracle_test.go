package resolve

import (
	"context"
	"errors"
	"slices"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/version"
)

// nestedOracle answers for worlds with nested products by the definition alone, trying
// everything: a chosen bundle asks for all that it lists, at exactly that version; what a version
// that it lists asks for beyond that is waived; an override holds for everybody but bundles; what
// only bundles know stands beside one that lists it.
type nestedOracle struct {
	w          *manifest.Workspace
	product    *manifest.Product
	bundles    map[string][]*manifest.Bundle // by product
	extras     map[string][]string           // versions that admitted bundles know and nobody else
	production bool
	relaxed    bool
	freed      map[string][]string
	with       map[string]string
}

// thing is one candidate: an entry, a bundle, or a version that only bundles know.
type thing struct {
	name, version string
	parsed        version.Version
	entry         *manifest.Entry
	bundle        *manifest.Bundle
}

func (t *thing) id() string { return t.name + " " + t.version }

func newNestedOracle(w *manifest.Workspace, production bool, with map[string]string) *nestedOracle {
	o := &nestedOracle{w: w, product: w.Product("suite"), bundles: map[string][]*manifest.Bundle{}, extras: map[string][]string{}, production: production, with: with}
	for _, p := range w.Products {
		for _, ref := range w.Bundles(p.Name.Value) {
			b, _ := w.Bundle(ref)
			o.bundles[p.Name.Value] = append(o.bundles[p.Name.Value], b)
		}
	}
	for _, d := range o.root() {
		for _, b := range o.bundles[d.name] {
			if !d.admits(b.Parsed) {
				continue
			}
			for _, l := range b.Components {
				known := slices.ContainsFunc(o.bundles[l.Name.Value], func(x *manifest.Bundle) bool { return x.Version.Value == l.Version.Value })
				if c := w.Component(l.Name.Value); c != nil {
					known = known || slices.ContainsFunc(c.Versions, func(e *manifest.Entry) bool { return e.Version.Value == l.Version.Value })
				}
				if !known && !slices.Contains(o.extras[l.Name.Value], l.Version.Value) {
					o.extras[l.Name.Value] = append(o.extras[l.Name.Value], l.Version.Value)
				}
			}
		}
	}
	return o
}

// ask is one demand: a name, and the versions that will do.
type ask struct {
	name   string
	admits func(version.Version) bool
}

func (o *nestedOracle) overrides() map[string]string {
	all := map[string]string{}
	for _, d := range o.product.Overrides {
		all[d.Name.Value] = d.Want.Value
	}
	for name, v := range o.with {
		if !slices.ContainsFunc(o.product.Components, func(d manifest.Dependency) bool { return d.Name.Value == name }) {
			all[name] = v
		}
	}
	return all
}

func is(text string) func(version.Version) bool {
	return func(v version.Version) bool { return v.String() == text }
}

func (o *nestedOracle) root() []ask {
	var all []ask
	for _, d := range o.product.Components {
		a := ask{d.Name.Value, d.Constraint.Admits}
		if v, ok := o.with[a.name]; ok {
			a.admits = is(v)
		} else if v, ok := o.overrides()[a.name]; ok {
			a.admits = is(v)
		}
		all = append(all, a)
	}
	nested := func(a ask) int {
		if o.w.Product(a.name) != nil {
			return 0
		}
		return 1
	}
	sort.SliceStable(all, func(i, j int) bool {
		if nested(all[i]) != nested(all[j]) {
			return nested(all[i]) < nested(all[j])
		}
		return all[i].name < all[j].name
	})
	return all
}

func (o *nestedOracle) usable(t *thing) bool {
	if t.entry != nil && t.entry.Status == manifest.Disabled {
		return false
	}
	return !o.production || !t.parsed.IsPrerelease()
}

func (o *nestedOracle) things(s spot) []*thing {
	var all []*thing
	if c := o.w.Component(s.name); c != nil {
		for _, e := range c.Versions {
			all = append(all, &thing{name: s.name, version: e.Version.Value, parsed: e.Parsed, entry: e})
		}
	}
	for _, b := range o.bundles[s.name] {
		all = append(all, &thing{name: s.name, version: b.Version.Value, parsed: b.Parsed, bundle: b})
	}
	for _, v := range o.extras[s.name] {
		parsed, _ := version.SemVer.Parse(v)
		all = append(all, &thing{name: s.name, version: v, parsed: parsed})
	}
	var kept []*thing
	for _, t := range all {
		if (o.relaxed || o.usable(t)) && (s.freed == "" || s.freed == t.version) {
			kept = append(kept, t)
		}
	}
	class := func(t *thing) int {
		n := 0
		if t.entry != nil {
			n = map[manifest.Status]int{manifest.Active: 0, manifest.Deprecated: 1, manifest.Disabled: 2}[t.entry.Status]
		}
		if !o.usable(t) {
			n += 10
		}
		return n
	}
	sort.SliceStable(kept, func(i, j int) bool {
		if class(kept[i]) != class(kept[j]) {
			return class(kept[i]) < class(kept[j])
		}
		return kept[i].parsed.Compare(kept[j].parsed) > 0
	})
	return kept
}

// spotOf returns the spot that an ask fills, false when nothing could.
func (o *nestedOracle) spotOf(a ask) (spot, bool) {
	listed, free := o.freed[a.name]
	if !free {
		return spot{name: a.name}, true
	}
	var best *thing
	for _, t := range o.things(spot{name: a.name}) {
		if slices.Contains(listed, t.version) && a.admits(t.parsed) && (best == nil || t.parsed.Compare(best.parsed) > 0) {
			best = t
		}
	}
	if best == nil {
		return spot{}, false
	}
	return spot{a.name, best.version}, true
}

// chosenBundles returns the bundles in a choice that the product itself asks for.
func (o *nestedOracle) chosenBundles(chosen map[spot]*thing) []*manifest.Bundle {
	var all []*manifest.Bundle
	seen := map[string]bool{}
	add := func(name string) {
		t := chosen[spot{name: name}]
		if t == nil || t.bundle == nil || seen[name] {
			return
		}
		seen[name] = true
		all = append(all, t.bundle)
	}
	for _, a := range o.root() {
		add(a.name)
	}
	return all
}

// asks returns what a thing still asks for, given the bundles that stand: those waived left out.
func (o *nestedOracle) asks(t *thing, bundles []*manifest.Bundle) []ask {
	var all []ask
	switch {
	case t.bundle != nil:
		for _, l := range t.bundle.Components {
			all = append(all, ask{l.Name.Value, is(l.Version.Value)})
		}
	case t.entry != nil:
		overrides := o.overrides()
		for _, d := range t.entry.Dependencies {
			a := ask{d.Name.Value, d.Constraint.Admits}
			if v, ok := overrides[a.name]; ok {
				a.admits = is(v)
			}
			waived := slices.ContainsFunc(bundles, func(b *manifest.Bundle) bool {
				lists, meets := false, false
				for _, l := range b.Components {
					lists = lists || l.Name.Value == t.name && l.Version.Value == t.version
					if l.Name.Value == a.name {
						v, _ := version.SemVer.Parse(l.Version.Value)
						meets = meets || a.admits(v)
					}
				}
				return lists && !meets
			})
			if !waived {
				all = append(all, a)
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].name < all[j].name })
	return all
}

func (o *nestedOracle) met(chosen map[spot]*thing, asks []ask) bool {
	for _, a := range asks {
		s, ok := o.spotOf(a)
		if !ok || chosen[s] == nil || !a.admits(chosen[s].parsed) {
			return false
		}
	}
	return true
}

func (o *nestedOracle) holds(chosen map[spot]*thing) bool {
	bundles := o.chosenBundles(chosen)
	if !o.met(chosen, o.root()) {
		return false
	}
	for _, t := range chosen {
		if !o.met(chosen, o.asks(t, bundles)) {
			return false
		}
		if t.entry == nil && t.bundle == nil && !listedBy(bundles, t) {
			return false
		}
	}
	return true
}

// listedBy reports whether a bundle that stands lists what only bundles know.
func listedBy(bundles []*manifest.Bundle, t *thing) bool {
	return slices.ContainsFunc(bundles, func(b *manifest.Bundle) bool {
		return slices.ContainsFunc(b.Components, func(l manifest.Bundled) bool {
			return l.Name.Value == t.name && l.Version.Value == t.version
		})
	})
}

func (o *nestedOracle) spots() []spot {
	var all []spot
	names := map[string]bool{}
	for _, n := range o.w.Names() {
		names[n] = true
	}
	for n := range o.extras {
		names[n] = true
	}
	for n := range names {
		if n == "suite" {
			continue
		}
		if listed, free := o.freed[n]; free {
			for _, v := range listed {
				all = append(all, spot{n, v})
			}
			continue
		}
		all = append(all, spot{name: n})
	}
	sort.Slice(all, func(i, j int) bool { return all[i].name+all[i].freed < all[j].name+all[j].freed })
	return all
}

// completes walks what is asked for and not yet there, and tries all for it.
func (o *nestedOracle) completes(chosen map[spot]*thing) bool {
	open, ok := o.firstOpen(chosen)
	if !ok {
		return false
	}
	if open == (spot{}) {
		return o.holds(chosen)
	}
	defer delete(chosen, open)
	for _, t := range o.things(open) {
		chosen[open] = t
		if o.completes(chosen) {
			return true
		}
	}
	return false
}

// firstOpen returns a spot that is asked for and empty; false when something asked for cannot be
// or is there at another version.
func (o *nestedOracle) firstOpen(chosen map[spot]*thing) (spot, bool) {
	look := func(asks []ask) (spot, bool) {
		for _, a := range asks {
			s, ok := o.spotOf(a)
			if !ok {
				return spot{}, false
			}
			if chosen[s] == nil {
				return s, true
			}
			if !a.admits(chosen[s].parsed) {
				return spot{}, false
			}
		}
		return spot{}, true
	}
	if s, ok := look(o.root()); !ok || s != (spot{}) {
		return s, ok
	}
	bundles := o.chosenBundles(chosen)
	var open spot
	for _, s := range o.spots() {
		if t := chosen[s]; t != nil {
			next, ok := look(o.asks(t, bundles))
			if !ok {
				return spot{}, false
			}
			if next != (spot{}) {
				open = next
			}
		}
	}
	return open, true
}

func (o *nestedOracle) answer() (string, bool) {
	decided := map[spot]*thing{}
	if !o.completes(decided) {
		return "", false
	}
	var queue []spot
	join := func(asks []ask) {
		for _, a := range asks {
			s, _ := o.spotOf(a)
			if !slices.Contains(queue, s) {
				queue = append(queue, s)
			}
		}
	}
	join(o.root())
	for at := 0; at < len(queue); at++ {
		for _, t := range o.things(queue[at]) {
			decided[queue[at]] = t
			if o.completes(decided) {
				break
			}
		}
		join(o.asks(decided[queue[at]], o.chosenBundles(decided)))
	}
	var ids []string
	for _, s := range queue {
		ids = append(ids, decided[s].id())
	}
	return strings.Join(ids, ", "), true
}

func (o *nestedOracle) expected() string {
	freed := map[string][]string{}
	for _, e := range o.product.Exceptions {
		for _, v := range e.Versions {
			freed[e.Component.Value] = append(freed[e.Component.Value], v.Value)
		}
	}
	for _, o.relaxed = range []bool{false, true} {
		for _, o.freed = range []map[string][]string{nil, freed} {
			if got, ok := o.answer(); ok {
				if o.relaxed {
					return "usable-version"
				}
				return got
			}
		}
	}
	return "none"
}

func decidedIDs(s *Selection) string {
	var ids []string
	for _, p := range s.Order {
		ids = append(ids, p.ID())
	}
	return strings.Join(ids, ", ")
}

func agreeNested(t failer, seed uint64, production bool) {
	t.Helper()
	text, files, with := drawNested(seed)
	w := world(t, text, files...)
	options := Options{Date: date("2026-11-21"), With: with}
	if production {
		options.Environment = "production"
	}
	pins := map[string]string{}
	for _, p := range with {
		pins[p.Name] = p.Version
	}
	// an override of a direct component is answered for elsewhere
	for _, d := range w.Product("suite").Overrides {
		if _, ok := pins[d.Name.Value]; ok {
			return
		}
	}
	got := "none"
	s, err := Resolve(context.Background(), w, w.Product("suite"), options)
	var f *Failure
	switch {
	case err == nil:
		got = decidedIDs(s)
	case !errors.As(err, &f):
		t.Fatal(err)
	case strings.Contains(f.Findings[0].Message, "no selection does without such versions"):
		got = "usable-version"
	}
	o := newNestedOracle(w, production, pins)
	if want := o.expected(); got != want {
		t.Fatalf("seed %d production %v with %v\ngot  %s\nwant %s\nin\n%s\n%s", seed, production, with, got, want, text, strings.Join(files, "\n"))
	}
}

func TestNestedAgreesWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreeNested(t, rapid.Uint64Range(0, 1<<40).Draw(t, "seed"), rapid.Bool().Draw(t, "production"))
	})
}
