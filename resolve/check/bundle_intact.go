package check

import (
	"errors"
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// BundleIntact finds bundles whose digest does not fit their content, and components of a bundle
// that are not what the bundle lists any more. It looks at the newest bundle of each line and at
// those that a product's requirement leads to, and in each at the components that the workspace
// still has at the listed version. A bundle that cannot be read is syntax's and schema's.
//
// Against a base it also finds production bundles, old ones too, that are gone or hold something
// else than what was released.
var BundleIntact = &Rule{
	ID:       "bundle-intact",
	Says:     "a bundle's digests fit its content and the versions in the workspace",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    checkBundleIntact,
}

func checkBundleIntact(f *Facts) []Finding {
	all := f.lostBundles()
	for _, h := range f.bundles {
		if h.bundle == nil {
			continue
		}
		all = append(all, content(h.bundle)...)
		for i := range h.bundle.Components {
			listed := &h.bundle.Components[i]
			if c := f.Workspace.Component(listed.Name.Value); c == nil {
				all = append(all, f.nested(h.bundle, listed)...)
			} else if e := resolve.Entry(c, listed.Version.Value); e != nil && e.Version.Value == listed.Version.Value {
				all = append(all, mismatch(h.bundle, listed, bundle.VerifyEntry(*listed, e), e.At())...)
			}
		}
	}
	return all
}

// content looks at a bundle's own digest.
func content(b *manifest.Bundle) []Finding {
	var wrong *bundle.DigestError
	if !errors.As(bundle.Verify(b), &wrong) {
		return nil
	}
	d := diag.Diagnostic{
		At: b.Digest.In(b.File), Product: b.Name.Value, Subject: b.Version.Value, Versions: []string{b.Version.Value},
		Message: fmt.Sprintf("the content of %s is not what its digest says: it was changed after it was written", wrong.Of),
		Related: []diag.Related{{Message: "the content has the digest " + wrong.Found}},
		Hints:   []string{"bring back the file as it was released"},
	}
	if wrong.Wanted == "" {
		d.At, d.Hints, d.Related = b.At(), nil, nil
		d.Message = wrong.Of + " has no digest, so that nobody can tell whether it was changed"
	}
	return []Finding{{Diagnostic: d}}
}

// nested compares the digest under which a bundle lists another product's bundle with the one
// that is written there.
func (f *Facts) nested(b *manifest.Bundle, listed *manifest.Bundled) []Finding {
	for _, ref := range f.Workspace.Bundles(listed.Name.Value) {
		if ref.Version.String() != listed.Version.Value {
			continue
		}
		if inner, _ := f.Workspace.Bundle(ref); inner != nil && inner.Digest.Value != listed.Digest {
			wrong := &bundle.DigestError{Found: inner.Digest.Value, Wanted: listed.Digest}
			return mismatch(b, listed, wrong, inner.At())
		}
	}
	return nil
}

// mismatch tells that what a bundle lists is another thing in the workspace now.
func mismatch(b *manifest.Bundle, listed *manifest.Bundled, err error, at diag.Place) []Finding {
	var wrong *bundle.DigestError
	if !errors.As(err, &wrong) {
		return nil
	}
	id := listed.Name.Value + " " + listed.Version.Value
	d := diag.Diagnostic{
		At: listed.Name.In(b.File), Product: b.Name.Value, Component: listed.Name.Value,
		Subject: b.Version.Value, Versions: []string{listed.Version.Value},
		Message: fmt.Sprintf("%s is not what %s %s was released with", id, b.Name.Value, b.Version.Value),
		Related: []diag.Related{{At: at, Message: "what stands here has another digest"}},
	}
	if wrong.Wanted == "" {
		d.Message = fmt.Sprintf("%s %s lists %s without a digest", b.Name.Value, b.Version.Value, id)
	}
	return []Finding{{Diagnostic: d}}
}
