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
