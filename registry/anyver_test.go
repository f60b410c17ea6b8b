package registry_test

import (
	"strings"
	"testing"

	"joinery/registry"
)

// What is drawn of an anyver item agrees with what its manifest leads to, whether that says when the
// first release was or not.
func TestAnyverFirstRelease(t *testing.T) {
	for _, test := range []struct{ name, versioning, versions, want string }{
		{"said", "{scheme: anyver, firstRelease: 2024-12-01}", "version: 1.202602.0, released: 2026-02-14", "1.202611.01"},
		{"told by the day", "anyver", "version: 1.202602.0, released: 2026-02-14", "1.202611.01"},
		{"told by the number", "anyver", "version: 1.202602.0", "1.202611.01"},
		{"told by the oldest", "anyver", "version: 0.202501.0; version: 1.202602.0", "1.202611.01"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRegistry(t, registry.Options{})
			text := strings.Replace(lib(strings.Split(test.versions, "; ")...), "versions:", "versioning: "+test.versioning+"\nversions:", 1)
			if got := publish(t, r, text); !strings.Contains(got, "lib added") {
				t.Fatal(got)
			}
			if got := draws(t, r, "lib", "kinds=functional"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	r := newRegistry(t, registry.Options{})
	if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib", Scheme: "anyver", Initial: "1.202602.0"}); err != nil {
		t.Fatal(err)
	}
	if got, want := draws(t, r, "lib", "kinds=functional"), "1.202611.01"; got != want {
		t.Errorf("added: got %s, want %s", got, want)
	}
	if got := publish(t, r, strings.Replace(lib("version: 1.202612.0, released: 2026-12-20"), "versions:", "versioning: anyver\nversions:", 1)); !strings.HasSuffix(got, "lib 1.202612.0 added") {
		t.Fatal(got)
	}
	if item, err := r.Item(t.Context(), admin, "lib"); err != nil || item.Since.Format("2006-01-02") != "2025-02-01" {
		t.Errorf("a newer version published: got the first release on %s, %v, want 2025-02-01 as before", item.Since, err)
	}
}

// What was never released tells nothing of the first release: the first draw does.
func TestAnyverFirstReleaseOfSnapshot(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	if got, want := publish(t, r, strings.Replace(lib("version: 0.202609.0-SNAPSHOT"), "versions:", "versioning: anyver\nversions:", 1)),
		"lib added, lib 0.202609.0-SNAPSHOT left out"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	for _, want := range []string{"0001-01-01", "2026-11-20"} {
		if item, err := r.Item(t.Context(), admin, "lib"); err != nil || item.Since.Format("2006-01-02") != want {
			t.Errorf("got the first release on %s, %v, want %s", item.Since, err, want)
		}
		draws(t, r, "lib", "kinds=functional")
	}
}
