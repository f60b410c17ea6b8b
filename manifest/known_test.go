package manifest

import (
	"maps"
	"path"
	"reflect"
	"slices"
	"testing"
	"testing/fstest"
)

// What a workspace says does not depend on whether another one was known, whatever became of
// the files in between.
func TestLoadKnown(t *testing.T) {
	component := func(name, more string) string {
		return "apiVersion: joinery/v1\nkind: Component\nname: " + name + "\n" + more
	}
	now := map[string]string{
		"joinery.yaml":          "apiVersion: joinery/v1\nkind: Product\nname: acme-suite\ncomponents: {ledger-lib: ^2.1, payments-api: 1.4.0}\noverrides: {auth-sdk: 3.2.0}\n",
		"ledger/joinery.yaml":   component("ledger-lib", "versions: [{version: 2.1.0}]\n"),
		"payments/joinery.yaml": component("payments-api", "versions: [{version: 1.4.0, dependencies: {ledger-lib: ^2.1, auth-sdk: 3.2.0}}]\n"),
		"auth/joinery.yaml":     component("auth-sdk", "versions: [{version: 3.2.0}]\n---\n"+component("auth-cli", "versioning: calver\nversions: [{version: 2026.1.0}]\n")),
	}
	cases := []struct {
		name    string
		folders bool              // their folders are said to have changed
		edit    map[string]string // "" takes the file away
	}{
		{"nothing", false, nil},
		{"a folder", true, map[string]string{"ledger/joinery.yaml": component("ledger-lib", "versions: [{version: 2.1.0}, {version: 2.0.0}]\n")}},
		{"another scheme of what others need", false, map[string]string{"ledger/joinery.yaml": component("ledger-lib", "versioning: four-part\nversions: [{version: 2.1.0.0}]\n")}},
		{"a component gone", false, map[string]string{"auth/joinery.yaml": ""}},
		{"a name claimed twice", false, map[string]string{"a/joinery.yaml": component("ledger-lib", "")}},
		{"a file that does not parse", false, map[string]string{"ledger/joinery.yaml": "a: [b\n"}},
		{"a field that nobody knows", false, map[string]string{"ledger/joinery.yaml": component("ledger-lib", "titel: x\n")}},
		{"a product renamed", false, map[string]string{"joinery.yaml": "apiVersion: joinery/v1\nkind: Product\nname: acme-trial\n"}},
		{"a change", false, map[string]string{"changes/quiet-otters-dance.md": "---\ncomponents: {ledger-lib: fix}\n---\nRounding\n"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			then := maps.Clone(now)
			for file, text := range c.edit {
				if then[file] = text; text == "" {
					delete(then, file)
				}
			}
			changed := slices.Sorted(maps.Keys(c.edit))
			if c.folders {
				for i := range changed {
					changed[i] = path.Dir(changed[i])
				}
			}
			for _, pair := range []struct {
				name        string
				known, read map[string]string
			}{{"there", now, then}, {"back", then, now}} {
				known, err := Load(t.Context(), mapTree(pair.known), Options{})
				if err != nil {
					t.Fatal(err)
				}
				want, err := Load(t.Context(), mapTree(pair.read), Options{})
				if err != nil {
					t.Fatal(err)
				}
				before, err := Load(t.Context(), mapTree(pair.known), Options{})
				if err != nil {
					t.Fatal(err)
				}
				got, err := Load(t.Context(), mapTree(pair.read), Options{Known: known, Changed: changed})
				if err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(got.Components, want.Components) || !reflect.DeepEqual(got.Products, want.Products) ||
					!reflect.DeepEqual(got.Changes, want.Changes) || !reflect.DeepEqual(got.Problems, want.Problems) {
					t.Errorf("%s: got another workspace than without a known one: %v, want %v", pair.name, got.Problems, want.Problems)
				}
				if !reflect.DeepEqual(known.Components, before.Components) || !reflect.DeepEqual(known.Products, before.Products) {
					t.Errorf("%s: the known workspace changed", pair.name)
				}
			}
		})
	}
}

func mapTree(files map[string]string) fstest.MapFS {
	tree := fstest.MapFS{}
	for file, text := range files {
		tree[file] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}
