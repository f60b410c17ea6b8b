package check

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve/bundle"
)

// lostBundles finds, against a base, production bundles that are gone or that have other content
// now. It reads those alone whose files changed. What the base had not intact is no measure.
func (f *Facts) lostBundles() []Finding {
	b := f.Options.Base
	if b == nil {
		return nil
	}
	var all []Finding
	for _, product := range b.Workspace.Shelves() {
		for _, ref := range b.Workspace.Bundles(product) {
			if _, changed := slices.BinarySearch(b.Changed, ref.File); !changed || ref.Version.IsPrerelease() {
				continue
			}
			then, _ := b.Workspace.Bundle(ref)
			if then == nil || then.Digest.Value != "" && bundle.Verify(then) != nil {
				continue
			}
			if d := f.compareBundle(product, then); d != nil {
				d.Product, d.Versions = product, []string{then.Version.Value}
				d.Subject = "bundles." + then.Version.Value
				all = append(all, Finding{Diagnostic: *d})
			}
		}
	}
	return all
}

// compareBundle looks what became of a bundle of the base; it is nil when that is fine, and when
// other findings tell what is wrong.
func (f *Facts) compareBundle(product string, then *manifest.Bundle) *diag.Diagnostic {
	id := product + " " + then.Version.Value
	bring := "bring back " + legible(then.File) + " as it was; customers have what it lists"
	var now *manifest.Bundle
	for _, ref := range f.Workspace.Bundles(product) {
		if ref.Version.String() != then.Version.Value {
			continue
		}
		found, problems := f.Workspace.Bundle(ref)
		switch {
		case found == nil && f.isHeld(ref):
			return nil
		case found == nil:
			d := diag.Diagnostic{At: diag.Place{File: ref.File}, Hints: []string{bring}, Message: "the bundle of " + id + ", which is released, cannot be read any more"}
			for _, problem := range problems {
				d.Related = append(d.Related, diag.Related{At: problem.At, Message: problem.Message})
			}
			return &d
		case bundle.Digest(found) == bundle.Digest(then):
			return nil
		case now == nil:
			now = found
		}
	}
	switch {
	case now == nil && !f.isSound(then.File):
		return nil
	case now == nil:
		at := f.outermost(then.File)
		if p := f.Workspace.Product(product); p != nil {
			at = p.Name.In(p.File)
		}
		return &diag.Diagnostic{At: at, Hints: []string{bring}, Message: id + " is released, and its bundle is gone"}
	case f.isHeld(manifest.BundleRef{File: now.File, Version: now.Parsed}) && now.Digest.Value != "" && bundle.Verify(now) != nil:
		return nil
	}
	d := diag.Diagnostic{
		At: now.At(), Hints: []string{bring, "what is new goes into a release with a number of its own"},
		Message: fmt.Sprintf("%s is released, and its bundle holds something else now", id),
		Related: []diag.Related{{Message: "it was released with the digest " + bundle.Digest(then)}},
	}
	if !now.Digest.IsZero() {
		d.At = now.Digest.In(now.File)
	}
	return &d
}

// isHeld reports whether other findings are told of a bundle.
func (f *Facts) isHeld(ref manifest.BundleRef) bool {
	return slices.ContainsFunc(f.bundles, func(h *held) bool {
		return h.ref.File == ref.File && h.ref.Version.String() == ref.Version.String()
	})
}
