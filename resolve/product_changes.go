package resolve

import (
	"slices"

	"joinery/manifest"
)

// ownChanges returns the changes that name a product, as its bundle tells them, in the order
// given. What an extended bundle has told already is left out.
func ownChanges(product string, changes []*manifest.Change, extended []*manifest.Bundle) []manifest.Note {
	var own []manifest.Note
	for _, c := range changes {
		if slices.ContainsFunc(extended, func(b *manifest.Bundle) bool { return tells(b, c.ID) }) {
			continue
		}
		for _, named := range c.Components {
			if named.Name.Value == product {
				own = append(own, NoteOf(c, named.Type))
			}
		}
	}
	return own
}

// NoteOf returns what a version or a bundle tells of a change, as a change of that type.
func NoteOf(c *manifest.Change, as manifest.Text) manifest.Note {
	return manifest.Note{
		Type: as, Summary: c.Summary, Details: c.Details, Texts: c.Texts,
		Internal: c.Internal, Reverts: c.Reverts, ID: manifest.Text{Value: c.ID}, Links: c.Links,
	}
}

// tells reports whether a bundle has a change of that id among its own.
func tells(b *manifest.Bundle, id string) bool {
	return slices.ContainsFunc(b.Changes, func(n manifest.Note) bool { return n.ID.Value == id })
}
