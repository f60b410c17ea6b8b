package memory

import "joinery/registry"

func (s *state) addItem(item registry.Item) (err error) {
	s.items, err = add(s.owner, s.items, key{a: item.Name}, copyItem(&item), "an item "+item.Name)
	return err
}

func (s *state) changeItem(item registry.Item) (err error) {
	s.items, err = change(s.owner, s.items, key{a: item.Name}, func(old *registry.Item) *registry.Item {
		item.Created = old.Created
		return copyItem(&item)
	}, "item "+item.Name)
	return err
}

func (s *state) addVersion(v registry.Version) (err error) {
	what := "a version " + v.Number + " of " + v.Item
	if s.versions, err = add(s.owner, s.versions, key{a: v.Item, b: v.Number}, copyVersion(&v), what); err != nil {
		return err
	}
	s.order, err = add(s.owner, s.order, key{a: v.Item, n: v.Seq}, v.Number, "another version in the place of "+v.Number)
	return err
}

func (s *state) changeVersion(v registry.Version) (err error) {
	s.versions, err = change(s.owner, s.versions, key{a: v.Item, b: v.Number}, func(old *registry.Version) *registry.Version {
		v.Line, v.Seq, v.Created = old.Line, old.Seq, old.Created
		return copyVersion(&v)
	}, "version "+v.Number+" of "+v.Item)
	return err
}

func (s *state) setMark(m registry.Mark) error {
	s.marks = s.marks.with(s.owner, key{a: m.Item, b: m.Key}, m.Number)
	return nil
}

func (s *state) addAnswer(a registry.Answer) (err error) {
	s.answers, err = add(s.owner, s.answers, key{a: a.Scope, b: a.Key}, copyAnswer(&a), "an answer to "+a.Key)
	return err
}

func (s *state) addProduct(p registry.Product) (err error) {
	s.products, err = add(s.owner, s.products, key{a: p.Name}, copyProduct(&p), "a product "+p.Name)
	return err
}

func (s *state) changeProduct(p registry.Product) (err error) {
	if old, ok := s.products.get(key{a: p.Name}); ok && p.Edition != old.Edition+1 {
		return registry.Errorf(registry.Conflict, "found edition %d of product %s after %d", p.Edition, p.Name, old.Edition)
	}
	s.products, err = change(s.owner, s.products, key{a: p.Name}, func(*registry.Product) *registry.Product {
		return copyProduct(&p)
	}, "product "+p.Name)
	return err
}

func (s *state) addBundle(b registry.Bundle) (err error) {
	b.Seq = s.lastCut(b.Product) + 1
	what := "a bundle " + b.Version + " of " + b.Product
	if s.bundles, err = add(s.owner, s.bundles, key{a: b.Product, b: b.Version}, copyBundle(&b), what); err != nil {
		return err
	}
	s.cuts = s.cuts.with(s.owner, key{a: b.Product, n: b.Seq}, b.Version)
	return nil
}

func (s *state) addEntry(e registry.Entry) error {
	e.Seq, e.At = s.lastEntry()+1, micros(e.At)
	s.entries = s.entries.with(s.owner, key{n: e.Seq}, &e)
	return nil
}

func (s *state) addToken(t registry.Token) (err error) {
	if s.tokens, err = add(s.owner, s.tokens, key{a: t.ID}, copyToken(&t), "a token of that id"); err != nil {
		return err
	}
	s.badges, err = add(s.owner, s.badges, key{a: t.Name}, t.ID, "a token named "+t.Name)
	return err
}

func (s *state) changeToken(t registry.Token) (err error) {
	s.tokens, err = change(s.owner, s.tokens, key{a: t.ID}, func(old *registry.Token) *registry.Token {
		changed := copyToken(old)
		if used := micros(t.Used); used.After(old.Used) {
			changed.Used = used
		}
		if old.Revoked.IsZero() {
			changed.Revoked = micros(t.Revoked)
		}
		return changed
	}, "token "+t.Name)
	return err
}
