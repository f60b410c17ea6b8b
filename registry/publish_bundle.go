package registry

import (
	"errors"
	"slices"

	"joinery/manifest"
	"joinery/resolve/bundle"
)

// bundle takes a bundle.
func (s *shelf) bundle(b *manifest.Bundle, text []byte) error {
	if err := bundle.Verify(b); err != nil {
		e := invalid(b.Name.Value+" "+b.Version.Value, "the bundle %s %s is not as it was written: %v", b.Name, b.Version, err)
		if d := new(bundle.DigestError); errors.As(err, &d) {
			e.Hint = "publish it as joinery wrote it"
		}
		return e
	}
	name, number := b.Name.Value, numberOf(b.Parsed)
	if err := s.claim(aProduct, name); err != nil {
		return err
	}
	known, there, err := s.tx.Bundle(s.ctx, name, number)
	if err != nil {
		return err
	}
	for _, b := range s.out.NewBundles {
		if b.Product == name && b.Version == number {
			known, there = b, true
		}
	}
	if there && slices.Equal(known.Document, text) {
		s.add("Bundle", name, number, OutcomeUnchanged, "")
		return nil
	}
	if there {
		return &Error{Code: Conflict, Field: name + " " + number, Message: "the bundle " + name + " " + number + " is here already, with another content", Hint: "a bundle never changes; compose another version"}
	}
	s.out.NewBundles = append(s.out.NewBundles, Bundle{Product: name, Version: number, Document: text, Created: s.now})
	s.out.Entries = append(s.out.Entries, entryOf(s.who, s.now, BundleCut, name, number, b.Digest.Value))
	s.add("Bundle", name, number, OutcomeAdded, "")
	return nil
}
