package plan

import (
	"errors"
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// compose plans the products of the scope, inner ones before outer ones, else by name.
func (w *planner) compose(plan *Plan) error {
	seen := map[string]bool{}
	var visit func(product *manifest.Product) error
	visit = func(product *manifest.Product) error {
		name := product.Name.Value
		if seen[name] || !w.scope.has(name) {
			return nil
		}
		seen[name] = true
		for i := range product.Components {
			if inner := w.source.Product(product.Components[i].Name.Value); inner != nil {
				if err := visit(inner); err != nil {
					return err
				}
			}
		}
		planned, err := w.product(product)
		if err != nil || planned == nil {
			return err
		}
		w.planned[name] = planned
		plan.Products = append(plan.Products, planned)
		return nil
	}
	for _, product := range w.products {
		if err := visit(product); err != nil {
			return err
		}
	}
	plan.Along = slices.DeleteFunc(plan.Along, func(pin resolve.MovedPin) bool {
		return pin.Product != nil && w.planned[pin.Product.Name.Value] != nil
	})
	return nil
}

// product plans one product; it returns nil when nothing happened to it.
func (w *planner) product(product *manifest.Product) (*Product, error) {
	p := &Product{Product: product}
	p.Pins = w.productPins(product)
	for _, pin := range p.Pins {
		w.draft.Move(pin)
	}
	extended, err := w.extended(p)
	if err != nil {
		return nil, err
	}
	if n := len(extended); n > 0 {
		p.From = extended[n-1]
	}
	w.unplannedInside(p)
	if len(p.Problems) > 0 {
		return p, nil
	}
	unready, err := w.heldUnready(p)
	if err != nil {
		return nil, err
	}
	selection, err := resolve.Resolve(w.ctx, w.draft, w.draft.Product(product.Name.Value), w.selecting())
	var failure *resolve.Failure
	switch {
	case errors.As(err, &failure):
		touched, err := w.reachesMoving(p)
		if err != nil || !touched {
			return nil, err
		}
		p.Problems, err = w.failed(p, besides(failure.Findings, unready))
		return p, err
	case err != nil:
		return nil, err
	case len(unready) > 0:
		p.Problems, err = w.failed(p, unready)
		return p, err
	case len(w.options.Only) > 0 && !w.touches(p, selection):
		return nil, nil
	}
	return w.next(p, selection, extended)
}

// selecting returns the options under which products are composed.
func (w *planner) selecting() resolve.Options {
	o := resolve.Options{Environment: "production", Date: w.options.Date}
	if w.options.Stamp != "" {
		o.Environment = resolve.Development
	}
	return o
}

// next computes the product's version and makes its bundle.
func (w *planner) next(p *Product, selection *resolve.Selection, extended []*manifest.Bundle) (*Product, error) {
	next, err := resolve.NextVersion(w.draft, selection, extended, resolve.NextOptions{
		Changes: w.ownChanges(p.Name.Value), Floor: w.options.Floor,
		Kakushin: w.options.Kakushin, Compatible: w.options.Compatible, Date: w.options.Date,
	})
	line := w.lineOf(p.Product)
	var exists *resolve.BundleExistsError
	switch {
	case errors.As(err, &exists) && line != "" && exists.Version.Line() != line:
		p.Problems = w.leavesLine(p, selection, exists.Version, line)
		return p, nil
	case errors.As(err, new(*version.StepError)):
		return nil, &ProductError{Product: p.Product, Err: err}
	case err != nil:
		return nil, err
	case next.Unchanged != nil:
		return nil, nil
	case line != "" && next.Version.Line() != line:
		p.Problems = w.leavesLine(p, selection, next.Version, line)
		return p, nil
	}
	released := day(w.options.Date)
	if w.options.Stamp != "" {
		if next.Version, err = next.Version.WithPrerelease(w.options.Stamp); err != nil {
			return nil, &ProductError{Product: p.Product, Err: err}
		}
		released = ""
	}
	made := bundle.Options{
		Version: next.Version, Versioning: p.Versioning, Released: released, Bump: next.Bump, Changes: next.Changes,
	}
	for _, b := range next.Extends {
		made.Extends = append(made.Extends, b.Version.Value)
	}
	if p.Bundle, err = bundle.Compose(selection, made); err != nil {
		return nil, err
	}
	p.Next = next
	w.draft.Shelve(p.Bundle)
	return p, nil
}

// productPins returns the product's own requirements on what moves, as far as they do not admit
// it. A pin and an override name what went out last, so they move from older versions too; a
// range that does not admit what is left behind holds back on purpose.
func (w *planner) productPins(product *manifest.Product) []resolve.MovedPin {
	var pins []resolve.MovedPin
	follow := func(r resolve.Requirement, list []manifest.Dependency) {
		for i := range list {
			r.Dependency = &list[i]
			to := w.goesTo(r.Name.Value)
			if to.IsZero() || r.Constraint.IsZero() || r.Constraint.Admits(to) {
				continue
			}
			if _, pin := r.Constraint.Exact(); pin || r.Override || w.leaves(r.Name.Value, r.Constraint) {
				pins = append(pins, r.MovedTo(to))
			}
		}
	}
	follow(resolve.Requirement{Product: product}, product.Components)
	follow(resolve.Requirement{Product: product, Override: true}, product.Overrides)
	return pins
}

// goesTo returns the version that a component or an inner product gets, the zero Version when it stays.
func (w *planner) goesTo(name string) version.Version {
	if p := w.parts[name]; p != nil && p.moves {
		return p.to
	}
	if inner := w.planned[name]; inner != nil && inner.Next != nil {
		return inner.Next.Version
	}
	return version.Version{}
}

// leaves is [part.leaves], of an inner product too.
func (w *planner) leaves(name string, c version.Constraint) bool {
	if p := w.parts[name]; p != nil {
		return p.leaves(c)
	}
	if from := w.planned[name].From; from != nil && c.Admits(from.Parsed) {
		return true
	}
	return !slices.ContainsFunc(w.source.Bundles(name), func(ref manifest.BundleRef) bool { return c.Admits(ref.Version) })
}

// ownChanges returns the changes that name a product and count.
func (w *planner) ownChanges(name string) []*manifest.Change {
	if !w.counts(name) {
		return nil
	}
	var all []*manifest.Change
	for _, c := range w.own[name] {
		all = append(all, c.change)
	}
	return all
}

// extended returns the bundles that the product's next one follows, ascending. A bundle that
// cannot be read is a problem of the product.
func (w *planner) extended(p *Product) ([]*manifest.Bundle, error) {
	var all []*manifest.Bundle
	for _, pin := range w.options.Extends {
		if pin.Name != p.Name.Value {
			continue
		}
		refs := w.source.Bundles(pin.Name)
		at := slices.IndexFunc(refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(pin.Version) })
		if at < 0 {
			var known []string
			for _, ref := range refs {
				known = append(known, ref.Version.String())
			}
			return nil, &UnknownError{Kind: "bundle of " + pin.Name, Name: pin.Version, Near: manifest.Nearest(pin.Version, known)}
		}
		b, problems := w.source.Bundle(refs[at])
		if b == nil {
			p.Problems = append(p.Problems, problems...)
			continue
		}
		all = append(all, b)
	}
	if len(all) > 0 || len(p.Problems) > 0 {
		slices.SortStableFunc(all, func(a, b *manifest.Bundle) int {
			if a.Parsed.Scheme() != b.Parsed.Scheme() {
				return 0
			}
			return a.Parsed.Compare(b.Parsed)
		})
		return all, nil
	}
	b, problems, err := resolve.Predecessor(w.source, p.Product, w.lineOf(p.Product))
	p.Problems = append(p.Problems, problems...)
	if b != nil {
		all = []*manifest.Bundle{b}
	}
	return all, err
}

// lineOf returns the line in which a product stays: the one asked for, for an inner product that
// of the bundle which the line's last bundle lists. It is "" for the highest line.
func (w *planner) lineOf(product *manifest.Product) string {
	if w.options.Line == "" || product.Name.Value == w.options.Product {
		return w.options.Line
	}
	listed := w.line[product.Name.Value]
	v, err := product.Versioning.Scheme.Parse(listed)
	if err != nil {
		return ""
	}
	return v.Line()
}

// touches reports whether anything of the plan is in the product's selection.
func (w *planner) touches(p *Product, selection *resolve.Selection) bool {
	return len(p.Pins) > 0 || len(w.ownChanges(p.Name.Value)) > 0 ||
		slices.ContainsFunc(selection.Picks, func(pick *resolve.Pick) bool { return !w.goesTo(pick.Name).IsZero() })
}

// reachesMoving is [planner.touches] for a product without a selection: whether it held anything
// of the plan, or is planned by name.
func (w *planner) reachesMoving(p *Product) (bool, error) {
	if p.Name.Value == w.options.Product || len(p.Pins) > 0 || len(w.ownChanges(p.Name.Value)) > 0 {
		return true, nil
	}
	held, err := w.holds(p.Product)
	for name := range held {
		if !w.goesTo(name).IsZero() {
			return true, err
		}
	}
	return false, err
}
