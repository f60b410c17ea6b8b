package sqlstore

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"joinery/registry"
)

// manyRows may wait.
const manyRows = 1000

// Write implements [registry.Tx].
func (t *tx) Write(ctx context.Context, w registry.Writing) error {
	if err := t.send(ctx, "writing"); err != nil { // nothing but an earlier failure
		return err
	}
	err := t.addRows(w)
	if err == nil {
		err = t.add(ctx, w)
	}
	if t.failed == nil && err != nil {
		t.failed = &failure{told: err}
	}
	if t.failed != nil {
		return t.failed.told
	}
	if t.waiting.size > manyRows {
		return t.flush(ctx)
	}
	return nil
}

// add lets w wait. The error is Invalid, NotFound, or reading failed.
func (t *tx) add(ctx context.Context, w registry.Writing) error {
	p, d := &t.waiting, t.d
	if t.shared && len(w.Products)+len(w.NewBundles) > 0 { // which hold rows that others may hold
		t.leaves = true
	}
	if t.leaves {
		return nil
	}
	if most := d.EntriesMost; most > 0 && t.entries+p.entries()+int64(len(w.Entries)) > most {
		return &registry.Error{
			Code: registry.Invalid, Message: fmt.Sprintf("found more than %d audit entries in one change; nothing was done", most),
			Hint: "publish it by parts, each of which is taken whole or not at all",
		}
	}
	return firstError(
		each(w.NewItems, func(i registry.Item) error {
			now := kept(i)
			t.held[i.Name] = &now
			return p.addItem(d, i)
		}),
		each(w.Items, t.change),
		each(w.NewVersions, func(v registry.Version) error { return p.addVersion(d, v) }),
		each(w.Versions, func(v registry.Version) error { return p.change(d, updateVersion(d, v)) }),
		each(w.Marks, func(m registry.Mark) error {
			if known, ok := t.marks[m.Item]; ok {
				known[m.Key] = m.Number
			}
			return p.setMark(d, m)
		}),
		each(w.Answers, func(a registry.Answer) error { return p.addAnswer(d, a) }),
		each(w.NewProducts, func(product registry.Product) error {
			t.setEdition(product)
			return p.addProduct(d, product)
		}),
		each(w.Products, func(product registry.Product) error {
			if err := t.changeable(ctx, product); err != nil {
				return err
			}
			t.setEdition(product)
			return p.change(d, updateProduct(product))
		}),
		each(w.NewBundles, func(b registry.Bundle) error {
			if err := t.number(ctx, &b); err != nil {
				return err
			}
			return p.addBundle(d, b)
		}),
		each(w.NewTokens, func(token registry.Token) error { return p.addToken(d, token) }),
		each(w.Tokens, func(token registry.Token) error { return p.change(d, updateToken(token)) }),
		each(slices.Sorted(maps.Keys(w.Cursors)), func(name string) error { return p.setCursor(d, name, w.Cursors[name]) }),
		each(w.Entries, func(e registry.Entry) error { return p.addEntry(d, e) }),
	)
}

// each returns a step that writes all of a list.
func each[T any](all []T, write func(T) error) func() error {
	return func() error {
		for _, one := range all {
			if err := write(one); err != nil {
				return err
			}
		}
		return nil
	}
}

// firstError takes steps until one fails.
func firstError(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// change changes an item. The error is NotFound, where that is known.
func (t *tx) change(i registry.Item) error {
	missing := errNotThere("there is no item %s to change", i.Name)
	old, known := t.held[i.Name]
	if !known {
		return t.waiting.change(t.d, updateItem(i).must(missing))
	}
	if old == nil {
		return missing
	}
	i.Created = old.Created
	now := kept(i)
	t.held[i.Name] = &now
	if sameButCounts(old, &now) {
		t.waiting.countItem(i)
		return nil
	}
	return t.waiting.changeItem(t.d, i)
}

// kept returns an item as it comes back.
func kept(i registry.Item) registry.Item {
	i = cloned(i)
	for _, t := range []*instant{(*instant)(&i.Since), (*instant)(&i.Created)} {
		*t = t.kept()
	}
	return i
}

func sameButCounts(a, b *registry.Item) bool {
	return a.Title == b.Title && a.Description == b.Description && a.Scheme == b.Scheme && a.Pattern == b.Pattern &&
		a.Since.Equal(b.Since) && slices.Equal(a.Document, b.Document)
}

// changeable holds a product's row. The error is NotFound when there is none, or that the product
// was changed meanwhile.
func (t *tx) changeable(ctx context.Context, p registry.Product) error {
	edition, known := t.editions[p.Name]
	if !known {
		var there bool
		var err error
		if edition, there, err = t.holdProduct(ctx, p.Name); err != nil {
			return err
		} else if !there {
			return errNotThere("there is no product %s to change", p.Name)
		}
	}
	if edition != p.Edition-1 {
		t.failed = &failure{Again, registry.Errorf(registry.Conflict, "product %s has edition %d, found a change to edition %d", p.Name, edition, p.Edition)}
		return t.failed.told
	}
	return nil
}

func (t *tx) setEdition(p registry.Product) {
	if t.editions == nil {
		t.editions = map[string]int64{}
	}
	t.editions[p.Name] = p.Edition
}

// number gives a bundle its Seq.
func (t *tx) number(ctx context.Context, b *registry.Bundle) error {
	last, known := t.bundles[b.Product]
	if !known {
		var err error
		if last, err = t.lastBundle(ctx, b.Product); err != nil {
			return err
		}
	}
	b.Seq = last + 1
	if t.bundles == nil {
		t.bundles = map[string]int64{}
	}
	t.bundles[b.Product] = b.Seq
	return nil
}

// row names a row that is added, by what must be there once.
type row struct {
	kind string
	a, b string
	n    int64
}

// addRows remembers the rows that w adds. The error is Exists when one was added before. What stands
// in the database already comes out when the row goes there.
func (t *tx) addRows(w registry.Writing) error {
	var err error
	if t.wrote == nil {
		t.wrote = map[row]bool{}
	}
	add := func(r row, what string, of ...string) {
		if t.wrote[r] && err == nil {
			err = registry.Errorf(registry.Exists, "there is %s %s already", what, strings.Join(of, " of "))
		}
		t.wrote[r] = true
	}
	for _, i := range w.NewItems {
		add(row{kind: "item", a: i.Name}, "an item", i.Name)
	}
	for _, v := range w.NewVersions {
		add(row{kind: "version", a: v.Item, b: v.Number}, "a version", v.Number, v.Item)
		add(row{kind: "place", a: v.Item, n: v.Seq}, "another version in the place", v.Number, v.Item)
	}
	for _, a := range w.Answers {
		add(row{kind: "answer", a: a.Scope, b: a.Key}, "an answer to", a.Key)
	}
	for _, p := range w.NewProducts {
		add(row{kind: "product", a: p.Name}, "a product", p.Name)
	}
	for _, b := range w.NewBundles {
		add(row{kind: "bundle", a: b.Product, b: b.Version}, "a bundle", b.Version, b.Product)
	}
	for _, token := range w.NewTokens {
		add(row{kind: "token", a: token.ID}, "a token of that id")
		add(row{kind: "name", a: token.Name}, "a token named", token.Name)
	}
	return err
}
