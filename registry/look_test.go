package registry_test

import (
	"slices"
	"strings"
	"testing"

	"joinery/registry"
)

// A state is asked for as it is now, whether a sweep has been there or not, page by page.
func TestVersionsByState(t *testing.T) {
	c := &clock{day(1)}
	r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
	newLib(t, r, "1.4.0")
	draw := func(texts ...string) {
		t.Helper()
		for _, text := range texts {
			if _, err := r.Draw(ctx, admin, drawText(t, "lib", text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	draw("patch reserve", "patch", "patch reserve", "minor reserve")
	c.at = day(3)
	draw("patch reserve line=1.4")
	list := func(q registry.VersionQuery) (numbers []string) {
		t.Helper()
		q.Item = "lib"
		versions, err := r.Versions(ctx, admin, q)
		for _, v := range versions {
			numbers = append(numbers, v.Number)
			if q.State != "" && v.State != q.State {
				t.Errorf("%s is %s, want %s", v.Number, v.State, q.State)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return numbers
	}
	for _, when := range []string{"not swept", "a status set", "swept"} {
		for _, test := range []struct {
			query registry.VersionQuery
			want  string
		}{
			{registry.VersionQuery{State: registry.Drawn, Limit: 10}, "1.4.4 1.4.2"},
			{registry.VersionQuery{State: registry.Drawn, Limit: 1}, "1.4.4"},
			{registry.VersionQuery{State: registry.Drawn, Limit: 1, Before: 6}, "1.4.2"},
			{registry.VersionQuery{State: registry.Drawn, Limit: 1, Oldest: true}, "1.4.2"},
			{registry.VersionQuery{State: registry.Lapsed, Limit: 10}, "1.5.0 1.4.3 1.4.1"},
			{registry.VersionQuery{State: registry.Lapsed, Limit: 2, Oldest: true}, "1.4.1 1.4.3"},
			{registry.VersionQuery{State: registry.Lapsed, Limit: 2, Before: 5}, "1.4.3 1.4.1"},
			{registry.VersionQuery{State: registry.Lapsed, Limit: 2, After: 2, Oldest: true}, "1.4.3 1.5.0"},
			{registry.VersionQuery{State: registry.Lapsed, Limit: 9, Line: "1.5"}, "1.5.0"},
			{registry.VersionQuery{State: registry.Published, Limit: 9}, "1.4.0"},
		} {
			if got := strings.Join(list(test.query), " "); got != test.want {
				t.Errorf("%s, %+v: got %s, want %s", when, test.query, got, test.want)
			}
		}
		if when == "not swept" {
			v, err := r.SetStatus(ctx, admin, registry.NewStatus{Item: "lib", Version: "1.4.1", Status: "disabled"})
			if err != nil || v.State != registry.Lapsed {
				t.Errorf("its status is set: got %s, %v, want lapsed", v.State, err)
			}
		} else if _, err := r.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
	}
}

// Who is for some names sees nothing of others, and does nothing to them.
func TestSees(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	publishFolder(t, r, "../examples/acme-suite")
	ada := registry.Who{Name: "ada", Role: registry.Publish, Items: []string{"payments-*"}, From: "192.0.2.1", Request: "r1"}
	if _, err := r.Draw(ctx, ada, drawText(t, "payments-api", "patch")); err != nil {
		t.Fatal(err)
	}
	var items []string
	page, more, err := r.Items(ctx, ada, registry.ItemQuery{Limit: 50})
	for _, i := range page {
		items = append(items, i.Name)
	}
	if len(items) == 0 || more || err != nil || slices.ContainsFunc(items, notPayments) {
		t.Errorf("items: got %v, %t, %v, want those of payments", items, more, err)
	}
	if products, err := r.Products(ctx, ada); len(products) > 0 || err != nil {
		t.Errorf("products: got %d, %v, want none", len(products), err)
	}
	if products, err := r.Products(ctx, admin); len(products) == 0 || err != nil {
		t.Errorf("products of who sees all: got %d, %v, want some", len(products), err)
	}
	events, _, err := r.Events(ctx, ada, registry.AuditQuery{Limit: 1000})
	if len(events) == 0 || err != nil {
		t.Errorf("events: got %d, %v, want some", len(events), err)
	}
	for _, e := range events {
		if notPayments(e.Item) || e.From != "" || e.Request != "" {
			t.Errorf("events: got %+v, want nothing of others, and not where from", e)
		}
	}
	documents, err := r.Elsewhere(ada, "registry:/")(ctx, []string{"payments-api", "acme-suite", "nobody", "checkout-web"})
	if len(documents) != 1 || err != nil || documents[0].File != "registry://items/payments-api" {
		t.Errorf("elsewhere: got %d documents, %v, want that of payments-api", len(documents), err)
	}
	for name, try := range map[string]func() error{
		"bundles": func() error { _, err := r.Bundles(ctx, ada, "acme-suite"); return err },
		"bundle":  func() error { _, err := r.Bundle(ctx, ada, "acme-suite", "4.2.0"); return err },
		"product": func() error { _, err := r.Product(ctx, ada, "acme-suite"); return err },
		"cut":     func() error { _, err := r.Cut(ctx, ada, registry.Cut{Product: "acme-suite"}); return err },
		"add":     func() error { _, err := r.AddItem(ctx, ada, registry.NewItem{Name: "lib"}); return err },
		"publish": func() error {
			_, err := r.Publish(ctx, ada, registry.Publication{Text: []byte(strings.ReplaceAll(lib("version: 1.4.0"), "lib", "payments-lib") + "---\n" + lib("version: 1.4.0"))})
			return err
		},
		"bundle published": func() error {
			_, err := r.Publish(ctx, ada, registry.Publication{Text: []byte(bundleText(t))})
			return err
		},
	} {
		if err := try(); registry.CodeOf(err) != registry.Denied {
			t.Errorf("%s: got %v, want denied", name, err)
		}
	}
	if _, err := r.Item(ctx, admin, "payments-lib"); registry.CodeOf(err) != registry.NotFound {
		t.Errorf("half a publication: got %v, want nothing kept", err)
	}
}

func notPayments(name string) bool { return !strings.HasPrefix(name, "payments-") }
