package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"joinery/registry"
)

// many is more than two pages of what is read at once.
const many = 2100

// A document has all versions, however many there are, and a restore looks at all of them.
func TestManyVersions(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	entries := []string{"version: 1.0.0"}
	for i := range many {
		entries = append(entries, fmt.Sprintf("version: 1.0.0-rc.%d", i+1))
	}
	entries = append(entries, "version: 3.4.5-beta.1") // the oldest
	if got := publish(t, r, lib(entries...)); strings.Count(got, "added") != many+3 {
		t.Fatalf("got %d things added, want the item and %d versions", strings.Count(got, "added"), many+2)
	}
	publish(t, r, lib("version: 2.4.5-beta.1")) // the newest
	text, _, err := r.Document(ctx, admin, "lib")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(string(text)) {
		if _, number, ok := strings.Cut(line, "version: "); ok && !strings.Contains(line, "apiVersion") {
			got = append(got, strings.Trim(strings.TrimSpace(number), "}"))
		}
	}
	want := []string{"3.4.5-beta.1", "2.4.5-beta.1", "1.0.0"}
	for i := range many {
		want = append(want, fmt.Sprintf("1.0.0-rc.%d", many-i))
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("got %d versions, from %s to %s, want all %d, highest first", len(got), got[0], got[len(got)-1], len(want))
	}
	if _, err := r.Restored(ctx, admin, 0); err != nil {
		t.Fatal(err)
	}
	if got, want := draws(t, r, "lib", "patch after 2.4.5-beta.1", "patch after 3.4.5-beta.1", "major"), "2.4.1006 3.4.1006 14.0.0"; got != want {
		t.Errorf("after a restore: got %s, want %s", got, want)
	}
}

// A restore jumps every item, and tells how many; loose ones have no counter.
func TestManyItems(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	for i := range many {
		n := registry.NewItem{Name: fmt.Sprintf("lib-%04d", i)}
		switch {
		case i%2 == 1:
			n.Scheme = "loose"
		case i == many-2:
			n.Initial = "1.0.0"
		}
		if _, err := r.AddItem(ctx, admin, n); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := r.Restored(ctx, admin, 0); n != many/2 || err != nil {
		t.Errorf("got %d, %v, want %d items", n, err, many/2)
	}
	if got, want := draws(t, r, fmt.Sprintf("lib-%04d", many-2), "patch"), "1.0.1001"; got != want {
		t.Errorf("the last one: got %s, want %s", got, want)
	}
	only := registry.Who{Name: "ada", Role: registry.Read, Items: []string{"lib-1*"}}
	for after, seen := "", 0; ; {
		page, more, err := r.Items(ctx, only, registry.ItemQuery{After: after, Limit: 300})
		if err != nil || len(page) == 0 {
			t.Fatalf("got %d items after %q, %v, want some", len(page), after, err)
		}
		if want := fmt.Sprintf("lib-%04d", 1000+seen); page[0].Name != want {
			t.Errorf("got %s after %q, want %s", page[0].Name, after, want)
		}
		if seen += len(page); !more {
			if seen != 1000 {
				t.Errorf("got %d items page by page, want the 1000 that one may see", seen)
			}
			break
		}
		after = page[len(page)-1].Name
	}
}

// What lapsed of one item is found among much that lapsed of others, and what is drawn behind much that lapsed.
func TestManyLapsed(t *testing.T) {
	c := &clock{day(1)}
	r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
	newLib(t, r, "1.4.0")
	if _, err := r.AddItem(ctx, admin, registry.NewItem{Name: "another", Initial: "1.0.0"}); err != nil {
		t.Fatal(err)
	}
	for range many {
		draws(t, r, "another", "patch reserve")
	}
	draws(t, r, "lib", "patch", "patch reserve", "patch reserve")
	c.at = day(3)
	for state, want := range map[registry.State]string{registry.Lapsed: "1.4.3 1.4.2", registry.Drawn: "1.4.1"} {
		versions, err := r.Versions(ctx, admin, registry.VersionQuery{Item: "lib", State: state, Limit: 10})
		var got []string
		for _, v := range versions {
			got = append(got, v.Number)
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, %v, want %s", state, got, err, want)
		}
	}
	draws(t, r, "another", "minor reserve")
	versions, err := r.Versions(ctx, admin, registry.VersionQuery{Item: "another", State: registry.Drawn, Oldest: true, Limit: 2})
	if len(versions) != 1 || err != nil || versions[0].Number != "1.1.0" {
		t.Errorf("behind what lapsed: got %v, %v, want 1.1.0", versions, err)
	}
	for _, want := range []int{500, 500, 500, 500, many + 2 - 2000, 0} {
		if n, err := r.Sweep(ctx); n != want || err != nil {
			t.Errorf("sweep: got %d, %v, want %d", n, err, want)
		}
	}
}
