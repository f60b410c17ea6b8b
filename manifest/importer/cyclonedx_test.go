package importer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"joinery/manifest/importer"
)

const someSum = "6c1975b871efb327528c84d46d38e6dd7906eecee6402bc270eeb7f1b1a506df"

// TestCycloneDXComponent says what one component is imported as.
func TestCycloneDXComponent(t *testing.T) {
	hash := `"hashes": [{"alg": "SHA-1", "content": "00"}, {"alg": "SHA-256", "content": "` + strings.ToUpper(someSum) + `"}]`
	file := `{"type": "distribution", "url": "https://a.example/b.tgz"}`
	for _, tt := range []struct{ name, says, want string }{
		{"a group", `"group": "@acme", "name": "core"`, "acme/core [] []"},
		{"a scope in the package URL", `"name": "core", "purl": "pkg:npm/@acme/core@1.0.0"`, "core [] [{purl pkg:npm/@acme/core@1.0.0}]"},
		{"a file and its digest", `"name": "b", ` + hash + `, "externalReferences": [` + file + `]`, "b [{https://a.example/b.tgz sha256:" + someSum + " }] []"},
		{"a digest of no file", `"name": "b", ` + hash, "b [] []"},
		{"two files, one digest", `"name": "b", ` + hash + `, "externalReferences": [` + file + `, ` + file + `]`, "b [{https://a.example/b.tgz  } {https://a.example/b.tgz  }] []"},
		{"a file with its own digest", `"name": "b", "externalReferences": [{"type": "distribution", "url": "u", ` + hash + `}]`, "b [{u sha256:" + someSum + " }] []"},
		{"a repository", `"name": "b", "externalReferences": [{"type": "vcs", "url": "https://git.example/b"}]`, "b [] [{vcs https://git.example/b}]"},
	} {
		text := `{"bomFormat": "CycloneDX", "components": [{"type": "other", "version": "1.0.0", ` + tt.says + `}]}`
		im, err := importer.Read(context.Background(), fstest.MapFS{"bom.json": {Data: []byte(text)}}, "bom.json", importer.Options{})
		if err != nil {
			t.Errorf("%s: got %v, want no error", tt.name, err)
			continue
		}
		sound(t, im)
		c := im.Components[0]
		if got := fmt.Sprintf("%s %v %v", c.Name, c.Artifacts, c.Labels); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestCycloneDXScopes keeps packages of different scopes and registries apart.
func TestCycloneDXScopes(t *testing.T) {
	text := `{"bomFormat": "CycloneDX", "components": [
		{"name": "core", "version": "1.0.0", "purl": "pkg:npm/@a/core@1.0.0"},
		{"name": "core", "version": "2.0.0", "purl": "pkg:npm/@b/core@2.0.0"},
		{"name": "core", "version": "3.0.0", "purl": "pkg:pypi/core@3.0.0?x=y"},
		{"name": "core", "version": "3.1.0", "purl": "pkg:pypi/core@3.1.0"}]}`
	im, err := importer.Read(context.Background(), fstest.MapFS{"bom.json": {Data: []byte(text)}}, "bom.json", importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := drawn(im), "*core 1.0.0 [], *core-npm 2.0.0 [], *core-pypi 3.1.0 []"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestCycloneDXAlways imports any graph of any names and versions as a sound workspace, the same
// each time.
func TestCycloneDXAlways(t *testing.T) {
	ref := rapid.Custom(func(t *rapid.T) string {
		name := rapid.SampledFrom([]string{"a", "b", "c", "d_e", "D-E", "the-suite", "é", "a/b", "x.json"}).Draw(t, "name")
		return name + "@" + rapid.SampledFrom([]string{"1.0.0", "1.0.0+b", "1.0.0+c", "2.0.0-rc.1", "v3", "10", ">=1", "", "*"}).Draw(t, "version")
	})
	rapid.Check(t, func(t *rapid.T) {
		refs := rapid.SliceOfN(ref, 1, 8).Draw(t, "components")
		var lines []string
		for _, from := range append(refs, "product") {
			needs := rapid.SliceOfN(rapid.SampledFrom(append(refs, "product", "z@1")), 0, 4).Draw(t, "needs")
			lines = append(lines, from+": "+strings.Join(needs, " "))
		}
		text := materials(lines)
		read := func() (*importer.Import, error) {
			return importer.Read(context.Background(), fstest.MapFS{"bom.json": {Data: []byte(text)}}, "bom.json", importer.Options{})
		}
		im, err := read()
		if err != nil {
			return
		}
		sound(t, im)
		again, err := read()
		if err != nil || string(shown(im)) != string(shown(again)) {
			t.Errorf("got another import the second time (%v), want the same", err)
		}
	})
}
