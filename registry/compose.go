package registry

import (
	"context"
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/bundle"
	"joinery/resolve/check"
)

// A Composition is a bundle that was composed.
type Composition struct {
	Bundle   *manifest.Bundle
	Text     []byte    // YAML
	Created  time.Time // when it was cut or published; zero where it was only composed
	New      bool      // cut, or would be cut, by this request; false: it was there, and nothing has changed since
	Findings diag.List // what was found while composing, warnings at most; none of a bundle that a key got before
}

// Compose composes a product's next bundle from what is published, and keeps nothing. It needs the
// role read: of the product alone, what it is made of is looked at for who asks. The error is Invalid for a date
// that is none, or both a line and bundles to follow, NotFound for the product or a bundle to follow, or Conflict
// when there is no sound composition; its findings say why.
func (r *Registry) Compose(ctx context.Context, who Who, c Cut) (*Composition, error) {
	if err := who.May(Read, c.Product); err != nil {
		return nil, err
	}
	if err := aName(c.Product); err != nil {
		return nil, err
	}
	if c.Line != "" && len(c.Extends) > 0 {
		return nil, invalid("line", "found both a line and bundles to follow, wanted one of them")
	}
	day := r.now().Truncate(24 * time.Hour)
	if c.Date != "" {
		var err error
		if day, err = version.ParseDate(c.Date); err != nil {
			return nil, invalid("date", "%v", err)
		}
	}
	w, err := r.Workspace(ctx, c.Product)
	if err != nil {
		return nil, err
	}
	product := w.Product(c.Product)
	if product == nil {
		return nil, &Error{Code: NotFound, Field: "product", Message: "there is no product " + c.Product, Hint: "joinery publish FILE publishes its document"}
	}
	selection, told, err := selectFor(ctx, w, product, day)
	if err != nil {
		return nil, err
	}
	extended, err := follow(w, product, c)
	if err != nil {
		return nil, err
	}
	next, err := resolve.NextVersion(w, selection, extended, resolve.NextOptions{Floor: c.Level, Date: day})
	if err != nil {
		return nil, &Error{Code: Conflict, Message: err.Error()}
	}
	if next.Unchanged != nil {
		return &Composition{Bundle: next.Unchanged, Text: bundle.YAML(next.Unchanged), Findings: told}, nil
	}
	made := bundle.Options{Version: next.Version, Versioning: product.Versioning, Released: c.Date, Bump: next.Bump, Changes: next.Changes}
	for _, b := range next.Extends {
		made.Extends = append(made.Extends, b.Version.Value)
	}
	b, err := bundle.Compose(selection, made)
	if err != nil {
		return nil, &Error{Code: Conflict, Message: err.Error()}
	}
	return &Composition{Bundle: b, Text: bundle.YAML(b), New: true, Findings: told}, nil
}

// selectFor chooses the versions, and refuses a composition with errors; the rest is told.
func selectFor(ctx context.Context, w *manifest.Workspace, product *manifest.Product, day time.Time) (*resolve.Selection, diag.List, error) {
	report, err := check.Run(ctx, w, check.Options{Date: day, Product: product.Name.Value})
	if err != nil {
		return nil, nil, err
	}
	composition := report.Compositions[0]
	var told diag.List
	for _, d := range report.Findings {
		if d.Severity > diag.Note && (d.Product == product.Name.Value || d.Product == "" && composition.Holds(d.Component)) {
			told = append(told, d)
		}
	}
	if composition.Failure != nil && told.Count(diag.Error) == 0 {
		told = append(told, composition.Failure.Findings...)
	}
	if told.Count(diag.Error) > 0 || composition.Selection == nil {
		e := Errorf(Conflict, "%s does not fit together", product.Name)
		e.Findings, e.Hint = told.Sorted(), waived(told)
		return nil, nil, e
	}
	return composition.Selection, told, nil
}

// waived hints at how a product takes what rules alone have against it; "" where errors are not of rules that it
// may do without.
func waived(told diag.List) string {
	var off []string
	for _, d := range told {
		rule := check.About(d.Rule)
		switch {
		case d.Severity < diag.Error:
		case rule == nil || rule.Standard == check.Minimal:
			return ""
		default:
			off = append(off, d.Rule+": off")
		}
	}
	if len(off) == 0 {
		return ""
	}
	slices.Sort(off)
	return "a product that wants it so says `rules: {" + strings.Join(slices.Compact(off), ", ") + "}`, or has an exception for it"
}
