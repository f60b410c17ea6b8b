package storetest

import (
	"testing"

	"joinery/registry"
)

func marksAreSet(t testing.TB, h Harness) {
	s := open(t, h)
	same(t, "mark of nothing", s.mark("lib", ""), "")
	same(t, "marks of nothing", s.marks("lib"), nil)

	s.write(registry.Writing{
		NewItems: []registry.Item{plainItem("lib"), plainItem("other")},
		Marks: []registry.Mark{
			{Item: "lib", Key: "1", Number: "1.10.0"},
			{Item: "lib", Key: "", Number: "2.0.0"}, // the empty key is a key
			{Item: "lib", Key: "1.9", Number: "1.9.9"},
			{Item: "lib", Key: "1.10", Number: "1.10.0"},
			{Item: "other", Key: "", Number: "7"},
		},
	})
	same(t, "marks of lib, by key", s.marks("lib"), []registry.Mark{
		{Item: "lib", Key: "", Number: "2.0.0"},
		{Item: "lib", Key: "1", Number: "1.10.0"},
		{Item: "lib", Key: "1.10", Number: "1.10.0"},
		{Item: "lib", Key: "1.9", Number: "1.9.9"},
	})
	same(t, "the mark without a key", s.mark("lib", ""), "2.0.0")
	same(t, "another item's", s.mark("other", ""), "7")
	same(t, "one that is not there", s.mark("other", "1"), "")

	// Marks that are there already are changed, others made, in one go. The store does not ask
	// whether they rise.
	s.write(registry.Writing{Marks: []registry.Mark{
		{Item: "lib", Key: "1", Number: "1.11.0"},
		{Item: "lib", Key: "1.11", Number: "1.11.0"},
		{Item: "lib", Key: "", Number: "1.11.0"},
		{Item: "lib", Key: "1.10", Number: "1.10.0"}, // as it was
	}})
	same(t, "marks of lib, changed", s.marks("lib"), []registry.Mark{
		{Item: "lib", Key: "", Number: "1.11.0"},
		{Item: "lib", Key: "1", Number: "1.11.0"},
		{Item: "lib", Key: "1.10", Number: "1.10.0"},
		{Item: "lib", Key: "1.11", Number: "1.11.0"},
		{Item: "lib", Key: "1.9", Number: "1.9.9"},
	})
}

func cursorsAreSet(t testing.TB, h Harness) {
	s := open(t, h)
	same(t, "cursor of nobody", s.cursor("webhooks"), 0)
	s.write(registry.Writing{Cursors: map[string]int64{"webhooks": 1 << 40, "mail": 2}})
	s.write(registry.Writing{Cursors: map[string]int64{"webhooks": 1<<40 + 1, "pages": 0}})
	same(t, "cursor webhooks", s.cursor("webhooks"), 1<<40+1)
	same(t, "cursor mail", s.cursor("mail"), 2)
	same(t, "cursor pages", s.cursor("pages"), 0)
	s.write(registry.Writing{Cursors: map[string]int64{"webhooks": 3}})
	same(t, "cursor set back", s.cursor("webhooks"), 3)
}
