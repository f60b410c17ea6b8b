package registry

import (
	"slices"

	"joinery/manifest"
)

// product takes a product.
func (s *shelf) product(p manifest.Parts) error {
	name := p.Product.Name.Value
	known, there, err := s.tx.Product(s.ctx, name)
	if err != nil {
		return err
	}
	if there && slices.Equal(known.Document, p.Text) {
		s.add("Product", name, "", OutcomeUnchanged, "")
		return nil
	}
	next := Product{Name: name, Document: p.Text, Edition: known.Edition + 1, Changed: s.now}
	if there {
		s.out.Products = append(s.out.Products, next)
		s.add("Product", name, "", OutcomeUpdated, "")
	} else {
		if err := s.claim(aProduct, name); err != nil {
			return err
		}
		s.out.NewProducts = append(s.out.NewProducts, next)
		s.add("Product", name, "", OutcomeAdded, "")
	}
	s.out.Entries = append(s.out.Entries, entryOf(s.who, s.now, ProductPublished, name, "", ""))
	return nil
}
