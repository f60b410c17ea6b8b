package sqlstore

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"joinery/manifest/version"
	"joinery/registry"
)

// What a registry goes through before its database is kept, and what must be true of the database for
// good, whatever joinery opens it.

// born is when that life begins.
var born = time.Date(2026, time.November, 21, 9, 0, 0, 0, time.UTC)

var (
	lifeAdmin = registry.Who{Name: "anna", Role: registry.Admin, From: "192.0.2.7"}
	lifeBuild = registry.Who{Name: "ci", Role: registry.Publish}
)

// lifeToken is what the token of the life is made of.
var lifeToken = bytes.Repeat([]byte{7}, 40)

const lifeDocuments = `apiVersion: joinery/v1
kind: Component
name: payments-api
title: Payments – für alle
versions:
  - version: 1.4.0
    extends: [1.3.0]
    dependencies: {team/ledger-lib: ">=2.0"}
  - version: 1.3.0
    status: deprecated
    statusLog:
      - {date: 2026-10-02, status: deprecated, comment: "it's slow"}
---
apiVersion: joinery/v1
kind: Component
name: team/ledger-lib
versions:
  - version: 2.0.0
---
apiVersion: joinery/v1
kind: Component
name: train
versioning: {scheme: calver, pattern: YYYY.0M.MICRO}
versions:
  - version: 2026.11.3
---
apiVersion: joinery/v1
kind: Product
name: suite
components: {payments-api: ^1.4}
`

// keyedDraw is drawn once in the life, and again long after.
var keyedDraw = registry.Draw{Item: "payments-api", Level: version.Minor, Key: "pipeline 71"}

// lifeRegistry is a registry on a store at a time.
func lifeRegistry(t *testing.T, s registry.Store, at time.Time) *registry.Registry {
	t.Helper()
	r := registry.New(s, registry.Options{Now: func() time.Time { return at }, Random: bytes.NewReader(lifeToken)})
	t.Cleanup(func() { _ = r.Close(context.WithoutCancel(t.Context())) })
	return r
}

// live lets a registry live in an empty database.
func live(t *testing.T, url string) {
	t.Helper()
	ctx := t.Context()
	s := opened(ctx, t, url)
	r := lifeRegistry(t, s, born)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	draw := func(r *registry.Registry, d registry.Draw, want string) {
		t.Helper()
		v, err := r.Draw(ctx, lifeBuild, d)
		if err != nil || v.Number != want {
			t.Fatalf("%+v: got %s (%v), want %s", d, v.Number, err, want)
		}
	}
	_, err := r.AddItem(ctx, lifeAdmin, registry.NewItem{Name: "jumped", Initial: "1.4.2"})
	must(err)
	_, err = r.Restored(ctx, lifeAdmin, 100)
	must(err)
	_, err = r.Publish(ctx, lifeBuild, registry.Publication{Text: []byte(lifeDocuments), Key: "import"})
	must(err)
	draw(r, keyedDraw, "1.5.0")
	draw(r, registry.Draw{Item: "payments-api", Level: version.Minor, Revision: "9f2c1ab", Description: "waits"}, "1.6.0")
	draw(r, registry.Draw{Item: "payments-api", Level: version.Minor, Candidate: "rc"}, "1.7.0-rc.1")
	draw(r, registry.Draw{Item: "payments-api", Line: "1.3", Level: version.Patch}, "1.3.1")
	draw(r, registry.Draw{Item: "train"}, "2026.11.4")
	_, err = r.SetStatus(ctx, lifeAdmin, registry.NewStatus{Item: "payments-api", Version: "1.3.0", Status: "active", Comment: "it was not"})
	must(err)
	_, err = r.Cut(ctx, lifeBuild, registry.Cut{Product: "suite", Date: "2026-11-21"})
	must(err)
	_, _, err = r.AddToken(ctx, lifeAdmin, registry.NewToken{Name: "ci", Role: registry.Drawer, Items: []string{"payments-*"}})
	must(err)
	must(r.Advance(ctx, "webhooks", 5))

	later := lifeRegistry(t, s, born.Add(48*time.Hour))
	draw(later, registry.Draw{Item: "payments-api", Level: version.Minor, Reserve: true}, "1.7.0")
	if n, err := later.Sweep(ctx); err != nil || n != 1 {
		t.Fatalf("got %d that lapsed (%v), want 1.6.0 alone", n, err)
	}
	must(s.Close())
}

// goOn opens the database in which a registry has lived, and goes on.
func goOn(t *testing.T, url string) {
	t.Helper()
	ctx := t.Context()
	s := opened(ctx, t, url)
	if err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
	r := lifeRegistry(t, s, born.Add(49*time.Hour))

	text, _, err := r.Document(ctx, lifeBuild, "payments-api")
	for _, want := range []string{"title: Payments – für alle\n", "version: 1.4.0\n", `dependencies: {team/ledger-lib: ">=2.0"}`, "status: active", "it's slow", "it was not"} {
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("payments-api: got\n%s(%v), want it with %q", text, err, want)
		}
	}
	for number, want := range map[string]registry.State{
		"1.3.0": registry.Published, "1.3.1": registry.Drawn, "1.4.0": registry.Published, "1.5.0": registry.Drawn, "1.6.0": registry.Lapsed, "1.7.0": registry.Drawn, "1.7.0-rc.1": registry.Drawn,
	} {
		if v, err := r.Version(ctx, lifeBuild, "payments-api", number); err != nil || v.State != want {
			t.Errorf("payments-api %s: got %s (%v), want %s", number, v.State, err, want)
		}
	}

	again, err := r.Draw(ctx, lifeBuild, keyedDraw)
	if err != nil || again.Number != "1.5.0" {
		t.Errorf("the draw of long ago: got %s (%v), want what it got then, 1.5.0", again.Number, err)
	}
	other := keyedDraw
	other.Level = version.Major
	if _, err := r.Draw(ctx, lifeBuild, other); registry.CodeOf(err) != registry.Reused {
		t.Errorf("another draw under its key: got %v, want an error of code %s", err, registry.Reused)
	}
	if done, err := r.Publish(ctx, lifeBuild, registry.Publication{Text: []byte(lifeDocuments), Key: "import"}); err != nil || len(done) != 8 || done[0].What != registry.OutcomeAdded {
		t.Errorf("the publication of long ago: got %v (%v), want what it got then", done, err)
	}

	for _, c := range []struct {
		draw registry.Draw
		want string
	}{
		{registry.Draw{Item: "payments-api", Level: version.Minor}, "1.8.0"},
		{registry.Draw{Item: "payments-api", Level: version.Major}, "2.0.0"},
		{registry.Draw{Item: "payments-api", Line: "1.3", Level: version.Patch}, "1.3.2"},
		{registry.Draw{Item: "payments-api", Line: "1", Level: version.Minor, Candidate: "rc"}, "1.9.0-rc.1"},
		{registry.Draw{Item: "payments-api", Level: version.Minor, Revision: "9f2c1ab"}, "1.6.0"}, // lapsed, and its own
		{registry.Draw{Item: "team/ledger-lib", Level: version.Patch}, "2.0.1"},
		{registry.Draw{Item: "train"}, "2026.11.5"},
		{registry.Draw{Item: "jumped", Level: version.Patch}, "1.4.103"},
	} {
		if v, err := r.Draw(ctx, lifeBuild, c.draw); err != nil || v.Number != c.want {
			t.Errorf("%+v: got %s (%v), want %s", c.draw, v.Number, err, c.want)
		}
	}

	if _, err := r.AddItem(ctx, lifeAdmin, registry.NewItem{Name: "suite"}); registry.CodeOf(err) != registry.Exists {
		t.Errorf("a component of the product's name: got %v, want an error of code %s", err, registry.Exists)
	}
	bundles, err := r.Bundles(ctx, lifeBuild, "suite")
	if err != nil || len(bundles) != 1 || bundles[0].Version != "1.0.0" || !strings.Contains(string(bundles[0].Document), "released: \"2026-11-21\"") {
		t.Errorf("got the bundles %v (%v), want 1.0.0", bundles, err)
	}
	who, err := r.Authenticate(ctx, "jny_0707070707070707_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc")
	if err != nil || who.Name != "ci" || who.May(registry.Drawer, "payments-api") != nil || who.May(registry.Drawer, "train") == nil {
		t.Errorf("got the token of %v (%v), want that of ci, for payments-* alone", who, err)
	}
	if at, err := r.Cursor(ctx, "webhooks"); err != nil || at != 5 {
		t.Errorf("got webhooks told up to %d (%v), want 5", at, err)
	}
	entries, err := r.Audit(ctx, lifeAdmin, registry.AuditQuery{Limit: 100})
	if err != nil || len(entries) < 20 || entries[0].Item != "jumped" || entries[0].Action != registry.VersionDrawn || entries[len(entries)-1].Action != registry.ItemAdded || entries[len(entries)-1].From != "192.0.2.7" {
		t.Errorf("got the entries %v (%v), want the last draw first, and the first item last", entries, err)
	}
}
