package memory

import (
	"slices"
	"time"

	"joinery/registry"
)

// What goes in and what comes out is copied, so that nobody holds what the store holds, and times
// become what databases make of them.

// micros returns a time in UTC, to the microsecond.
func micros(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func copyItem(from *registry.Item) *registry.Item {
	item := *from
	item.Since, item.Created = micros(item.Since), micros(item.Created)
	item.Document = slices.Clone(item.Document)
	return &item
}

func copyVersion(from *registry.Version) *registry.Version {
	v := *from
	v.Created, v.Expires, v.Published = micros(v.Created), micros(v.Expires), micros(v.Published)
	v.Extends, v.Entry, v.Log = slices.Clone(v.Extends), slices.Clone(v.Entry), slices.Clone(v.Log)
	for i := range v.Log {
		v.Log[i].Date = micros(v.Log[i].Date)
	}
	return &v
}

func copyAnswer(from *registry.Answer) *registry.Answer {
	a := *from
	a.Created, a.Body = micros(a.Created), slices.Clone(a.Body)
	return &a
}

func copyProduct(from *registry.Product) *registry.Product {
	p := *from
	p.Changed, p.Document = micros(p.Changed), slices.Clone(p.Document)
	return &p
}

func copyBundle(from *registry.Bundle) *registry.Bundle {
	b := *from
	b.Created, b.Document = micros(b.Created), slices.Clone(b.Document)
	return &b
}

func copyToken(from *registry.Token) *registry.Token {
	t := *from
	t.Created, t.Expires, t.Used, t.Revoked = micros(t.Created), micros(t.Expires), micros(t.Used), micros(t.Revoked)
	t.Hash, t.Items = slices.Clone(t.Hash), slices.Clone(t.Items)
	return &t
}
