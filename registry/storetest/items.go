package storetest

import (
	"fmt"
	"testing"

	"joinery/registry"
)

func itemsAreKept(t testing.TB, h Harness) {
	s := open(t, h)
	same(t, "item lib", s.item("lib"), registry.Item{})

	lib, bare := sampleItem("lib"), registry.Item{Name: "bare", Scheme: "semver"}
	s.write(registry.Writing{NewItems: []registry.Item{lib, bare}})
	same(t, "item lib", s.item("lib"), lib)
	same(t, "item bare", s.item("bare"), bare)
	same(t, "item other", s.item("other"), registry.Item{})
}

func itemsAreChanged(t testing.TB, h Harness) {
	s := open(t, h)
	lib := sampleItem("lib")
	s.write(registry.Writing{NewItems: []registry.Item{lib, sampleItem("other")}})

	// Everything but the name and the day of creation.
	changed := registry.Item{
		Name: "lib", Title: "Ledger", Description: "keeps money", Scheme: "anyver", Since: noon.AddDate(-2, 0, 0),
		Created: noon.AddDate(1, 0, 0), Document: []byte("kind: Component\n"), Given: 4, Edition: 8,
	}
	s.write(registry.Writing{Items: []registry.Item{changed}})
	changed.Created = lib.Created
	same(t, "item lib", s.item("lib"), changed)
	same(t, "item other", s.item("other"), sampleItem("other"))

	// What does not change anything is a change, too.
	s.write(registry.Writing{Items: []registry.Item{changed}})

	// New and changed at once.
	later := plainItem("later")
	later.Given = 5
	s.write(registry.Writing{NewItems: []registry.Item{plainItem("later")}, Items: []registry.Item{later}})
	same(t, "item later", s.item("later"), later)
}

func itemsAreListed(t testing.TB, h Harness) {
	s := open(t, h)
	same(t, "items of an empty store", s.items(registry.ItemQuery{Limit: 3}), nil)

	// Written in another order than listed.
	var w registry.Writing
	for _, n := range []int{4, 1, 3, 5, 2} {
		w.NewItems = append(w.NewItems, sampleItem(fmt.Sprintf("item-%d", n)))
	}
	s.write(w)
	for _, c := range []struct {
		query registry.ItemQuery
		want  []int
	}{
		{registry.ItemQuery{Limit: every}, []int{1, 2, 3, 4, 5}},
		{registry.ItemQuery{Limit: 1}, []int{1}},
		{registry.ItemQuery{Limit: 5}, []int{1, 2, 3, 4, 5}},
		{registry.ItemQuery{After: "item-2", Limit: 2}, []int{3, 4}},
		{registry.ItemQuery{After: "item-", Limit: 2}, []int{1, 2}},
		{registry.ItemQuery{After: "item-3.5", Limit: every}, []int{4, 5}},
		{registry.ItemQuery{After: "item-5", Limit: every}, nil},
		{registry.ItemQuery{After: "item-2", Contains: "-4", Limit: every}, []int{4}},
	} {
		var want []registry.Item
		for _, n := range c.want {
			want = append(want, sampleItem(fmt.Sprintf("item-%d", n)))
		}
		same(t, fmt.Sprintf("items %+v", c.query), s.items(c.query), want)
	}
}

func itemsAreSearched(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(registry.Writing{NewItems: []registry.Item{
		{Name: "a", Scheme: "semver", Title: "Payments API", Description: "takes 100% of your money"},
		{Name: "b", Scheme: "semver", Title: `back\slash`, Description: "snake_case"},
		{Name: "c", Scheme: "semver", Title: "Ärger", Description: "it's [bracketed] *starred* and ?asked?"},
		{Name: "d-PAY", Scheme: "semver", Title: "snakeXcase", Description: "100 per cent\nsecond line"},
		{Name: "e", Scheme: "semver", Title: "🦉 owl", Description: `"quoted"`},
	}})
	for _, c := range []struct{ text, want string }{
		{"", "a b c d-PAY e"},
		{"pay", "a d-PAY"},
		{"PaYmEnTs", "a"},
		{"takes 100", "a"},
		{"payments api", "a"},
		{"apitakes", ""},
		{"nothing like it", ""},
		{"%", "a"},
		{"0% o", "a"},
		{"_", "b"},
		{"snake_case", "b"},
		{`\`, "b"},
		{`k\s`, "b"},
		{`\\`, ""},
		{"[bracketed]", "c"},
		{"[a-z]", ""},
		{"*", "c"},
		{"?", "c"},
		{"it's", "c"},
		{"Ärger", "c"},
		{"ÄRGER", "c"},
		{"ärger", ""}, // letter case aside, but in ASCII alone
		{"arger", ""},
		{"cent\nsecond", "d-PAY"},
		{"🦉", "e"},
		{"🦊", ""},
		{`"`, "e"},
		{"'", "c"},
	} {
		items := s.items(registry.ItemQuery{Contains: c.text, Limit: every})
		if got := namesOf(items); got != c.want {
			t.Errorf("items that contain %q: got %q, want %q", c.text, got, c.want)
		}
	}
}
