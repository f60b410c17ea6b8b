package resolve

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// The oracle answers by the definition of a selection alone: it walks the queue, tries the
// versions best first, and asks by trying everything whether a complete solution remains. It
// shares no code with the solver but the constraints themselves.
type oracle struct {
	w          *manifest.Workspace
	product    *manifest.Product
	production bool
	relaxed    bool
	freed      map[string][]string
}

// spot is what one version is chosen for: a component, or one version of a freed component.
type spot struct{ name, freed string }

func (o *oracle) usable(e *manifest.Entry) bool {
	return e.Status != manifest.Disabled && !(o.production && e.Parsed.IsPrerelease())
}

// best returns the versions that may be chosen for a spot, best first.
func (o *oracle) best(s spot) []*manifest.Entry {
	c := o.w.Component(s.name)
	if c == nil {
		return nil
	}
	var all []*manifest.Entry
	for _, e := range c.Versions {
		if (o.relaxed || o.usable(e)) && (s.freed == "" || e.Version.Value == s.freed) {
			all = append(all, e)
		}
	}
	class := func(e *manifest.Entry) int {
		switch {
		case o.usable(e) && e.Status == manifest.Active:
			return 0
		case o.usable(e):
			return 1
		case e.Status == manifest.Active:
			return 2
		case e.Status == manifest.Deprecated:
			return 3
		}
		return 4
	}
	slices.SortFunc(all, func(a, b *manifest.Entry) int {
		if class(a) != class(b) {
			return class(a) - class(b)
		}
		return b.Parsed.Compare(a.Parsed)
	})
	return all
}

// demand is what a version (or the product) asks: a spot that must hold one of the versions.
type demand struct {
	spot   spot
	admits func(*manifest.Entry) bool
	hollow bool // nothing meets it
}

func (o *oracle) demands(wants []manifest.Dependency) []demand {
	var all []demand
	for _, d := range wants {
		constraint := d.Constraint
		for _, override := range o.product.Overrides {
			if override.Name.Value == d.Name.Value {
				constraint = override.Constraint
			}
		}
		admits := func(e *manifest.Entry) bool { return !constraint.IsZero() && constraint.Admits(e.Parsed) }
		listed, free := o.freed[d.Name.Value]
		if !free {
			all = append(all, demand{spot: spot{name: d.Name.Value}, admits: admits})
			continue
		}
		var highest *manifest.Entry
		for _, e := range o.best(spot{name: d.Name.Value}) {
			if slices.Contains(listed, e.Version.Value) && admits(e) && (highest == nil || e.Parsed.Compare(highest.Parsed) > 0) {
				highest = e
			}
		}
		if highest == nil {
			all = append(all, demand{hollow: true})
			continue
		}
		all = append(all, demand{spot: spot{d.Name.Value, highest.Version.Value}, admits: admits})
	}
	slices.SortStableFunc(all, func(a, b demand) int { return strings.Compare(a.spot.name, b.spot.name) })
	return all
}

// answer returns the selection as the resolver's tests print it, if there is one.
func (o *oracle) answer() (picks string, ok bool) {
	spots := o.spots()
	decided := map[spot]*manifest.Entry{}
	if !o.completes(spots, decided, 0) {
		return "", false
	}
	var queue []spot
	join := func(demands []demand) {
		for _, d := range demands {
			if !slices.Contains(queue, d.spot) {
				queue = append(queue, d.spot)
			}
		}
	}
	join(o.demands(o.product.Components))
	for next := 0; next < len(queue); next++ {
		for _, e := range o.best(queue[next]) {
			decided[queue[next]] = e
			if o.completes(spots, decided, 0) {
				break
			}
		}
		join(o.demands(decided[queue[next]].Dependencies))
	}
	var ids []string
	for s, e := range decided {
		ids = append(ids, s.name+" "+e.Version.Value)
	}
	slices.SortFunc(ids, func(a, b string) int {
		nameA, versionA, _ := strings.Cut(a, " ")
		nameB, versionB, _ := strings.Cut(b, " ")
		if nameA != nameB {
			return strings.Compare(nameA, nameB)
		}
		first, _ := version.SemVer.Parse(versionA)
		second, _ := version.SemVer.Parse(versionB)
		return first.Compare(second)
	})
	return strings.Join(ids, ", "), true
}

func (o *oracle) spots() []spot {
	var all []spot
	for _, c := range o.w.Components {
		if listed, free := o.freed[c.Name.Value]; free {
			for _, v := range listed {
				all = append(all, spot{c.Name.Value, v})
			}
			continue
		}
		all = append(all, spot{name: c.Name.Value})
	}
	return all
}

// completes reports whether the spots from at on can be filled, or left empty, so that
// everything that is asked for is there.
func (o *oracle) completes(spots []spot, chosen map[spot]*manifest.Entry, at int) bool {
	if at == len(spots) {
		met := func(demands []demand) bool {
			return !slices.ContainsFunc(demands, func(d demand) bool {
				return d.hollow || chosen[d.spot] == nil || !d.admits(chosen[d.spot])
			})
		}
		for _, e := range chosen {
			if !met(o.demands(e.Dependencies)) {
				return false
			}
		}
		return met(o.demands(o.product.Components))
	}
	if chosen[spots[at]] != nil {
		return o.completes(spots, chosen, at+1)
	}
	if o.completes(spots, chosen, at+1) {
		return true
	}
	defer delete(chosen, spots[at])
	for _, e := range o.best(spots[at]) {
		chosen[spots[at]] = e
		if o.completes(spots, chosen, at+1) {
			return true
		}
	}
	return false
}

// expected returns what Resolve must say: the picks, "usable-version" or "none".
func expected(w *manifest.Workspace, production bool) string {
	o := &oracle{w: w, product: w.Product("suite"), production: production}
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

// draw returns the world of a seed: at most 6 components with at most 5 versions each, with
// statuses, pre-releases, an override and an exception now and then.
func draw(seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 1))
	pool := []string{"1.0.0", "1.1.0-rc.1", "1.1.0", "2.0.0-rc.1", "2.0.0", "2.1.0"}
	wants := []string{
		"1.0.0", "1.1.0", "2.0.0", "2.1.0", "1.1.0-rc.1", "^1.0", "^1.0", "^2.0", "^2.0", ">= 1.1.0", ">= 1.0.0", "< 2.0.0", "<= 2.0.0",
		"^1.1.0-rc.1", "^2.0.0-rc.1", "~> 1.0", ">= 2.0.0-rc.1 || 1.0.0", "!= 1.1.0",
	}
	names := []string{"a", "b", "c", "d", "e", "f"}[:2+rng.IntN(5)]
	some := func(from []string, least, most int) []string {
		shuffled := slices.Clone(from)
		rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		return shuffled[:min(least+rng.IntN(most-least+1), len(from))]
	}
	var b strings.Builder
	line := func(head string, targets []string) {
		var needs []string
		for _, n := range targets {
			needs = append(needs, n+" "+wants[rng.IntN(len(wants))])
		}
		if len(needs) > 0 {
			head += " needs " + strings.Join(needs, ", ")
		}
		b.WriteString(head + "\n")
	}
	line("suite", some(names, 1, 3))
	if rng.IntN(4) == 0 {
		fmt.Fprintf(&b, "suite overrides %s %s\n", names[rng.IntN(len(names))], pool[rng.IntN(len(pool))])
	}
	if rng.IntN(2) == 0 {
		fmt.Fprintf(&b, "suite yaml exceptions: [{rule: one-version, component: %s, versions: [%s], until: 2027-01-31, owner: team, reason: later}]\n",
			names[rng.IntN(len(names))], strings.Join(some(pool, 3, 5), ", "))
	}
	for i, n := range names {
		for _, v := range some(pool, 2, 5) {
			status := []string{"", "", "", "", "", " deprecated", " disabled"}[rng.IntN(7)]
			targets := names[i+1:] // mostly downwards, so that solutions are not rare
			if rng.IntN(8) == 0 {
				targets = names
			}
			line(n+" "+v+status, some(targets, 0, 2))
		}
	}
	return b.String()
}

func TestResolveAgreesWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agree(t, draw(rapid.Uint64().Draw(t, "seed")), rapid.Bool().Draw(t, "production"))
	})
}

type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func agree(t failer, text string, production bool) {
	t.Helper()
	w := world(t, text)
	options := Options{Date: date("2026-11-21")}
	if production {
		options.Environment = "production"
	}
	got := "none"
	s, err := Resolve(context.Background(), w, w.Product("suite"), options)
	var f *Failure
	switch {
	case err == nil:
		got = picked(s)
	case !errors.As(err, &f):
		t.Fatal(err)
	case strings.Contains(f.Findings[0].Message, "no selection does without such versions"):
		got = "usable-version"
	}
	if want := expected(w, production); got != want {
		t.Fatalf("got  %s\nwant %s\nin\n%s", got, want, text)
	}
	if f != nil {
		for _, d := range f.Findings {
			sound(t, w, d)
		}
	}
}

// sound holds what a failure prints against the manifests: every path is a chain of
// requirements that are really written, each admitting the next.
func sound(t failer, w *manifest.Workspace, d diag.Diagnostic) {
	t.Helper()
	if d.Message == "" || d.At.IsZero() {
		t.Fatalf("a finding without message or place: %+v", d)
	}
	product := w.Product("suite")
	for _, path := range d.Paths {
		wants := product.Components
		for i, step := range path.Steps[1:] {
			name, v, known := strings.Cut(step, " ")
			at := slices.IndexFunc(wants, func(d manifest.Dependency) bool { return d.Name.Value == name })
			if at < 0 {
				t.Fatalf("%v: %s does not need %s", path.Steps, path.Steps[i], name)
			}
			if !known {
				break // what nothing meets
			}
			overridden := slices.ContainsFunc(product.Overrides, func(o manifest.Dependency) bool { return o.Name.Value == name })
			e := Entry(w.Component(name), v)
			if !overridden && !wants[at].Constraint.Admits(e.Parsed) {
				t.Fatalf("%v: %s wants %s", path.Steps, path.Steps[i], wants[at].Want.Value)
			}
			wants = e.Dependencies
		}
	}
}

func FuzzResolve(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed, seed%2 == 0)
	}
	f.Fuzz(func(t *testing.T, seed uint64, production bool) { agree(t, draw(seed), production) })
}
