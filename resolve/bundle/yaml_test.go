package bundle

import (
	"bytes"
	"context"
	"flag"
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/diag"
)

var update = flag.Bool("update", false, "rewrite golden files")

func TestGolden(t *testing.T) {
	b := suite()
	golden(t, "testdata/acme-suite-4.3.0.yaml", YAML(b))
	golden(t, "testdata/acme-suite-4.3.0.json", JSON(b))
	if got := Canonical(parse(t, string(JSON(b)))); !bytes.Equal(got, Canonical(b.Content)) {
		t.Errorf("the JSON says\n%s\nwant\n%s", got, Canonical(b.Content))
	}
}

func TestYAMLReadsBack(t *testing.T) {
	b := suite()
	written := YAML(b)
	got := read(t, written)
	if diff := cmp.Diff(b.Content, got.Content); diff != "" {
		t.Errorf("content (-written +read)\n%s", diff)
	}
	if diff := cmp.Diff(b.Content, restated(got)); diff != "" {
		t.Errorf("fields (-written +read)\n%s", diff)
	}
	if again := YAML(got); !bytes.Equal(again, written) {
		t.Errorf("written again\n%s\nwant\n%s", again, written)
	}
}

func TestYAMLLayout(t *testing.T) {
	tests := []struct {
		name string
		in   map[string]any
		want string
	}{
		{
			"commas and brackets matter in flow style only",
			map[string]any{"name": "a, [b]", "extends": []any{"a, [b]"}},
			"name: a, [b]\nextends: [\"a, [b]\"]\n",
		},
		{
			"text of several lines",
			map[string]any{"changes": []any{map[string]any{"type": "fix", "summary": "One", "details": "Two\n\n  # three:\nfour\n"}}},
			"changes:\n  - type: fix\n    summary: One\n    details: |\n      Two\n\n        # three:\n      four\n",
		},
		{
			"text of several lines for an audience",
			map[string]any{"changes": []any{map[string]any{"summary": "One", "texts": map[string]any{"support": "Three", "sales": "Two\nlines"}}}},
			"changes:\n  - summary: One\n    texts:\n      sales: |-\n        Two\n        lines\n      support: Three\n",
		},
		{
			"several causes",
			map[string]any{"bump": map[string]any{"because": []any{map[string]any{"component": "a"}, map[string]any{"change": "b"}}}},
			"bump:\n  because:\n    - {component: a}\n    - {change: b}\n",
		},
		{
			"fields that are not known",
			map[string]any{"digest": "d", "signedBy": map[string]any{"z": "1.0.0", "key": []any{"a", true}}, "name": "a", "many": []any{map[string]any{"b": "c", "a": "d"}}, "": "e"},
			"name: a\n\"\": e\nmany:\n  - {a: d, b: c}\nsignedBy: {key: [a, true], z: 1.0.0}\ndigest: d\n",
		},
		{
			"nothing is left out",
			map[string]any{
				"name": "a", "bump": map[string]any{"because": []any{map[string]any{}}}, "changes": []any{map[string]any{"summary": ""}, []any{}},
				"released": "", "extends": []any{"", nil, "1.0.0", false}, "components": []any{map[string]any{"name": "a", "artifacts": []any{map[string]any{"uri": ""}}}},
			},
			"name: a\nextends: [1.0.0]\ncomponents:\n  - {name: a}\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(YAML(&manifest.Bundle{Content: test.in})); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// TestAnyBundleReadsBack writes bundles with odd texts and reads them again.
func TestAnyBundleReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := anyBundle(t)
		written := YAML(b)
		got := read(t, written)
		if diff := cmp.Diff(b.Content, got.Content); diff != "" {
			t.Fatalf("(-written +read)\n%s\nin\n%s", diff, written)
		}
		if diff := cmp.Diff(b.Content, restated(got)); diff != "" {
			t.Fatalf("fields (-written +read)\n%s\nin\n%s", diff, written)
		}
		if err := Verify(got); err != nil {
			t.Fatal(err)
		}
		if again := YAML(got); !bytes.Equal(again, written) {
			t.Fatalf("written again\n%s\nwant\n%s", again, written)
		}
		if got, want := Canonical(parse(t, string(JSON(b)))), Canonical(b.Content); !bytes.Equal(got, want) {
			t.Fatalf("the JSON says\n%s\nwant\n%s", got, want)
		}
	})
}

// restated returns the tree that the fields of a bundle say.
func restated(b *manifest.Bundle) map[string]any {
	tree := content(b)
	tree["digest"] = b.Digest.Value
	return tree
}

// read reads a bundle as a workspace does.
func read(t fatal, file []byte) *manifest.Bundle {
	t.Helper()
	w, err := manifest.Load(context.Background(), fstest.MapFS{"bundle.joinery.yaml": {Data: file}}, manifest.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range w.Problems {
		if p.Severity == diag.Error {
			t.Fatalf("%v: %s in\n%s", p.At, p.Message, file)
		}
	}
	for _, product := range w.Shelves() {
		b, _ := w.Bundle(w.Bundles(product)[0])
		return b
	}
	t.Fatalf("found no bundle in\n%s", file)
	return nil
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}
