package registry_test

import (
	"strings"
	"testing"

	"joinery/registry"
)

// Events are the lines of the audit log that are about items and products: for each reader those that he
// may see, and he goes on behind those that he may not.
func TestEvents(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	ops := registry.Who{Name: "ops", Role: registry.Admin, From: "192.0.2.1", Request: "r1"}
	for _, name := range []string{"team/a", "other/b"} {
		if _, err := r.AddItem(ctx, ops, registry.NewItem{Name: name}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := r.AddToken(ctx, ops, registry.NewToken{Name: name, Role: registry.Read}); err != nil {
			t.Fatal(err)
		}
	}
	draws(t, r, "team/a", "patch", "patch")
	draws(t, r, "other/b", "patch")
	if _, err := r.RevokeToken(ctx, ops, "team/a"); err != nil {
		t.Fatal(err)
	}
	team := registry.Who{Name: "reader", Role: registry.Read, Items: []string{"team/*"}}
	for _, test := range []struct {
		name  string
		who   registry.Who
		after int64
		limit int
		want  string
		last  int64
	}{
		{"all", admin, 0, 100, "item.added team/a, item.added other/b, version.drawn team/a, version.drawn team/a, version.drawn other/b", 8},
		{"some", team, 0, 100, "item.added team/a, version.drawn team/a, version.drawn team/a", 8},
		{"a page", admin, 0, 3, "item.added team/a, item.added other/b", 3},
		{"a page of nothing that he may see", team, 1, 3, "", 4},
		{"behind it", team, 4, 1, "version.drawn team/a", 5},
		{"the last", admin, 7, 100, "", 8},
		{"nothing", admin, 8, 100, "", 8},
		{"backwards is not to be had", admin, 6, 100, "version.drawn other/b", 8},
	} {
		events, last, err := r.Events(ctx, test.who, registry.AuditQuery{After: test.after, Limit: test.limit})
		var got []string
		for _, e := range events {
			got = append(got, e.Action+" "+e.Item)
			if e.From != "" || e.Request != "" {
				t.Errorf("%s: got %+v, want nothing of where it came from", test.name, e)
			}
		}
		if strings.Join(got, ", ") != test.want || last != test.last || err != nil {
			t.Errorf("%s: got %s up to %d, %v, want %s up to %d", test.name, strings.Join(got, ", "), last, err, test.want, test.last)
		}
	}
	if _, last, err := r.Events(ctx, registry.Who{Name: "nobody"}, registry.AuditQuery{After: 3, Limit: 1}); registry.CodeOf(err) != registry.Denied || last != 3 {
		t.Errorf("without a role: got %v, up to %d, want denied, and to go on where he was", err, last)
	}
}

// A look tells of what nobody has no more than its number, and of what is there what there is.
func TestLook(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	newLib(t, r, "1.4.0")
	reader := registry.Who{Name: "reader", Role: registry.Read}
	reserved, err := r.Draw(ctx, admin, drawText(t, "lib", "patch rev=a"))
	if err != nil {
		t.Fatal(err)
	}
	before, err := r.Item(ctx, admin, "lib")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]registry.Version{
		"patch":         {Number: "1.4.2", Extends: []string{"1.4.1"}, Level: "patch"},
		"patch rev=b":   {Number: "1.4.2", Extends: []string{"1.4.1"}, Level: "patch", Revision: "b"},
		"minor reserve": {Number: "1.5.0", Extends: []string{"1.4.1"}, Level: "minor"},
		"patch key=k":   {Number: "1.4.2", Extends: []string{"1.4.1"}, Level: "patch"},
	} {
		v, err := r.Look(ctx, reader, drawText(t, "lib", text))
		if err != nil || v.Number != want.Number || strings.Join(v.Extends, " ") != strings.Join(want.Extends, " ") || v.Level != want.Level || v.Revision != want.Revision {
			t.Errorf("%s: got %+v, %v, want %s", text, v, err, want.Number)
		}
		if v.Seq != 0 || v.By != "" || !v.Created.IsZero() || !v.Expires.IsZero() {
			t.Errorf("%s: got %+v, want nothing that only a draw has", text, v)
		}
	}
	if v, err := r.Look(ctx, reader, drawText(t, "lib", "patch rev=a")); err != nil || v.Number != "1.4.1" || v.Seq != reserved.Seq || v.By != "admin" || !v.Expires.Equal(reserved.Expires) {
		t.Errorf("what is reserved: got %+v, %v, want %+v", v, err, reserved)
	}
	if after, err := r.Item(ctx, admin, "lib"); err != nil || after.Given != before.Given || after.Edition != before.Edition {
		t.Errorf("got %d given at the edition %d, %v, want nothing to have changed", after.Given, after.Edition, err)
	}
	for name, who := range map[string]registry.Who{"no role": {Name: "nobody"}, "other items": {Name: "other", Role: registry.Admin, Items: []string{"app"}}} {
		if _, err := r.Look(ctx, who, drawText(t, "lib", "patch")); registry.CodeOf(err) != registry.Denied {
			t.Errorf("%s: got %v, want denied", name, err)
		}
	}
}
