package resolve

import (
	"time"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// LineError says that a product has no bundle in a line that somebody named.
type LineError struct {
	Product string
	Line    string
	Scheme  version.Scheme
}

// Error names the product and the line.
func (e *LineError) Error() string {
	return "found no bundle of " + e.Product + " in line " + e.Line + ", wanted a production one in " + e.Scheme.String()
}

// Predecessor returns the bundle that a product's next one follows: its highest production
// bundle in the scheme that the product has now, within a line if one is given. It is nil when
// there is none yet. A bundle that cannot be read is not passed over: the findings tell why.
// The error is a *[LineError].
func Predecessor(source Source, p *manifest.Product, line string) (*manifest.Bundle, diag.List, error) {
	refs := source.Bundles(p.Name.Value)
	for i := len(refs) - 1; i >= 0; i-- {
		v := refs[i].Version
		if v.IsPrerelease() || v.Scheme() != p.Versioning.Scheme || line != "" && v.Line() != line {
			continue
		}
		bundle, problems := source.Bundle(refs[i])
		switch {
		case bundle == nil:
			return nil, problems, nil
		case bundle.Versioning.Scheme == p.Versioning.Scheme:
			return bundle, nil, nil
		}
	}
	if line != "" {
		return nil, nil, &LineError{p.Name.Value, line, p.Versioning.Scheme}
	}
	return nil, nil, nil
}

// ProductFirstRelease returns the day from which a product's anyver versions count their age:
// what its versioning says, else what its lowest production bundle tells. It is zero in other
// schemes, and without such a bundle.
func ProductFirstRelease(source Source, p *manifest.Product) time.Time {
	if p.Versioning.Scheme != version.AnyVer {
		return time.Time{}
	}
	if day, err := version.ParseDate(p.Versioning.FirstRelease.Value); err == nil {
		return day
	}
	for _, ref := range source.Bundles(p.Name.Value) {
		if ref.Version.IsPrerelease() || ref.Version.Scheme() != version.AnyVer {
			continue
		}
		released := ""
		if bundle, _ := source.Bundle(ref); bundle != nil {
			if bundle.Versioning.Scheme != version.AnyVer {
				continue
			}
			released = bundle.Released.Value
		}
		return firstRelease(ref.Version, released)
	}
	return time.Time{}
}
