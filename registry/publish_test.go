package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"joinery/manifest/version"
	"joinery/registry"
)

// header is a Component document without versions whose scheme is written like that.
func header(versioning string, entries ...string) string {
	return strings.Replace(lib(entries...), "versions:", "versioning: "+versioning+"\nversions:", 1)
}

// An item that was added without a calver pattern has the one that documents have by default.
func TestPublishCalver(t *testing.T) {
	for _, pattern := range []string{"", "YYYY.0M.MICRO"} {
		r, ctx := newRegistry(t, registry.Options{}), t.Context()
		item, err := r.AddItem(ctx, admin, registry.NewItem{Name: "lib", Scheme: "calver", Pattern: pattern})
		if want := "YYYY.0M.MICRO"; err != nil || item.Pattern != want {
			t.Fatalf("pattern %q: got %q, %v, want %q", pattern, item.Pattern, err, want)
		}
		for range 2 {
			if _, err := r.Draw(ctx, admin, registry.Draw{Item: "lib", Reserve: true}); err != nil {
				t.Fatal(err)
			}
		}
		if v, err := r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: "2026.11.0"}); err != nil || v.State != registry.Published {
			t.Errorf("pattern %q: got %s, %v, want it confirmed", pattern, v.State, err)
		}
		if got, want := publish(t, r, header("calver", "version: 2026.11.1")), "lib updated, lib 2026.11.1 confirmed"; got != want {
			t.Errorf("pattern %q: got %s, want %s", pattern, got, want)
		}
	}
}

// The day of the first release is the document's, also where the versions let it be guessed before.
func TestPublishFirstRelease(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	if _, err := r.AddItem(ctx, admin, registry.NewItem{Name: "lib", Scheme: "anyver", Initial: "5.202610.0"}); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{header("{scheme: anyver, firstRelease: 2020-12-01}", "version: 5.202610.0"), header("anyver", "version: 5.202610.0")} {
		publish(t, r, text)
		item, err := r.Item(ctx, admin, "lib")
		if got, want := item.Since.Format("2006-01-02"), "2020-12-01"; err != nil || got != want {
			t.Errorf("after\n%s\ngot %s, %v, want %s", text, got, err, want)
		}
	}
	v, err := r.Draw(ctx, admin, registry.Draw{Item: "lib", Kinds: []version.Kind{version.Bugfix}})
	if err != nil || !strings.HasPrefix(v.Number, "5.202611.") {
		t.Errorf("got %s, %v, want one of the sixth year", v.Number, err)
	}
}

// A look does nothing, however often it is taken.
func TestLookPublish(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	p := registry.Publication{Text: []byte(lib("version: 1.4.1")), Key: "k"}
	for range 2 {
		if got, want := published(r.LookPublish(ctx, admin, p)), "lib added, lib 1.4.1 added"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if _, err := r.Item(ctx, admin, "lib"); registry.CodeOf(err) != registry.NotFound {
		t.Errorf("got %v, want no item", err)
	}
	if got, want := published(r.LookPublish(ctx, registry.Who{Name: "ada", Role: registry.Read}, p)), "denied: ada has the role read, wanted publish"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPublishTwice(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a version", lib("version: 1.4.1", "version: 1.4.1, revision: b"), "invalid: lib 1.4.1 stands twice in the document, wanted it once"},
		{"a build", lib("version: 1.4.1+a", "version: 1.4.1+b"), "invalid: lib 1.4.1 stands twice in the document, wanted it once"},
		{"a number of anyver", header("anyver", "version: 0.202611.1", "version: 0.202611.10000"), "invalid: lib 0.202611.1 stands twice in the document, wanted it once"},
		{"a component", lib("version: 1.4.1") + "---\n" + lib("version: 1.4.2"), "invalid: found two documents that declare lib, wanted one"},
		{"a component that is a product", lib("version: 1.4.1") + "---\napiVersion: joinery/v1\nkind: Product\nname: lib\ncomponents: {}\n", "invalid: found two documents that declare lib, wanted one"},
	} {
		r := newRegistry(t, registry.Options{})
		if got := publish(t, r, test.text); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
		if _, err := r.Item(t.Context(), admin, "lib"); registry.CodeOf(err) != registry.NotFound {
			t.Errorf("%s: got %v, want nothing kept", test.name, err)
		}
	}
}

// What was drawn for a revision is that revision's; what was reserved without one and lapsed is for who
// drew it.
func TestPublishDrawn(t *testing.T) {
	ada, bob := registry.Who{Name: "ada", Role: registry.Publish}, registry.Who{Name: "bob", Role: registry.Publish}
	for _, test := range []struct {
		name   string
		draw   registry.Draw
		lapsed bool
		who    registry.Who
		entry  string
		want   string
	}{
		{"its revision", registry.Draw{Revision: "a"}, false, bob, "revision: a", ""},
		{"another revision", registry.Draw{Revision: "a"}, false, ada, "revision: b", "lib 1.4.1 was drawn for the revision a, the document says b"},
		{"no revision", registry.Draw{Revision: "a"}, false, bob, "description: x", ""},
		{"its revision, late", registry.Draw{Revision: "a"}, true, bob, "revision: a", ""},
		{"no revision, late", registry.Draw{Revision: "a"}, true, ada, "description: x", "lib 1.4.1 lapsed on 2026-11-02T09:00:00Z: it was drawn for the revision a and not published in time"},
		{"reserved", registry.Draw{Reserve: true}, false, bob, "revision: b", ""},
		{"reserved, late, by its own", registry.Draw{Reserve: true}, true, ada, "revision: b", ""},
		{"reserved, late, by another", registry.Draw{Reserve: true}, true, bob, "revision: b", "lib 1.4.1 lapsed on 2026-11-02T09:00:00Z: ada reserved it and did not publish it in time"},
	} {
		c := &clock{day(1)}
		r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
		newLib(t, r, "1.4.0")
		test.draw.Item, test.draw.Level = "lib", version.Patch
		if _, err := r.Draw(ctx, ada, test.draw); err != nil {
			t.Fatal(err)
		}
		if test.lapsed {
			c.at = day(3)
		}
		_, err := r.Publish(ctx, test.who, registry.Publication{Text: []byte(lib("version: 1.4.1, " + test.entry))})
		if test.want == "" && err != nil || test.want != "" && (registry.CodeOf(err) != registry.Conflict || err.Error() != test.want) {
			t.Errorf("%s: got %v, want %s", test.name, err, test.want)
		}
		v, err := r.Version(ctx, admin, "lib", "1.4.1")
		want := "1.4.0" // as drawn
		if test.want == "" {
			want = "" // as the document says
		}
		if got := strings.Join(v.Extends, " "); err != nil || got != want {
			t.Errorf("%s: got %q extended, %v, want %q", test.name, got, err, want)
		}
	}
}

func TestInitialSnapshot(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	_, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Initial: "1.4.0-SNAPSHOT"})
	if registry.CodeOf(err) != registry.Invalid {
		t.Errorf("got %v, want invalid", err)
	}
}

// A document is whole, however many versions it has, and in their order.
func TestDocumentOfManyVersions(t *testing.T) {
	const count = 1010
	var entries []string
	for i := range count {
		entries = append(entries, fmt.Sprintf("version: 1.%d.0", i))
	}
	r := newRegistry(t, registry.Options{})
	publish(t, r, lib(entries...))
	text, _, err := r.Document(t.Context(), admin, "lib")
	if err != nil {
		t.Fatal(err)
	}
	found := strings.Split(string(text), "version: ")[1:]
	if len(found) != count || !strings.HasPrefix(found[0], "1.1009.0") || !strings.HasPrefix(found[count-1], "1.0.0") {
		t.Errorf("got %d versions from %s to %s, want %d from 1.1009.0 to 1.0.0", len(found), found[0], found[len(found)-1], count)
	}
}
