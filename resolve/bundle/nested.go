package bundle

import (
	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// Exchanged returns the findings that a bundle lists nested products' bundles which are not those
// that the source holds under the same versions: each stands where the bundle lists the product,
// and leads to the file that holds something else. A nested bundle that the source has and cannot
// read is found with its own reasons; one that it has not, or that is listed without a digest, is
// not looked at. Of nil there are none.
func Exchanged(source resolve.Source, b *manifest.Bundle) diag.List {
	if b == nil {
		return nil
	}
	var all diag.List
	for i := range b.Components {
		listed := &b.Components[i]
		if listed.Digest == "" || source.Component(listed.Name.Value) != nil {
			continue
		}
		for _, ref := range source.Bundles(listed.Name.Value) {
			if !ref.Version.Is(listed.Version.Value) {
				continue
			}
			inner, why := source.Bundle(ref)
			switch {
			case inner == nil:
				all = append(all, why...)
			case !isListed(listed, inner):
				all = append(all, exchanged(b, listed, inner))
			}
			break
		}
	}
	return all
}

// isListed reports whether a nested bundle is the one that another bundle lists. Without a digest
// there is no saying that it is not.
func isListed(listed *manifest.Bundled, inner *manifest.Bundle) bool {
	return listed.Digest == "" || Digest(inner) == listed.Digest
}

func exchanged(b *manifest.Bundle, listed *manifest.Bundled, inner *manifest.Bundle) diag.Diagnostic {
	return diag.Diagnostic{
		Rule: "bundle-intact", Severity: diag.Error, At: listed.Name.In(b.File),
		Product: b.Name.Value, Component: listed.Name.Value, Subject: b.Version.Value, Versions: []string{listed.Version.Value},
		Message: listed.Name.Value + " " + listed.Version.Value + " is not what " + b.Name.Value + " " + b.Version.Value + " was released with: found content with the digest " +
			Digest(inner) + ", wanted " + listed.Digest,
		Related: []diag.Related{{At: inner.At(), Message: "what stands here has another digest"}},
		Hints:   []string{"bring back the file as it was released"},
	}
}
