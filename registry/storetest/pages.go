package storetest

import (
	"fmt"
	"slices"
	"testing"

	"joinery/registry"
)

// pagesMeet walks through lists page by page: each page goes on where the last one ended.
func pagesMeet(t testing.TB, h Harness) {
	const n = 11
	s := open(t, h)
	var w registry.Writing
	for i := range n {
		w.NewItems = append(w.NewItems, plainItem(fmt.Sprintf("item-%02d", i*3)))
		w.NewVersions = append(w.NewVersions, drawnVersion("item-00", int64(i*i+1)))
		w.Entries = append(w.Entries, sampleEntry(i))
	}
	s.write(w)
	items := s.items(registry.ItemQuery{Limit: every})
	oldest := s.versions(registry.VersionQuery{Item: "item-00", Oldest: true, Limit: every})
	newest := s.versions(registry.VersionQuery{Item: "item-00", Limit: every})
	first := s.audit(registry.AuditQuery{Oldest: true, Limit: every})
	last := s.audit(registry.AuditQuery{Limit: every})
	for what, length := range map[string]int{
		"items": len(items), "versions, oldest first": len(oldest), "versions, newest first": len(newest),
		"audit, oldest first": len(first), "audit, newest first": len(last),
	} {
		same(t, "number of "+what, length, n)
	}

	for _, limit := range []int{1, 2, 3, 5, n - 1, n, n + 1, 10 * n} {
		walk(t, "items", limit, items, func(after registry.Item) []registry.Item {
			return s.items(registry.ItemQuery{After: after.Name, Limit: limit})
		})
		walk(t, "versions, oldest first", limit, oldest, func(after registry.Version) []registry.Version {
			return s.versions(registry.VersionQuery{Item: "item-00", Oldest: true, After: after.Seq, Limit: limit})
		})
		walk(t, "versions, newest first", limit, newest, func(before registry.Version) []registry.Version {
			return s.versions(registry.VersionQuery{Item: "item-00", Before: before.Seq, Limit: limit})
		})
		walk(t, "audit, oldest first", limit, first, func(after registry.Entry) []registry.Entry {
			return s.audit(registry.AuditQuery{Oldest: true, After: after.Seq, Limit: limit})
		})
		walk(t, "audit, newest first", limit, last, func(before registry.Entry) []registry.Entry {
			return s.audit(registry.AuditQuery{Before: before.Seq, Limit: limit})
		})
	}
}

// walk reads pages until one is short, and compares them with the whole.
func walk[T any](t testing.TB, what string, limit int, want []T, page func(last T) []T) {
	t.Helper()
	var all []T
	for {
		var last T
		if len(all) > 0 {
			last = all[len(all)-1]
		}
		next := page(last)
		if len(next) > limit || len(all) > len(want) {
			t.Fatalf("%s: got a page of %d after %d, want at most %d of %d", what, len(next), len(all), limit, len(want))
		}
		all = slices.Concat(all, next)
		if len(next) < limit {
			break
		}
	}
	same(t, fmt.Sprintf("%s in pages of %d", what, limit), all, want)
}
