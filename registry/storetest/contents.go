package storetest

import (
	"slices"

	"joinery/registry"
)

// contents is everything that a store tells, but for answers and cursors, which cannot be listed:
// those of sampleWriting stand for them.
type contents struct {
	Items    []registry.Item
	Versions map[string][]registry.Version
	Marks    map[string][]registry.Mark
	Answer   registry.Answer
	Products []registry.Product
	Bundles  map[string][]registry.Bundle
	Entries  []registry.Entry
	Tokens   []registry.Token
	Cursor   int64
}

func (r reader) contents() contents {
	r.t.Helper()
	c := contents{
		Items: r.items(registry.ItemQuery{Limit: every}), Products: r.products(), Tokens: r.tokens(),
		Versions: map[string][]registry.Version{}, Marks: map[string][]registry.Mark{}, Bundles: map[string][]registry.Bundle{},
		Entries: r.audit(registry.AuditQuery{Limit: every}), Answer: r.answer("draw lib", "k1"), Cursor: r.cursor("webhooks"),
	}
	for _, item := range c.Items {
		c.Versions[item.Name] = r.versions(registry.VersionQuery{Item: item.Name, Limit: every})
		c.Marks[item.Name] = r.marks(item.Name)
	}
	for _, p := range c.Products {
		c.Bundles[p.Name] = r.bundles(p.Name)
	}
	return c
}

// join puts several Writings into one.
func join(all ...registry.Writing) registry.Writing {
	var w registry.Writing
	for _, one := range all {
		w.NewItems, w.Items = slices.Concat(w.NewItems, one.NewItems), slices.Concat(w.Items, one.Items)
		w.NewVersions, w.Versions = slices.Concat(w.NewVersions, one.NewVersions), slices.Concat(w.Versions, one.Versions)
		w.Marks, w.Answers = slices.Concat(w.Marks, one.Marks), slices.Concat(w.Answers, one.Answers)
		w.NewProducts, w.Products = slices.Concat(w.NewProducts, one.NewProducts), slices.Concat(w.Products, one.Products)
		w.NewBundles, w.Entries = slices.Concat(w.NewBundles, one.NewBundles), slices.Concat(w.Entries, one.Entries)
		w.NewTokens, w.Tokens = slices.Concat(w.NewTokens, one.NewTokens), slices.Concat(w.Tokens, one.Tokens)
		for name, seq := range one.Cursors {
			if w.Cursors == nil {
				w.Cursors = map[string]int64{}
			}
			w.Cursors[name] = seq
		}
	}
	return w
}
