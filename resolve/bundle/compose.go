package bundle

import (
	"cmp"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// Options are what a bundle says besides its components.
type Options struct {
	Version    version.Version     // the product's
	Versioning manifest.Versioning // how it is written
	Extends    []string            // the versions of the bundles that it follows
	Released   string              // a day, YYYY-MM-DD; "" when nobody gave one
	Bump       manifest.Bump       // how Version came about
	Changes    []manifest.Note     // the product's own
}

// ComposeError says why no bundle can be made.
type ComposeError struct {
	Product string
	Of      string // what is at fault: "version", "extends", "payments-api 1.4.0"
	Err     error
}

// Error returns the product, what is at fault, and why, in one line.
func (e *ComposeError) Error() string {
	return fmt.Sprintf("bundle of %s: %s: %v", e.Product, e.Of, e.Err)
}

// Unwrap returns the reason.
func (e *ComposeError) Unwrap() error { return e.Err }

// Compose writes a selection down: every chosen version, sorted by name and then version, with
// its digest, its artifacts and the names of those that need it, under the version that o says.
// The bundle is sealed; the same selection and options give the same bundle.
//
// The digest of a component's version is its [EntryDigest], that of a nested product the one that
// its bundle states, or would if it stated one. What only a nested bundle knows is listed as it stands there.
//
// The error is a *[ComposeError]: there is no version, a version that o extends is none in the
// product's scheme, or a pick has nothing behind it.
func Compose(s *resolve.Selection, o Options) (*manifest.Bundle, error) {
	product := s.Product.Name.Value
	fault := func(of string, err error) (*manifest.Bundle, error) {
		return nil, &ComposeError{Product: product, Of: of, Err: err}
	}
	if o.Version.IsZero() {
		return fault("version", errors.New("found none"))
	}
	if o.Versioning.Scheme == nil {
		o.Versioning.Scheme = o.Version.Scheme()
	}
	o.Versioning.Initial = manifest.Text{} // of use before the first bundle only
	b := &manifest.Bundle{
		Name:       manifest.Text{Value: product},
		Version:    manifest.Text{Value: o.Version.String()},
		Parsed:     o.Version,
		Versioning: o.Versioning,
		Released:   manifest.Text{Value: o.Released},
		Bump:       o.Bump,
		Changes:    o.Changes,
	}
	for _, text := range o.Extends {
		parsed, err := o.Versioning.Scheme.Parse(text)
		if err != nil {
			return fault("extends", err)
		}
		b.Extends = append(b.Extends, manifest.Reference{Text: manifest.Text{Value: text}, Parsed: parsed})
	}
	for _, pin := range s.Overrides {
		b.Overrides = append(b.Overrides, manifest.Dependency{Name: manifest.Text{Value: pin.Name}, Want: manifest.Text{Value: pin.Version}})
	}
	picks := sorted(s.Picks)
	faults := make([]error, len(picks))
	b.Components = make([]manifest.Bundled, len(picks))
	spread(len(picks), func(i int) { b.Components[i], faults[i] = bundled(picks[i]) })
	for i, err := range faults {
		if err != nil {
			return fault(picks[i].ID(), err)
		}
	}
	Seal(b)
	return b, nil
}

// spread calls do for every number below n, on all processors: a large product has digests
// enough to keep them busy.
func spread(n int, do func(i int)) {
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := n * w / workers; i < n*(w+1)/workers; i++ {
				do(i)
			}
		})
	}
	group.Wait()
}

// sorted returns the picks by name, then version. Two versions of one component are of one
// scheme, unless a nested bundle remembers another one; then their texts decide.
func sorted(picks []*resolve.Pick) []*resolve.Pick {
	return slices.SortedStableFunc(slices.Values(picks), func(a, b *resolve.Pick) int {
		byVersion := 0
		if a.Name == b.Name && a.Version.Scheme() == b.Version.Scheme() {
			byVersion = a.Version.Compare(b.Version)
		}
		return cmp.Or(cmp.Compare(a.Name, b.Name), byVersion, cmp.Compare(a.Version.String(), b.Version.String()))
	})
}

// bundled returns how a bundle lists a pick.
func bundled(p *resolve.Pick) (manifest.Bundled, error) {
	listed := manifest.Bundled{
		Name:       manifest.Text{Value: p.Name},
		Version:    manifest.Text{Value: p.Version.String()},
		Direct:     p.Direct,
		Exception:  p.Exception,
		RequiredBy: requiredBy(p),
	}
	switch {
	case p.Entry != nil:
		listed.Digest, listed.Artifacts = EntryDigest(p.Entry), p.Entry.Artifacts
	case p.Bundle != nil:
		listed.Digest = cmp.Or(p.Bundle.Digest.Value, Digest(p.Bundle))
	case p.Bundled != nil:
		listed.Digest, listed.Artifacts = p.Bundled.Digest, p.Bundled.Artifacts
	default:
		return listed, errors.New("found neither a version entry nor a bundle behind it")
	}
	return listed, nil
}

// requiredBy returns the names of those that need a pick, sorted, each once. The product itself
// is not among them.
func requiredBy(p *resolve.Pick) []string {
	var names []string
	for _, n := range p.NeededBy {
		if n.From != nil {
			names = append(names, n.From.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
