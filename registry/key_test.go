package registry_test

import (
	"encoding/json"
	"testing"

	"joinery/registry"
)

// Every write gives the same answer to the same key, and another request under it is refused, also when
// what it asks for is there by now. Another caller's key is another.
func TestKeys(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	newLib(t, r, "1.4.0")
	for range 2 {
		if _, err := r.Draw(ctx, admin, drawText(t, "lib", "patch")); err != nil {
			t.Fatal(err)
		}
	}
	publishFolder(t, r, "../examples/acme-suite")
	for _, test := range []struct {
		name           string
		write          func(who registry.Who, what string) (any, error)
		first, another string
	}{
		{"add", func(who registry.Who, what string) (any, error) {
			return r.AddItem(ctx, who, registry.NewItem{Name: what, Initial: "1.0.0", Key: "k"})
		}, "app", "lib"},
		{"draw", func(who registry.Who, what string) (any, error) {
			return r.Draw(ctx, who, drawText(t, "lib", what+" key=k"))
		}, "minor", "patch"},
		{"publish", func(who registry.Who, what string) (any, error) {
			return r.Publish(ctx, who, registry.Publication{Text: []byte(lib("version: " + what)), Key: "k"})
		}, "1.6.0", "1.4.0"},
		{"confirm", func(who registry.Who, what string) (any, error) {
			return r.Confirm(ctx, who, registry.Confirmation{Item: "lib", Version: what, Key: "k"})
		}, "1.4.1", "1.6.0"},
		{"status", func(who registry.Who, what string) (any, error) {
			return r.SetStatus(ctx, who, registry.NewStatus{Item: "lib", Version: what, Status: "deprecated", Key: "k"})
		}, "1.4.1", "1.4.2"},
		{"cut", func(who registry.Who, what string) (any, error) {
			made, err := r.Cut(ctx, who, registry.Cut{Product: "acme-suite", Date: what, Key: "k"})
			if err != nil {
				return nil, err
			}
			return struct {
				Text string
				New  bool
			}{string(made.Text), made.New}, nil
		}, "2026-11-20", "2026-11-21"},
	} {
		var answers []string
		for range 2 {
			got, err := test.write(admin, test.first)
			if err != nil {
				t.Fatalf("%s: %v", test.name, err)
			}
			text, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			answers = append(answers, string(text))
		}
		if answers[0] != answers[1] {
			t.Errorf("%s: got %s under the same key, want %s", test.name, answers[1], answers[0])
		}
		if _, err := test.write(admin, test.another); registry.CodeOf(err) != registry.Reused {
			t.Errorf("%s: got %v for another request, want key-reused", test.name, err)
		}
		other := registry.Who{Name: "other", Role: registry.Admin}
		if _, err := test.write(other, test.another); registry.CodeOf(err) == registry.Reused {
			t.Errorf("%s: got %v for another caller, want his key to be his own", test.name, err)
		}
	}
}

// Confirming again without a key is done once, too; another revision is refused.
func TestConfirmAgain(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	newLib(t, r, "1.4.0")
	if _, err := r.Draw(ctx, admin, drawText(t, "lib", "patch rev=a")); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		revision string
		want     registry.Code
	}{{"b", registry.Conflict}, {"a\x00", registry.Invalid}, {"a", ""}, {"", ""}, {"a", ""}, {"b", registry.Conflict}} {
		v, err := r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: "1.4.1", Revision: test.revision})
		if registry.CodeOf(err) != test.want || err == nil && (v.State != registry.Published || v.Revision != "a") {
			t.Errorf("revision %q: got %s for %s, %v, want %q", test.revision, v.State, v.Revision, err, test.want)
		}
	}
	item, err := r.Item(ctx, admin, "lib")
	if want := int64(3); err != nil || item.Edition != want {
		t.Errorf("got the edition %d, %v, want %d: added, drawn, confirmed once", item.Edition, err, want)
	}
}
