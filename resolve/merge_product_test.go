package resolve_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"joinery/manifest"
	"joinery/resolve"
)

// bundlesOf returns the product's bundles of the versions.
func bundlesOf(t *testing.T, w *manifest.Workspace, p *manifest.Product, versions []string) []*manifest.Bundle {
	t.Helper()
	var all []*manifest.Bundle
	for _, v := range versions {
		for _, ref := range w.Bundles(p.Name.Value) {
			if b, problems := w.Bundle(ref); ref.Version.String() == v && b != nil {
				all = append(all, b)
			} else if b == nil {
				t.Fatal(problems)
			}
		}
	}
	return all
}

// TestMergeLinesRefused merges bundles that cannot come together, and says why.
func TestMergeLinesRefused(t *testing.T) {
	const head = "apiVersion: joinery/v1\nkind: "
	bundle := func(name, version, extends, components string) string {
		return "-- releases/" + name + "-" + version + ".joinery.yaml --\n" + head + "Bundle\nname: " + name + "\nversion: " + version +
			"\nversioning: {scheme: semver}\nextends: [" + extends + "]\ncomponents: [" + components + "]\n"
	}
	suite := "-- joinery.yaml --\n" + head + "Product\nname: suite\ncomponents: {lib: ^1.0, core: ^1.0}\n"
	lib := "-- lib.joinery.yaml --\n" + head + "Component\nname: lib\nversions: [{version: 1.1.0, extends: [1.0.0]}, {version: 1.0.1, extends: [1.0.0]}, {version: 1.0.0}]\n"
	core := "-- core.joinery.yaml --\n" + head + "Product\nname: core\ncomponents: {lib: ^1.0}\n" +
		bundle("core", "1.0.1", "1.0.0", "") + bundle("core", "1.1.0", "1.0.0", "") + bundle("core", "1.0.0", "", "")
	for _, test := range []struct {
		name, files string
		versions    []string
		want        string
		hints       []string
	}{
		{
			name: "one bundle", versions: []string{"1.0.0", "1.0.0"},
			files: suite + lib + core + bundle("suite", "1.0.0", "", ""),
			want:  "no merge of 1.0.0 and 1.0.0: wanted two different bundles or more",
		},
		{
			name: "versions that are lost, and a nested product in two lines", versions: []string{"1.1.0", "1.0.1"},
			files: suite + lib + core +
				bundle("suite", "1.0.1", "", "{name: core, version: 1.0.1, direct: true}, {name: lib, version: 1.0.7}") +
				bundle("suite", "1.1.0", "", "{name: core, version: 1.1.0, direct: true}, {name: lib, version: 1.1.0}"),
			want: "the lines of suite cannot be brought together: core stands at 1.0.1 and at 1.1.0, which are lines of a product\n" +
				"  suite 1.0.1 holds lib 1.0.7, which lib.joinery.yaml does not have",
			hints: []string{"bring them together first: joinery merge core 1.0.1 1.1.0, then release it as that tells"},
		},
		{
			name: "the MERGE number is taken", versions: []string{"1.0.1", "1.1.0"},
			files: suite + strings.Replace(lib, "[{", "[{version: 1.2.0, extends: [1.1.0]}, {", 1) + core +
				bundle("suite", "1.0.1", "", "{name: lib, version: 1.0.1}") + bundle("suite", "1.1.0", "", "{name: lib, version: 1.1.0}"),
			want:  "lib.joinery.yaml:4:22: lib 1.2.0 exists already, wanted the number 1.2.0 to be free",
			hints: []string{"--next-free goes on up to the next number that is free"},
		},
	} {
		w, _ := inMemory(t, test.files)
		p := w.Product("suite")
		_, err := resolve.AmendMergeLines(t.Context(), w, p, bundlesOf(t, w, p, test.versions), resolve.MergeOptions{})
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: got the error %v, want %s", test.name, err, test.want)
			continue
		}
		var several interface{ Hints() []string }
		var hints []string
		if errors.As(err, &several) {
			hints = several.Hints()
		}
		if !slices.Equal(hints, test.hints) {
			t.Errorf("%s: got the hints %q, want %q", test.name, hints, test.hints)
		}
	}
}

// TestMergeLinesTwice brings lines together that were brought together before: nothing is left
// to do but to release.
func TestMergeLinesTwice(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/amend/merge_product.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var after txtar.Archive
	for _, f := range archive.Files {
		if changed, ok := strings.CutPrefix(f.Name, "want "); ok {
			after.Files = append(after.Files, txtar.File{Name: changed, Data: f.Data})
		} else if strings.HasPrefix(f.Name, "releases/") {
			after.Files = append(after.Files, f)
		}
	}
	w, _ := inMemory(t, string(txtar.Format(&after)))
	p := w.Product("acme-suite")
	a, err := resolve.AmendMergeLines(t.Context(), w, p, bundlesOf(t, w, p, []string{"4.2.5", "4.3.1"}), resolve.MergeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"to release: joinery release acme-suite --extends 4.2.5 --extends 4.3.1 --cut gateway --cut ledger-lib --cut payments-api"}
	if len(a.Lines) > 0 || !slices.Equal(a.Hints, want) {
		t.Errorf("got the lines %q and the hints %q, want no line and the hints %q", a.Lines, a.Hints, want)
	}
}
