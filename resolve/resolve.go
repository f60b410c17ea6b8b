// Package resolve chooses one version for every component of a product, and computes the
// versions that come next.
//
// The rule: a component appears once, at one version that satisfies every requirement that
// reaches it. Given ledger-lib 2.1.0, 2.1.3 and 3.0.0, and
//
//	acme-suite          needs  payments-api ^1.4, ledger-lib ~> 2.1
//	payments-api 1.4.0  needs  ledger-lib >= 2.1.2
//
// [Resolve] chooses payments-api 1.4.0 and ledger-lib 2.1.3. Components are decided breadth
// first from the product, those of one version by name, nested products ahead of all others;
// each gets the best version that still leaves a complete solution: active before deprecated,
// then the higher one. Neither the order of files nor chance decides, and if a solution exists
// it is found.
//
// When none exists, the [Failure] explains why, and what would settle it.
package resolve

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/resolve/solve"
)

// Development is the environment in which pre-releases may be chosen, the default.
const Development = "development"

// Options are what a person says about one resolution.
type Options struct {
	Environment string    // "" is Development; any other is for production versions alone
	With        []Pin     // what if: each takes the place of the product's own want, or overrides all others
	Date        time.Time // the day on which exceptions must be in force; zero: their dates do not count
}

func (o Options) production() bool { return o.Environment != "" && o.Environment != Development }

// Resolve returns the product's selection. The error is a *[Failure] when the product cannot be
// composed, or ctx's.
//
// Versions that are disabled, and outside development pre-releases, are never chosen. The
// one-version exceptions of the product count only when there is no selection without them:
// then each requirement on such a component takes the highest listed version that it admits.
func Resolve(ctx context.Context, source Source, product *manifest.Product, options Options) (*Selection, error) {
	attempts := []settings{{production: options.production()}}
	if freed := inForce(product, options.Date); len(freed) > 0 {
		attempts = append(attempts, settings{production: options.production(), freed: freed})
	}
	var tried []*universe
	var none *solve.Unsolvable
	for i, attempt := range attempts {
		u := newUniverse(source, product, options, attempt)
		solution, err := solve.Solve(ctx, u)
		if err == nil {
			return u.selection(solution), nil
		}
		if i == 0 && !errors.As(err, &none) || i > 0 && !errors.As(err, new(*solve.Unsolvable)) {
			return nil, err
		}
		tried = append(tried, u)
	}
	for i, attempt := range attempts {
		if !tried[i].strict {
			continue // there is nothing more to choose from
		}
		attempt.relaxed = true
		u := newUniverse(source, product, options, attempt)
		solution, err := solve.Solve(ctx, u)
		if err == nil {
			return nil, u.unusable(u.selection(solution))
		}
		if !errors.As(err, new(*solve.Unsolvable)) {
			return nil, err
		}
	}
	return nil, tried[0].explain(ctx, none, options)
}

// inForce returns the components that one-version exceptions free on the day, with the versions
// that may stand side by side.
func inForce(product *manifest.Product, day time.Time) map[string][]string {
	freed := map[string][]string{}
	for _, e := range product.Exceptions {
		if e.Rule.Value != "one-version" || !day.IsZero() && day.Format(time.DateOnly) > e.Until.Value {
			continue
		}
		for _, v := range e.Versions {
			freed[e.Component.Value] = append(freed[e.Component.Value], v.Value)
		}
	}
	return freed
}

// selection turns a solution's numbers back into names.
func (u *universe) selection(s *solve.Solution) *Selection {
	chosen := &Selection{Product: u.product, Order: make([]*Pick, 0, len(s.Order)-1)}
	picks := make([]*Pick, len(u.items)) // by item
	for _, n := range s.Order[1:] {
		c := u.items[n].candidates[s.Choice[n]]
		pick := &Pick{Name: c.item.name, Version: c.version, Entry: c.entry}
		if c.extra != nil {
			pick.Bundled = c.extra.bundled
		}
		if c.ref != nil {
			pick.Bundle, _ = u.source.Bundle(*c.ref)
		}
		picks[n] = pick
		chosen.Order = append(chosen.Order, pick)
	}
	for _, n := range s.Order {
		c := u.items[n].candidates[s.Choice[n]]
		needs := make([]Need, len(c.requirements))
		listed := make([]*Need, 0, len(needs))
		for i, r := range c.requirements {
			to := picks[r.Package]
			if to == nil {
				continue // waived, and the bundle that waived it has no such component
			}
			w := r.Fact.(*want)
			if w.guard {
				continue
			}
			needs[i] = Need{From: picks[n], To: to, Want: w.asks.Want.Value, At: u.place(w), Replaced: w.override != nil}
			needs[i].Waived = !r.Admits.Has(s.Choice[r.Package])
			to.NeededBy = append(to.NeededBy, &needs[i])
			to.Direct = to.Direct || n == 0
			listed = append(listed, &needs[i])
		}
		if n == 0 {
			chosen.Needs = listed
		} else {
			picks[n].Needs = listed
		}
	}
	chosen.Picks = slices.Clone(chosen.Order)
	slices.SortFunc(chosen.Picks, func(a, b *Pick) int {
		if a.Name != b.Name {
			return strings.Compare(a.Name, b.Name)
		}
		return compare(a.Version, b.Version)
	})
	for i, p := range chosen.Picks {
		beside := func(k int) bool { return 0 <= k && k < len(chosen.Picks) && chosen.Picks[k].Name == p.Name }
		p.Exception = beside(i-1) || beside(i+1)
	}
	for name, d := range u.overrides {
		if !chosen.heeds(name) {
			continue
		}
		chosen.Overrides = append(chosen.Overrides, Pin{name, d.Want.Value})
	}
	slices.SortFunc(chosen.Overrides, func(a, b Pin) int { return strings.Compare(a.Name, b.Name) })
	return chosen
}

// heeds reports whether an override took the place of some requirement.
func (s *Selection) heeds(name string) bool {
	for _, p := range s.Find(name) {
		if slices.ContainsFunc(p.NeededBy, func(n *Need) bool { return n.Replaced }) {
			return true
		}
	}
	return false
}
