package plan

import (
	"context"
	"time"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
)

// Options say what to plan. The zero Options plan everything that waits.
type Options struct {
	Product    string        // limits the plan to what this product's selection holds; "": everything
	Only       []string      // components and products whose changes count; nil: all
	Cut        []string      // components whose pre-release is cut though nothing else asks for it
	Propagate  string        // out-of-range, always, never; "": as each product's policy says
	Line       string        // the release line of Product to stay in; "": the highest
	Extends    []resolve.Pin // product and bundle version: what its bundle follows, in place of its predecessor
	Floor      version.Level // the products' steps are raised to it
	Kakushin   bool          // anyver: see [resolve.NextOptions]
	Compatible bool          // anyver: likewise
	Date       time.Time     // the day of the release, UTC
	Dated      bool          // somebody asked for that day, so hints name it
	Revision   string        // the commit that the versions are built from; "": none is written
	Stamp      string        // the pre-release that every planned version carries, for development bundles; "": production
}

// Plan is what a release would do. It is empty when nothing moves.
type Plan struct {
	Components []*Component       // by name
	Products   []*Product         // those that move, inner ones before outer ones, else by name
	Along      []resolve.MovedPin // requirements elsewhere that named a pre-release which is cut: of unreleased versions, then of products, by place
	Spent      []*manifest.Change // change files that say that nothing needs releasing
	options    Options
	struck     []striking
}

// Component is a component that gets a version.
type Component struct {
	*manifest.Component
	From    *manifest.Entry   // the production version left behind; nil for a first one
	Cut     *manifest.Entry   // the pre-release that becomes To; nil when To gets a new entry
	Extends []*manifest.Entry // what a new entry grows from; ascending, none for a first one
	To      version.Version
	Level   version.Level      // the step from From to To; what was asked for when there is no From
	Kinds   []version.Kind     // anyver
	Because []Reason           // changes by file, then dependencies by name, then groups
	Changes []manifest.Note    // what its change files tell of it, by file
	Pins    []resolve.MovedPin // what it requires from now on, by name
}

// Reason says why a component is in the plan: because of a change, of a dependency that moved, of
// a group, or since somebody named it to be cut. One of the first four fields is set.
type Reason struct {
	Change     *manifest.Change
	Dependency string // the component that moved
	Group      string // fixed, linked
	Asked      bool   // named in Options.Cut

	Type    string          // the change's type
	Level   version.Level   // what the change asks for
	To      version.Version // where the dependency goes
	Path    []string        // "web-shop 2.0.2", "auth-sdk 4.0.0": from the component to the one that moved on its own
	Members []string        // of the group, those that it comes from, sorted: who moved, or whose version was higher
}

// Product is a product that gets a bundle, or that would if nothing stood in the way; or one outside
// of what is planned that the plan would leave without a selection.
type Product struct {
	*manifest.Product
	From     *manifest.Bundle   // the highest one that it follows; nil for a first one
	Next     *resolve.Next      // nil when Problems say why there is none
	Bundle   *manifest.Bundle   // sealed, as it would be written; nil likewise
	Pins     []resolve.MovedPin // the product's own, moved
	Problems diag.List          // why it cannot be composed: no selection, or pre-releases that would go out
}

// Make plans a release of what a source holds. Neither the order of files nor that of lines
// decides anything.
//
// The error is ctx's, or says what keeps the whole from being planned, several joined: an
// *[UnknownError] or *[ScopeError] about a name, a *[LooseError], a *[GroupError], a
// *[NumberError], a *[ProductError], an *[EarlyError], a *[StrandedError], a *[CircleError], a *[resolve.CutError] about what is
// asked to be cut, or one of [resolve.NextVersion] and [resolve.Predecessor]. What keeps a single product from being
// composed stands in its Problems.
func Make(ctx context.Context, source resolve.Source, changes []*manifest.Change, o Options) (*Plan, error) {
	return newPlanner(ctx, source, o).plan(changes)
}

func (w *planner) plan(changes []*manifest.Change) (*Plan, error) {
	plan := &Plan{options: w.options}
	for _, step := range []func() error{
		w.limit,
		func() error { return w.read(changes) },
		w.start,
		w.asked,
		w.gather,
		w.settle,
		w.outside,
		func() error { return w.components(plan) },
		w.findEarly,
		w.findStranded,
		w.findCircles,
		func() error { return w.compose(plan) },
		func() error { return w.findBroken(plan) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	w.strike(plan)
	return plan, nil
}

// Empty reports whether nothing moves.
func (p *Plan) Empty() bool { return len(p.Components) == 0 && len(p.Products) == 0 }
