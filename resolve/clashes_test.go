package resolve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/version"
)

// clashes returns what a failure must list by the definition: every requirement is followed to the
// best version that it alone would take; a component whose requirements admit no common version is
// listed with every version taken and the length of the shortest chain to it.
func (o *nestedOracle) clashes() []string {
	type seen struct {
		ask  ask
		best *thing
	}
	asked := map[string][]seen{}
	depth := map[string]int{}
	bundles := []*manifest.Bundle{}
	open := func(t *thing) bool { return t.entry != nil || t.bundle != nil || listedBy(bundles, t) }
	best := func(a ask) *thing {
		for _, t := range o.things(spot{name: a.name}) {
			if a.admits(t.parsed) && open(t) {
				return t
			}
		}
		return nil
	}
	for _, a := range o.root() {
		for _, t := range o.things(spot{name: a.name}) {
			if t.bundle != nil && a.admits(t.parsed) {
				bundles = append(bundles, t.bundle)
				break
			}
		}
	}
	var queue []*thing
	reach := func(a ask, d int) {
		t := best(a)
		if t == nil {
			return
		}
		asked[a.name] = append(asked[a.name], seen{a, t})
		if _, known := depth[t.id()]; !known {
			depth[t.id()] = d
			queue = append(queue, t)
		}
	}
	for _, a := range o.root() {
		reach(a, 1)
	}
	for at := 0; at < len(queue); at++ {
		for _, a := range o.asks(queue[at], bundles) {
			reach(a, depth[queue[at].id()]+1)
		}
	}
	for _, b := range bundles {
		for _, l := range b.Components { // what such a bundle waives is another question: see the table
			if !slices.ContainsFunc(o.things(spot{name: l.Name.Value}), func(t *thing) bool { return t.version == l.Version.Value }) {
				return nil
			}
		}
	}
	all := []string{}
	for name, list := range asked {
		common := slices.ContainsFunc(o.things(spot{name: name}), func(t *thing) bool {
			return open(t) && !slices.ContainsFunc(list, func(s seen) bool { return !s.ask.admits(t.parsed) })
		})
		if common {
			continue
		}
		takes := map[string]version.Version{}
		for _, s := range list {
			takes[s.best.version] = s.best.parsed
		}
		var sorted []string
		for v := range takes {
			sorted = append(sorted, v)
		}
		slices.SortFunc(sorted, func(a, b string) int { return takes[a].Compare(takes[b]) })
		line := name
		for _, v := range sorted {
			line += fmt.Sprintf(" %s at %d", v, depth[name+" "+v])
		}
		all = append(all, line)
	}
	slices.Sort(all)
	return all
}

func listsClashes(t failer, seed uint64, production bool) {
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
		if slices.ContainsFunc(w.Product("suite").Overrides, func(d manifest.Dependency) bool { return d.Name.Value == p.Name }) {
			return
		}
	}
	_, err := Resolve(context.Background(), w, w.Product("suite"), options)
	var f *Failure
	if !errors.As(err, &f) || strings.Contains(f.Findings[0].Message, "no selection does without such versions") {
		return
	}
	var got []string
	for _, d := range f.Findings {
		if d.Rule != "one-version" {
			continue
		}
		line := d.Component
		for i, v := range d.Versions {
			line += fmt.Sprintf(" %s at %d", v, len(d.Paths[i].Steps)-1)
			if end := d.Paths[i].Steps[len(d.Paths[i].Steps)-1]; end != d.Component+" "+v {
				t.Fatalf("the path of %s %s ends in %s", d.Component, v, end)
			}
		}
		got = append(got, line)
	}
	slices.Sort(got)
	if want := newNestedOracle(w, production, pins).clashes(); want != nil && !slices.Equal(got, want) {
		t.Fatalf("seed %d with %v\ngot  %q\nwant %q\nin\n%s\n%s", seed, with, got, want, text, strings.Join(files, "\n"))
	}
}

func TestFailureListsEveryClash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		listsClashes(t, rapid.Uint64Range(0, 1<<40).Draw(t, "seed"), rapid.Bool().Draw(t, "production"))
	})
}
