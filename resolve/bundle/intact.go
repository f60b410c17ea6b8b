package bundle

import (
	"errors"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// Intact returns a source that has the bundles of another one only as they were released: a
// bundle that is not what its digest says cannot be read, and the reasons say why. It keeps what
// it has read, so it is for one goroutine at a time. Of nil it is nil.
func Intact(source resolve.Source) resolve.Source {
	if source == nil {
		return nil
	}
	if already, ok := source.(*intact); ok {
		return already
	}
	return &intact{source, map[manifest.BundleRef]readBundle{}}
}

type intact struct {
	resolve.Source
	read map[manifest.BundleRef]readBundle
}

type readBundle struct {
	bundle   *manifest.Bundle
	problems diag.List
}

// Bundle reads a bundle.
func (s *intact) Bundle(ref manifest.BundleRef) (*manifest.Bundle, diag.List) {
	r, known := s.read[ref]
	if !known {
		r.bundle, r.problems = s.Source.Bundle(ref)
		if altered := Altered(r.bundle); len(altered) > 0 {
			r.bundle, r.problems = nil, append(r.problems, altered...)
		}
		s.read[ref] = r
	}
	return r.bundle, r.problems
}

// Altered returns the finding that a bundle is not what its digest says; none when it is, and
// for nil.
func Altered(b *manifest.Bundle) diag.List {
	var wrong *DigestError
	if b == nil || !errors.As(Verify(b), &wrong) {
		return nil
	}
	found := diag.Diagnostic{
		Rule: "bundle-intact", Severity: diag.Error, Product: b.Name.Value, Subject: b.Version.Value,
		At: b.Digest.In(b.File), Message: wrong.Error(), Hints: []string{"bring back the file as it was released"},
	}
	if wrong.Wanted == "" {
		found.At, found.Hints = b.At(), nil
	}
	return diag.List{found}
}
