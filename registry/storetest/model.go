package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
)

// doesAsMemoryDoes writes and asks at random, and compares with the store in memory. The seeds are
// always the same.
func doesAsMemoryDoes(t testing.TB, h Harness) {
	s, ctx := open(t, h), t.Context()
	model := reader{t, ctx, memory.New()}
	for seed := range uint64(120) {
		g := gambler{rand.New(rand.NewPCG(seed, 1)), model, int64(seed)}
		change := g.change()
		got, want := s.Update(s.ctx, g.names(), change), model.r.(registry.Store).Update(ctx, nil, change)
		if registry.CodeOf(got) != registry.CodeOf(want) {
			t.Fatalf("change %d: got %v, want %v", seed, got, want)
		}
		items, versions, audit := g.itemQuery(), g.versionQuery(), g.auditQuery()
		same(t, fmt.Sprintf("after change %d: items %+v", seed, items), s.items(items), model.items(items))
		same(t, fmt.Sprintf("after change %d: versions %+v", seed, versions), s.versions(versions), model.versions(versions))
		same(t, fmt.Sprintf("after change %d: audit %+v", seed, audit), unnumbered(s.audit(audit)), unnumbered(model.audit(audit)))
		if t.Failed() {
			return
		}
	}
	got, want := s.contents(), model.contents()
	got.Entries, want.Entries = unnumbered(got.Entries), unnumbered(want.Entries)
	same(t, "contents in the end", got, want)
}

// A gambler makes Writings and queries at random, knowing what is there.
type gambler struct {
	*rand.Rand
	model reader
	step  int64
}

func (g gambler) one(of ...string) string { return of[g.IntN(len(of))] }

func (g gambler) name() string { return g.one("lib", "Lib", "apps/shop", "a%b", "ä") }

func (g gambler) names() []string { return []string{g.name(), g.name(), g.name()} }

func (g gambler) day() time.Time { return noon.AddDate(0, 0, g.IntN(3)) }

// change writes one to five things, in one or two Writes. Some fail, of these one in ten on
// purpose.
func (g gambler) change() func(context.Context, registry.Tx) error {
	first, second := g.writing(1+g.IntN(4)), g.writing(g.IntN(2))
	fails := g.IntN(10) == 0
	return func(ctx context.Context, tx registry.Tx) error {
		err := errors.Join(tx.Write(ctx, first), tx.Write(ctx, second))
		if err == nil && fails {
			return errChange
		}
		return err
	}
}

func (g gambler) writing(parts int) registry.Writing {
	var w registry.Writing
	for range parts {
		w = join(w, g.part())
	}
	// Each thing at most once, but for one Writing in twenty.
	if g.IntN(20) > 0 {
		seen := map[string]bool{}
		w.NewItems = unseen(seen, w.NewItems, func(i registry.Item) string { return "i" + i.Name })
		w.NewVersions = unseen(seen, w.NewVersions, func(v registry.Version) string { return "v" + v.Item + v.Number })
		w.NewVersions = unseen(seen, w.NewVersions, func(v registry.Version) string { return fmt.Sprint("p", v.Item, v.Seq) })
		w.NewProducts = unseen(seen, w.NewProducts, func(p registry.Product) string { return "p" + p.Name })
		w.Products = unseen(seen, w.Products, func(p registry.Product) string { return "P" + p.Name })
		w.NewBundles = unseen(seen, w.NewBundles, func(b registry.Bundle) string { return "b" + b.Product + b.Version })
	}
	w.Marks = unseen(map[string]bool{}, w.Marks, func(m registry.Mark) string { return m.Item + " " + m.Key })
	return w
}

func unseen[T any](seen map[string]bool, all []T, key func(T) string) []T {
	var kept []T
	for _, one := range all {
		if !seen[key(one)] {
			seen[key(one)], kept = true, append(kept, one)
		}
	}
	return kept
}

// part is one thing: new if it is not there yet, changed if it is.
func (g gambler) part() registry.Writing {
	item := g.name()
	switch g.IntN(6) {
	case 0:
		i := sampleItem(item)
		i.Title, i.Given, i.Since = g.one("", "A", "b_c"), g.Int64N(9), g.day()
		if g.model.item(item).Name == "" {
			return registry.Writing{NewItems: []registry.Item{i}}
		}
		return registry.Writing{Items: []registry.Item{i}}
	case 1, 2:
		n := 1 + g.Int64N(30)
		v := drawnVersion(item, n)
		v.Line, v.Created, v.Expires = g.one("1.0", "1.1"), g.day(), g.day()
		v.State = registry.State(g.one(string(registry.Drawn), string(registry.Published), string(registry.Lapsed)))
		w := registry.Writing{
			Marks:   []registry.Mark{{Item: item, Key: g.one("", "1", "1.0"), Number: v.Number}},
			Entries: []registry.Entry{{At: noon, Who: g.name(), Action: registry.VersionDrawn, Item: item, Version: v.Number}},
		}
		if g.model.version(item, v.Number).Number == "" {
			w.NewVersions = []registry.Version{v}
		} else {
			w.Versions = []registry.Version{v}
		}
		return w
	case 3:
		p := g.model.product(item)
		known := p.Name != ""
		p.Name, p.Edition, p.Document = item, p.Edition+1, append(p.Document, byte(g.step))
		if known {
			return registry.Writing{Products: []registry.Product{p}}
		}
		return registry.Writing{NewProducts: []registry.Product{p}}
	case 4:
		if b := sampleBundle(item, g.one("1", "2", "3", "4", "5", "6")); g.model.bundle(item, b.Version).Version == "" {
			return registry.Writing{NewBundles: []registry.Bundle{b}}
		}
		return registry.Writing{}
	default:
		return registry.Writing{Cursors: map[string]int64{"webhooks": g.step}, Entries: []registry.Entry{sampleEntry(int(g.step))}}
	}
}

func (g gambler) itemQuery() registry.ItemQuery {
	return registry.ItemQuery{After: g.one("", "Lib", "b"), Contains: g.one("", "L", "_", "%", "b"), Limit: 1 + g.IntN(5)}
}

func (g gambler) versionQuery() registry.VersionQuery {
	return registry.VersionQuery{
		Item: g.name(), Line: g.one("", "", "1.0"), State: registry.State(g.one("", "", string(registry.Lapsed))),
		Oldest: g.IntN(2) == 0, After: g.Int64N(12), Before: max(0, g.Int64N(40)-8), Limit: 1 + g.IntN(9),
	}
}

func (g gambler) auditQuery() registry.AuditQuery {
	return registry.AuditQuery{Oldest: g.IntN(2) == 0, Item: g.one("", g.name()), Who: g.one("", "ci", g.name()), Limit: 1 + g.IntN(20)}
}
