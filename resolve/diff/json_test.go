package diff_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"joinery/manifest"
	"joinery/resolve/bundle"
	"joinery/resolve/diff"
)

// TestJSON writes what lies between two bundles of a sample product, and the bundle and itself.
func TestJSON(t *testing.T) {
	w, err := manifest.Load(t.Context(), os.DirFS("../../examples/acme-suite"), manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	refs := w.Bundles("acme-suite")
	from, _ := w.Bundle(refs[0])
	to, _ := w.Bundle(refs[1])
	for _, c := range []struct {
		from, to *manifest.Bundle
		verdict  string
		moved    bool
	}{{from, to, "as-asked", true}, {to, to, "same-version", false}} {
		var out bytes.Buffer
		if err := diff.JSON(&out, bundle.Diff(w, c.from, c.to)); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Version    int
			From, To   struct{ Version, File string }
			Step       struct{ Verdict string }
			Components []struct{ Name, Movement string }
		}
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got.Version != 1 || got.From.Version != c.from.Version.Value || got.To.File != c.to.File || (len(got.Components) > 0) != c.moved || got.Components == nil {
			t.Errorf("got %s, want %s to %s", out.String(), c.from.Version, c.to.Version)
		}
		if got.Step.Verdict != c.verdict {
			t.Errorf("verdict: got %s, want %s", got.Step.Verdict, c.verdict)
		}
	}
}
