package resolve

import (
	"context"
	"errors"
	"slices"
	"time"

	"joinery/resolve/solve"
)

// try carries a way out and looks whether its conflicts are gone and no new one has come. It
// returns how the product then stands, nil where it does not hold. The error is ctx's.
func (s *settler) try(ctx context.Context, from *ground, w *way) (*ground, error) {
	edits := s.goneBy(w, from)
	if edits == nil {
		return nil, ctx.Err()
	}
	after := newUniverse(edits, edits.Product(s.u.product.Name.Value), s.options, s.u.settings)
	if len(from.conflicts) > len(w.out) || from.missing > 0 {
		x := after.explore()
		left := &ground{source: edits, missing: len(x.missing)}
		for _, r := range x.conflicts(after) {
			own := slices.ContainsFunc(w.out, func(c *clash) bool { return c.name() == r.item.name })
			if own || !slices.Contains(from.conflicts, r.item.name) {
				return nil, ctx.Err()
			}
			left.conflicts = append(left.conflicts, r.item.name)
		}
		if left.missing > from.missing {
			return nil, ctx.Err()
		}
		if len(left.conflicts) > 0 || left.missing > 0 {
			return left, ctx.Err()
		}
	}
	_, err := solve.Solve(ctx, after)
	if errors.As(err, new(*solve.Unsolvable)) {
		return nil, nil
	}
	return &ground{source: edits}, err
}

// ground is how the product stands: with the manifests as they are, or after some ways out.
type ground struct {
	source    Source
	conflicts []string // the components that clash, by name
	missing   int      // requirements that nothing meets
}

// mergePins plans who follows to a MERGE version, as [AmendMerge] does.
func (g *ground) mergePins(merged *Successor, day time.Time) ([]PinMove, error) {
	within := above(g.source, merged.Component.Name.Value)
	return movePins(requirers(g.source, within), PinOptions{InForce: reachedIn(g.source, within), Date: day}, merged.move())
}
