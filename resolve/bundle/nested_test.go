package bundle

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest"
	"joinery/manifest/version"
)

// TestExchanged: a nested bundle that is not the one which a bundle lists is found where it is
// listed, and its lineage tells nothing.
func TestExchanged(t *testing.T) {
	core := func(v, summary, extends string) *manifest.Bundle {
		b := &manifest.Bundle{Name: word("core"), Version: word(v), Versioning: manifest.Versioning{Scheme: version.SemVer}}
		b.Changes = []manifest.Note{{Type: word("fix"), Summary: word(summary), ID: word("id-" + v)}}
		if extends != "" {
			b.Extends = []manifest.Reference{{Text: word(extends)}}
		}
		Seal(b)
		return b
	}
	listing := func(v string, inner *manifest.Bundle, digest string) *manifest.Bundle {
		b := &manifest.Bundle{Name: word("suite"), Version: word(v), Versioning: manifest.Versioning{Scheme: version.SemVer}}
		b.Components = []manifest.Bundled{{Name: word("core"), Version: inner.Version, Direct: true, Digest: digest}}
		Seal(b)
		return b
	}
	first, between, second, other := core("1.0.0", "First", ""), core("1.1.0", "Between", "1.0.0"), core("1.2.0", "Second", "1.1.0"), core("1.2.0", "Smuggled in", "1.1.0")
	smuggled := []byte(strings.Replace(string(YAML(second)), "Second", "Smuggled in", 1))
	for _, c := range []struct {
		name    string
		listed  string // the digest under which suite 2.0.0 lists core 1.2.0
		file    []byte // what stands there
		want    string // rule and place
		through string
	}{
		{"as listed", second.Digest.Value, YAML(second), "", "[1.1.0]"},
		{"listed without a digest", "", YAML(second), "", "[1.1.0]"},
		{"another bundle", second.Digest.Value, YAML(other), "bundle-intact releases/suite-2.0.0.joinery.yaml, releases/core-1.2.0.joinery.yaml", "[]"},
		{"the same one, changed by hand", second.Digest.Value, smuggled, "bundle-intact releases/suite-2.0.0.joinery.yaml, releases/core-1.2.0.joinery.yaml", "[]"},
		{"none", second.Digest.Value, nil, "", "[]"},
	} {
		files := fstest.MapFS{
			"joinery.yaml":                      {Data: []byte("{apiVersion: joinery/v1, kind: Product, name: suite}\n---\n{apiVersion: joinery/v1, kind: Product, name: core}\n")},
			"releases/core-1.0.0.joinery.yaml":  {Data: YAML(first)},
			"releases/core-1.1.0.joinery.yaml":  {Data: YAML(between)},
			"releases/suite-1.0.0.joinery.yaml": {Data: YAML(listing("1.0.0", first, first.Digest.Value))},
			"releases/suite-2.0.0.joinery.yaml": {Data: YAML(listing("2.0.0", second, c.listed))},
		}
		if c.file != nil {
			files["releases/core-1.2.0.joinery.yaml"] = &fstest.MapFile{Data: c.file}
		}
		w, err := manifest.Load(t.Context(), files, manifest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		to := held(t, w, "suite@2.0.0")
		got := ""
		for _, d := range Exchanged(w, to) {
			got += d.Rule + " " + d.At.File + ", " + d.Related[0].At.File
			if d.At.Line == 0 || d.Related[0].At.Line == 0 {
				t.Errorf("%s: got %+v, want lines", c.name, d)
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if n := len(Exchanged(Intact(w), to)); (n > 0) != (c.want != "") {
			t.Errorf("%s, where nothing altered is read: got %d findings, want %t", c.name, n, c.want != "")
		}
		d := Diff(w, held(t, w, "suite@1.0.0"), to)
		if got := fmt.Sprint(d.Components[0].Through); got != c.through {
			t.Errorf("%s: got %s in between, want %s", c.name, got, c.through)
		}
	}
}
