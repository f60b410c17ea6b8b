package importer_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest/importer"
)

// TestHelmRanges: what a chart without a lock asks for becomes a component's version where it is
// one, and is left out and told where Helm would choose among several.
func TestHelmRanges(t *testing.T) {
	for _, tt := range []struct {
		asked string
		taken bool
	}{
		{"1.2.3", true},
		{"v1.2.3", true},
		{"1.2.3-rc.x", true},
		{"1.2.3+build.5", true},
		{"latest", true}, // no range of Helm's either
		{"^12.1.0", false},
		{"~1.2.3", false},
		{">=1.2.0 <2.0.0", false},
		{"1.0.0 - 2.0.0", false},
		{"17.x.x", false},
		{"17.x", false},
		{"17.X.X", false},
		{"x", false},
		{"0.12.*", false},
		{"*", false},
		{"v5.28.*", false},
		{"1.4", false}, // Helm takes the highest 1.4.…
		{"v1", false},
	} {
		chart := "apiVersion: v2\nname: a\nversion: 1.0.0\nappVersion: 1.0.0\ndependencies:\n- {name: b, version: \"" + tt.asked + "\"}\n"
		im, err := importer.Read(t.Context(), fstest.MapFS{"Chart.yaml": {Data: []byte(chart)}}, "Chart.yaml", importer.Options{})
		if err != nil {
			t.Errorf("%s: got %v, want no error", tt.asked, err)
			continue
		}
		sound(t, im)
		told := strings.Join(im.Summary(), "\n")
		if got := len(im.Components) == 2; got != tt.taken {
			t.Errorf("%s: got taken %v, want %v", tt.asked, got, tt.taken)
		}
		if want := "no Chart.lock says which version " + tt.asked + " came to: b is left out"; !tt.taken && !strings.Contains(told, want) {
			t.Errorf("%s: got %q, want %q", tt.asked, told, want)
		}
	}
}

// TestHelmLock: a lock speaks for a dependency when it says one version, and not a range, which Helm
// repeats for a chart in charts/.
func TestHelmLock(t *testing.T) {
	for _, tt := range []struct {
		name, lock string
		want       string // the version that is taken, or what is told
	}{
		{"locked", "dependencies: [{name: b, version: 1.4.7}]", "1.4.7"},
		{"no such file", "", "no Chart.lock says which version ^1.4 came to: b is left out"},
		{"open", "dependencies: [{name: b, version: 1.4.*}]", "Chart.lock says 1.4.* of b, which is no version but a range: b is left out"},
		{"bounds", "dependencies: [{name: b, version: ^1.4}]", "Chart.lock says ^1.4 of b, which is no version but a range: b is left out"},
		{"another chart", "dependencies: [{name: c, version: 1.0.0}]", "Chart.lock does not say which version ^1.4 of b came to: b is left out"},
		{"nothing", "dependencies: []", "Chart.lock does not say which version ^1.4 of b came to: b is left out"},
	} {
		fsys := fstest.MapFS{"Chart.yaml": {Data: []byte("apiVersion: v2\nname: a\nversion: 1.0.0\nappVersion: 1.0.0\ndependencies:\n- {name: b, version: ^1.4}\n")}}
		if tt.lock != "" {
			fsys["Chart.lock"] = &fstest.MapFile{Data: []byte(tt.lock)}
		}
		im, err := importer.Read(t.Context(), fsys, "Chart.yaml", importer.Options{})
		if err != nil {
			t.Errorf("%s: got %v, want no error", tt.name, err)
			continue
		}
		sound(t, im)
		got := strings.Join(im.Summary(), "\n")
		for _, c := range im.Components {
			if c.Name == "b" {
				got = c.Version
			}
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
