package registry_test

import (
	"testing"

	"joinery/registry"
)

// The edition of an item goes up by one with each thing that is done to it or its versions, and stays when
// nothing is done: who holds a document knows by it whether that is still so.
func TestEdition(t *testing.T) {
	c := &clock{day(1)}
	r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
	newLib(t, r, "1.4.0")
	status := func(status, comment string) func() error {
		return func() error {
			_, err := r.SetStatus(ctx, admin, registry.NewStatus{Item: "lib", Version: "1.4.0", Status: status, Comment: comment})
			return err
		}
	}
	draw := func(text string) func() error {
		return func() error { _, err := r.Draw(ctx, admin, drawText(t, "lib", text)); return err }
	}
	document := func(entries ...string) func() error {
		return func() error {
			_, err := r.Publish(ctx, admin, registry.Publication{Text: []byte(lib(entries...))})
			return err
		}
	}
	edition := int64(1)
	for _, step := range []struct {
		name string
		do   func() error
		want int64 // more
	}{
		{"drawn", draw("patch"), 1},
		{"drawn with a key", draw("patch key=k"), 1},
		{"its key again", draw("patch key=k"), 0},
		{"reserved", draw("patch rev=a"), 1},
		{"its revision again, at once", draw("patch rev=a"), 0},
		{"looked", func() error { _, err := r.Look(ctx, admin, drawText(t, "lib", "patch")); return err }, 0},
		{"a day later", func() error { c.at = day(2); return nil }, 0},
		{"its revision again", draw("patch rev=a"), 1},
		{"lapsed", func() error { c.at = day(4); _, err := r.Sweep(ctx); return err }, 1},
		{"swept again", func() error { _, err := r.Sweep(ctx); return err }, 0},
		{"its revision again, when it lapsed", draw("patch rev=a"), 1},
		{"confirmed", func() error {
			_, err := r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: "1.4.1"})
			return err
		}, 1},
		{"confirmed again", func() error {
			_, err := r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: "1.4.1"})
			return err
		}, 0},
		{"deprecated", status("deprecated", ""), 1},
		{"deprecated again", status("deprecated", ""), 0},
		{"active again", status("active", "a customer needs it"), 1},
		{"published, three versions at once", document("version: 1.7.0", "version: 1.6.0", "version: 1.5.0"), 1},
		{"published again", document("version: 1.7.0", "version: 1.6.0", "version: 1.5.0"), 0},
		{"a text changed", document("version: 1.7.0, description: the last"), 1},
		{"restored", func() error { _, err := r.Restored(ctx, admin, 7); return err }, 8},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		edition += step.want
		item, err := r.Item(ctx, admin, "lib")
		if err != nil || item.Edition != edition {
			t.Errorf("%s: got the edition %d, %v, want %d", step.name, item.Edition, err, edition)
			edition = item.Edition
		}
		if _, known, err := r.Document(ctx, admin, "lib"); err != nil || known != item.Edition {
			t.Errorf("%s: got the edition %d with the document, %v, want %d", step.name, known, err, item.Edition)
		}
	}
}

// A product's edition goes up with each other document, its stamp tells the documents apart.
func TestProductEdition(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	stamps := map[int64]string{}
	for _, step := range []struct {
		components string
		want       int64
	}{{"lib: 1.4.0", 1}, {"lib: 1.4.0", 1}, {"lib: 1.5.0", 2}, {"lib: 1.4.0", 3}} {
		publish(t, r, "apiVersion: joinery/v1\nkind: Product\nname: suite\ncomponents: {"+step.components+"}\n")
		p, err := r.Product(ctx, admin, "suite")
		if err != nil || p.Edition != step.want {
			t.Errorf("%s: got the edition %d, %v, want %d", step.components, p.Edition, err, step.want)
		}
		if known, again := stamps[p.Stamp()]; again && known != step.components {
			t.Errorf("got the stamp %d for %s and for %s", p.Stamp(), known, step.components)
		}
		stamps[p.Stamp()] = step.components
	}
	if len(stamps) != 2 {
		t.Errorf("got %d stamps, want one for each of two documents", len(stamps))
	}
}
