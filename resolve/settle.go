package resolve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve/solve"
)

// settler looks for ways out of a product's conflicts. Each is tried on an [overlay] before it
// is told.
type settler struct {
	u         *universe
	x         *exploration
	conflicts []conflict
	options   Options
	requirers Requirers
	inForce   map[*manifest.Entry]bool
}

// settle adds to a conflict's finding what would settle it: where one of the versions, or one
// that exists already, grew from all the others, the other pins follow to it; where the lines
// have parted, they follow to their MERGE version. The error is ctx's.
func (s *settler) settle(ctx context.Context, c conflict, d *diag.Diagnostic) error {
	if c.item.component == nil {
		return nil
	}
	var versions []string
	for _, v := range c.takes {
		if v.entry == nil {
			return nil
		}
		versions = append(versions, v.entry.Version.Value)
	}
	if heir := s.heir(c); heir != nil {
		return s.follow(ctx, c, d, heir)
	}
	o := MergeOptions{Date: s.options.Date}
	merged, err := MergeOf(c.item.component, versions, o)
	command := fmt.Sprintf("joinery merge %s %s --move-pins", c.item.name, strings.Join(versions, " "))
	if errors.As(err, new(*CollisionError)) {
		o.NextFree = true
		merged, err = MergeOf(c.item.component, versions, o)
		command += " --next-free"
	}
	if err != nil {
		return nil //nolint:nilerr // the scheme has no MERGE: there is nothing to suggest
	}
	edits := newOverlay(s.u.source, s.options.production())
	edits.add(merged, nil)
	_, ok, err := s.try(ctx, c, edits, edits.version(merged))
	if err != nil || !ok {
		return err
	}
	d.Merge = merged.Version.String()
	hint := fmt.Sprintf("the lines have parted; their MERGE version %s settles this: %s", merged.Version, command)
	if edits.cut {
		hint += ", then joinery cut for each -SNAPSHOT that it adds"
	}
	d.Hints = append(d.Hints, hint)
	return nil
}

// heir returns the version that grew from all that clash, or is one of them and grew from the
// others: of several the lowest. It is nil when the lines have parted.
func (s *settler) heir(c conflict) *manifest.Entry {
	var best *manifest.Entry
	for _, of := range c.item.candidates {
		e := of.entry
		if e == nil || e.Status != manifest.Active {
			continue
		}
		grew := !slices.ContainsFunc(c.takes, func(v *candidate) bool { return v.entry != e && !Descends(e, v.entry) })
		if grew && (best == nil || e.Parsed.Compare(best.Parsed) < 0) {
			best = e
		}
	}
	return best
}

// follow lets the other pins follow to the heir.
func (s *settler) follow(ctx context.Context, c conflict, d *diag.Diagnostic, heir *manifest.Entry) error {
	steps, ok, err := s.try(ctx, c, newOverlay(s.u.source, true), heir.Parsed)
	if err != nil || !ok || len(steps) == 0 {
		return err
	}
	var others []string
	for _, v := range c.takes {
		if v.entry != heir {
			others = append(others, v.version.String())
		}
	}
	d.Hints = append(d.Hints, fmt.Sprintf("%s grew from %s; this settles it:", heir.Version.Value, enumerate(others, " and "))+list(steps))
	return nil
}

// list writes the steps below each other.
func list(steps []PinMove) string {
	var b strings.Builder
	for _, step := range steps {
		b.WriteString("\n" + step.String())
	}
	return b.String()
}

// try moves everything in force to a version and looks whether the conflict is gone and no new
// one has come. It returns the steps that it took.
func (s *settler) try(ctx context.Context, c conflict, edits *overlay, to version.Version) ([]PinMove, bool, error) {
	move := Move{Component: edits.Component(c.item.name), To: to}
	for _, v := range c.takes {
		if v.version.Compare(to) != 0 {
			move.From = append(move.From, v.version)
		}
	}
	steps, err := MovePins(edits, s.requirers, move, PinOptions{InForce: s.counts, Cut: edits.cut, Date: s.options.Date})
	if err != nil {
		return nil, false, nil //nolint:nilerr // a dependent's scheme has no next version: no way out here
	}
	for _, step := range steps {
		edits.apply(step)
	}
	product := edits.Product(s.u.product.Name.Value)
	after := newUniverse(edits, product, s.options, s.u.settings)
	left := after.explore()
	remaining := left.conflicts(after)
	for _, r := range remaining {
		known := slices.ContainsFunc(s.conflicts, func(k conflict) bool { return k.item.name == r.item.name })
		if r.item.name == c.item.name || !known {
			return nil, false, nil
		}
	}
	if len(left.missing) > len(s.x.missing) {
		return nil, false, nil
	}
	if len(remaining) == 0 && len(left.missing) == 0 {
		_, err := solve.Solve(ctx, after)
		if errors.As(err, new(*solve.Unsolvable)) {
			return nil, false, nil
		}
		return steps, err == nil, err
	}
	return steps, true, ctx.Err()
}

// counts reports whether a requirement is one that the product reaches.
func (s *settler) counts(r Requirement) bool {
	if r.Product != nil {
		return r.Product == s.u.product
	}
	return s.inForce[r.Entry]
}

func (u *universe) newSettler(x *exploration, conflicts []conflict, options Options) *settler {
	s := &settler{u: u, x: x, conflicts: conflicts, options: options, inForce: map[*manifest.Entry]bool{}}
	if len(conflicts) == 0 {
		return s
	}
	s.requirers = RequirersOf(u.source)
	for _, seen := range x.order {
		if seen.takes.entry != nil {
			s.inForce[seen.takes.entry] = true
		}
	}
	return s
}
