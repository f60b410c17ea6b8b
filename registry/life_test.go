package registry_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"joinery/manifest/version"
	"joinery/registry"
)

func day(n int) time.Time { return time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC) }

func newLib(t *testing.T, r *registry.Registry, initial string) {
	t.Helper()
	if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Initial: initial}); err != nil {
		t.Fatal(err)
	}
}

func publish(t *testing.T, r *registry.Registry, text string) string {
	t.Helper()
	p := registry.Publication{File: "lib.joinery.yaml", Text: []byte(text)}
	looked := published(r.LookPublish(t.Context(), admin, p))
	did := published(r.Publish(t.Context(), admin, p))
	if looked != did {
		t.Errorf("got %s from a look, want what was done, %s", looked, did)
	}
	return did
}

// published says what was done, or the error.
func published(outcomes []registry.Outcome, err error) string {
	if err != nil {
		return string(registry.CodeOf(err)) + ": " + err.Error()
	}
	var told []string
	for _, o := range outcomes {
		told = append(told, strings.TrimSpace(o.Name+" "+o.Version)+" "+o.What)
	}
	return strings.Join(told, ", ")
}

func lib(entries ...string) string {
	text := "apiVersion: joinery/v1\nkind: Component\nname: lib\nversions:\n"
	for _, e := range entries {
		text += "  - {" + e + "}\n"
	}
	return text
}

// A reserved version waits, lapses, goes to nobody else, and is its own revision's again.
func TestReservation(t *testing.T) {
	c := &clock{day(1)}
	r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
	newLib(t, r, "1.4.0")
	draw := func(revision string) registry.Version {
		t.Helper()
		v, err := r.Draw(ctx, admin, registry.Draw{Item: "lib", Level: version.Patch, Revision: revision})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	state := func(number string) registry.State {
		t.Helper()
		v, err := r.Version(ctx, admin, "lib", number)
		if err != nil {
			t.Fatal(err)
		}
		return v.State
	}
	v := draw("abc")
	if v.Number != "1.4.1" || !v.Expires.Equal(day(2)) {
		t.Fatalf("got %s until %s, want 1.4.1 for a day", v.Number, v.Expires)
	}
	c.at = day(2)
	if got := state("1.4.1"); got != registry.Lapsed {
		t.Errorf("a day later: got %s, want lapsed", got)
	}
	if n, err := r.Sweep(ctx); n != 1 || err != nil {
		t.Errorf("sweep: got %d, %v, want 1", n, err)
	}
	if n, err := r.Sweep(ctx); n != 0 || err != nil {
		t.Errorf("second sweep: got %d, %v, want 0", n, err)
	}
	if v := draw("def"); v.Number != "1.4.2" {
		t.Errorf("another revision: got %s, want 1.4.2, since 1.4.1 goes to nobody else", v.Number)
	}
	if current, err := r.Current(ctx, admin, "lib", ""); err != nil || current.Number != "1.4.2" {
		t.Errorf("current: got %s, %v, want 1.4.2", current.Number, err)
	}
	if got, want := publish(t, r, lib("version: 1.4.1, extends: [1.4.0], revision: xyz")),
		"conflict: lib 1.4.1 lapsed on 2026-11-02T09:00:00Z: it was drawn for the revision abc and not published in time"; got != want {
		t.Errorf("another revision publishes it: got %s, want %s", got, want)
	}
	if got, want := publish(t, r, lib("version: 1.4.1, extends: [1.4.0], revision: abc")), "lib updated, lib 1.4.1 confirmed"; got != want {
		t.Errorf("its own revision publishes it: got %s, want %s", got, want)
	}
	if v := draw("abc"); v.Number != "1.4.1" || v.State != registry.Published {
		t.Errorf("drawn again: got %s %s, want 1.4.1 published", v.Number, v.State)
	}
	c.at = day(9)
	if v := draw("def"); v.Number != "1.4.2" || state("1.4.2") != registry.Drawn || !v.Expires.Equal(day(10)) {
		t.Errorf("drawn again when it lapsed: got %s %s until %s, want 1.4.2 for another day", v.Number, v.State, v.Expires)
	}
	c.at = day(8)
	if v := draw("def"); !v.Expires.Equal(day(10)) {
		t.Errorf("drawn again when the clock went back: got it until %s, want 1.4.2 until then as before", v.Expires)
	}
	c.at = day(9).Add(time.Hour)
	draw("def")
	want := "item.added semver, version.published 1.4.0 initial, version.drawn 1.4.1 patch, version.lapsed 1.4.1 abc, version.drawn 1.4.2 patch, " +
		"item.changed, version.published 1.4.1 SHA, " +
		"version.renewed 1.4.2 until 2026-11-10T09:00:00Z, version.renewed 1.4.2 until 2026-11-10T10:00:00Z"
	if got := audited(t, r); got != want {
		t.Errorf("the audit log:\ngot  %s\nwant %s", got, want)
	}
}

// audited returns what the audit log tells of lib, oldest first.
func audited(t *testing.T, r *registry.Registry) string {
	t.Helper()
	entries, err := r.Audit(t.Context(), admin, registry.AuditQuery{Item: "lib", Oldest: true, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, e := range entries {
		detail := e.Detail
		if strings.HasPrefix(detail, "sha256:") {
			detail = "SHA"
		}
		told = append(told, strings.Join(strings.Fields(e.Action+" "+e.Version+" "+detail), " "))
	}
	return strings.Join(told, ", ")
}

func TestPublish(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	for _, step := range []struct{ text, want string }{
		{lib("version: 1.4.0, status: active", "version: 1.5.0-SNAPSHOT, extends: [1.4.0]"), "lib added, lib 1.5.0-SNAPSHOT left out, lib 1.4.0 added"},
		{lib("version: 1.4.0, status: active"), "lib unchanged, lib 1.4.0 unchanged"},
		{lib("version: 1.4.0, description: the first"), "lib unchanged, lib 1.4.0 updated"},
		{lib("version: 1.4.0, status: deprecated"), "lib unchanged, lib 1.4.0 updated"},
		{lib("version: 1.4.0, revision: abc"), "conflict: lib 1.4.0 is published already, with another content"},
		{lib("version: 1.4.1, extends: [1.4.0]", "version: 1.4.0, revision: abc"), "conflict: lib 1.4.0 is published already, with another content"},
		{strings.Replace(lib("version: 2026.11.0"), "versions:", "versioning: calver\nversions:", 1), "conflict: lib is calver YYYY.0M.MICRO in the document and semver here, where it has versions"},
		{"apiVersion: joinery/v1\nkind: Product\nname: lib\ncomponents: {}\n", "exists: there is a component or product lib already"},
		{"apiVersion: joinery/v1\nkind: Product\nname: suite\ncomponents: {lib: 1.4.0}\n", "suite added"},
		{"apiVersion: joinery/v1\nkind: Component\nname: suite\n", "exists: there is a component or product suite already"},
		{lib("version: 1.4"), `invalid: the documents are not in order: not a version in semver: "1.4"`},
	} {
		if got := publish(t, r, step.text); !strings.HasPrefix(got, step.want) {
			t.Errorf("%s\ngot  %s\nwant %s", step.text, got, step.want)
		}
	}
	if v, err := r.Version(ctx, admin, "lib", "1.4.1"); registry.CodeOf(err) != registry.NotFound {
		t.Errorf("nothing of a publication that was refused is kept: got %v, %v", v.Number, err)
	}
	if v, err := r.Version(ctx, admin, "lib", "1.4.0"); err != nil || v.Status != "deprecated" {
		t.Errorf("got status %q, %v, want deprecated", v.Status, err)
	}
}

// A pipeline draws, builds and publishes.
func TestConfirm(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	newLib(t, r, "1.4.0")
	v, err := r.Draw(ctx, admin, registry.Draw{Item: "lib", Level: version.Minor, Revision: "abc"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		done, err := r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: v.Number})
		if err != nil || done.State != registry.Published || done.Revision != "abc" || done.Digest == "" || !done.Expires.IsZero() {
			t.Errorf("got %+v, %v, want 1.5.0 published for abc", done, err)
		}
	}
	_, err = r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: "1.6.0"})
	if registry.CodeOf(err) != registry.NotFound {
		t.Errorf("a version that was not drawn: got %v, want not-found", err)
	}
}

func TestStatus(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	newLib(t, r, "1.4.0")
	for _, step := range []struct{ status, comment, want string }{
		{"deprecated", "", "deprecated 1"},
		{"deprecated", "again", "deprecated 1"},
		{"active", "", "conflict: lib 1.4.0 would go back from deprecated to active without a word"},
		{"active", "a customer needs it", "active 2"},
		{"gone", "", `invalid: found the status "gone", wanted one of active, deprecated, disabled`},
	} {
		v, err := r.SetStatus(ctx, admin, registry.NewStatus{Item: "lib", Version: "1.4.0", Status: step.status, Comment: step.comment})
		got := v.Status + " " + string(rune('0'+len(v.Log)))
		if err != nil {
			got = string(registry.CodeOf(err)) + ": " + err.Error()
		}
		if got != step.want {
			t.Errorf("%s %q: got %s, want %s", step.status, step.comment, got, step.want)
		}
	}
	_, err := r.SetStatus(ctx, admin, registry.NewStatus{Item: "lib", Version: "1.4.0", Status: "disabled", Edition: 1})
	if registry.CodeOf(err) != registry.Conflict {
		t.Errorf("a stale edition: got %v, want conflict", err)
	}
}

// The clock may go back: versions do not.
func TestClockGoesBack(t *testing.T) {
	c := &clock{day(20)}
	r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
	if _, err := r.AddItem(ctx, admin, registry.NewItem{Name: "lib", Scheme: "calver"}); err != nil {
		t.Fatal(err)
	}
	for _, at := range []time.Time{day(20), time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), day(21), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), day(1)} {
		c.at = at
		if _, err := r.Draw(ctx, admin, registry.Draw{Item: "lib"}); err != nil {
			t.Fatal(err)
		}
	}
	versions, err := r.Versions(ctx, admin, registry.VersionQuery{Item: "lib", Oldest: true, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range versions {
		got = append(got, v.Number)
	}
	if want := "2026.11.0 2026.11.1 2026.11.2 2026.12.0 2026.12.1"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
}

func TestTokens(t *testing.T) {
	c := &clock{day(1)}
	r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
	newLib(t, r, "1.4.0")
	text, made, err := r.AddToken(ctx, admin, registry.NewToken{Name: "ci", Role: registry.Drawer, Items: []string{"li*"}, Expires: day(5)})
	if err != nil {
		t.Fatal(err)
	}
	who, err := r.Authenticate(ctx, text)
	if err != nil || who.Name != "ci" {
		t.Fatalf("got %+v, %v, want ci", who, err)
	}
	if _, err := r.Draw(ctx, who, registry.Draw{Item: "lib", Level: version.Patch}); err != nil {
		t.Error(err)
	}
	for name, try := range map[string]func() error{
		"another item": func() error { _, err := r.Draw(ctx, who, registry.Draw{Item: "app", Level: version.Patch}); return err },
		"a higher role": func() error {
			_, err := r.Publish(ctx, who, registry.Publication{Text: []byte(lib("version: 1.4.5"))})
			return err
		},
		"tokens": func() error { _, err := r.Tokens(ctx, who); return err },
		"audit":  func() error { _, err := r.Audit(ctx, who, registry.AuditQuery{Limit: 1}); return err },
	} {
		if err := try(); registry.CodeOf(err) != registry.Denied {
			t.Errorf("%s: got %v, want denied", name, err)
		}
	}
	if strings.Contains(text, string(made.Hash)) {
		t.Error("the hash is the token")
	}
	if _, _, err := r.AddToken(ctx, admin, registry.NewToken{Name: "ci", Role: registry.Read}); registry.CodeOf(err) != registry.Exists {
		t.Errorf("a second token of the name: got %v, want exists", err)
	}
	last := text[len(text)-1]
	for _, wrong := range []string{"", "jny_", text[:len(text)-1], text[:len(text)-1] + string(last^1), strings.ToUpper(text), "x" + text} {
		if _, err := r.Authenticate(ctx, wrong); registry.CodeOf(err) != registry.Unknown {
			t.Errorf("token %q: got %v, want unknown", wrong, err)
		}
	}
	c.at = day(5)
	if _, err := r.Authenticate(ctx, text); err == nil || !strings.Contains(err.Error(), "was good until 2026-11-05T09:00:00Z") {
		t.Errorf("expired: got %v", err)
	}
	c.at = day(2)
	if _, err := r.RevokeToken(ctx, admin, "ci"); err != nil {
		t.Error(err)
	}
	if _, err := r.Authenticate(ctx, text); err == nil || !strings.Contains(err.Error(), "was revoked on 2026-11-02") {
		t.Errorf("revoked: got %v", err)
	}
	entries, err := r.Audit(ctx, admin, registry.AuditQuery{Oldest: true, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, e := range entries {
		told = append(told, e.Who+" "+strings.TrimSpace(e.Action+" "+e.Item+" "+e.Version))
		if strings.Contains(e.Detail, text) {
			t.Error("the audit log has the token")
		}
	}
	if got, want := strings.Join(told, ", "), "admin item.added lib, admin version.published lib 1.4.0, admin token.made, ci version.drawn lib 1.4.1, admin token.revoked"; got != want {
		t.Errorf("audit: got %s, want %s", got, want)
	}
}

// A draw whose caller went away is either not done or not known; a draw while the registry closes is
// refused.
func TestQueueEnds(t *testing.T) {
	hold, held := make(chan struct{}), make(chan struct{}, 1)
	r := newRegistry(t, registry.Options{Failpoint: func(place string) error {
		if place == "begin" {
			held <- struct{}{}
			<-hold
		}
		return nil
	}})
	newLib(t, r, "1.4.0")
	draw := registry.Draw{Item: "lib", Level: version.Patch}
	first := make(chan error, 1)
	go func() { _, err := r.Draw(t.Context(), admin, draw); first <- err }()
	<-held
	gone, leave := context.WithCancel(t.Context())
	second := make(chan error, 1)
	go func() { _, err := r.Draw(gone, admin, draw); second <- err }()
	leave()
	if err := <-second; err != context.Canceled {
		t.Errorf("gone before its turn: got %v, want %v", err, context.Canceled)
	}
	short, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Close(short); err != context.Canceled {
		t.Errorf("closing while a draw runs: got %v", err)
	}
	if _, err := r.Draw(t.Context(), admin, draw); registry.CodeOf(err) != registry.Unavailable {
		t.Errorf("a draw while it closes: got %v, want unavailable", err)
	}
	close(hold)
	if err := <-first; err != nil {
		t.Errorf("the draw that ran: %v", err)
	}
	if v, err := r.Current(t.Context(), admin, "lib", ""); err != nil || v.Number != "1.4.1" {
		t.Errorf("got %s, %v, want 1.4.1", v.Number, err)
	}
}

func TestMatches(t *testing.T) {
	for _, test := range []struct {
		pattern, name string
		want          bool
	}{
		{"lib", "lib", true}, {"lib", "libs", false}, {"*", "a/b", true}, {"team-a/*", "team-a/lib", true}, {"team-a/*", "team-ab", false},
		{"*-api", "payments-api", true}, {"*-api", "api", false}, {"a*b*c", "abc", true}, {"a*b*c", "aXbYc", true}, {"a*b*c", "acb", false}, {"ab*ba", "aba", false},
	} {
		if got := registry.Matches(test.pattern, test.name); got != test.want {
			t.Errorf("%s %s: got %t, want %t", test.pattern, test.name, got, test.want)
		}
	}
}
