package plan

import (
	"errors"
	"slices"

	"joinery/resolve"
)

// findBroken finds products outside the scope that have a selection, and have none any more once
// the plan is carried out: what is cut is gone for everybody. They become products of the plan
// with problems.
func (w *planner) findBroken(plan *Plan) error {
	if w.scope.names == nil || w.options.Stamp != "" || w.trial || !slices.ContainsFunc(w.moving(), (*part).cuts) {
		return nil
	}
	for _, product := range w.products {
		name := product.Name.Value
		if w.scope.has(name) {
			continue
		}
		held, err := w.holds(product)
		if err != nil {
			return err
		}
		if w.unsolved[name] || !slices.ContainsFunc(w.moving(), func(p *part) bool { return p.cuts() && held[p.name()] }) {
			continue
		}
		_, err = resolve.Resolve(w.ctx, w.draft, w.draft.Product(name), resolve.Options{Date: w.options.Date})
		var failure *resolve.Failure
		if !errors.As(err, &failure) {
			if err != nil {
				return err
			}
			continue
		}
		p := &Product{Product: product, Problems: slices.Clone(failure.Findings)}
		if p.From, _, err = resolve.Predecessor(w.source, product, ""); err != nil {
			return err
		}
		for i := range p.Problems {
			p.Problems[i].Hints = nil
		}
		if p.Problems[0].Hints, err = w.planAllHint(); err != nil {
			return err
		}
		plan.Products = append(plan.Products, p)
	}
	return nil
}

// planAllHint names the release of everything, where that works.
func (w *planner) planAllHint() ([]string, error) {
	o := w.options
	if o.Line != "" || len(o.Extends) > 0 {
		return nil, nil // they are about one product
	}
	o.Product = ""
	trial := newPlanner(w.ctx, w.source, o)
	trial.trial = true
	made, err := trial.plan(w.changes)
	if err != nil || slices.ContainsFunc(made.Products, func(p *Product) bool { return len(p.Problems) > 0 }) {
		return nil, w.ctx.Err()
	}
	return []string{"to release what is outside of " + w.options.Product + " too: " + o.command()}, nil
}
