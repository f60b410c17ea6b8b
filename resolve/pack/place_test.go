package pack

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
)

func listed(component, version string, uris ...string) manifest.Bundled {
	c := manifest.Bundled{Name: manifest.Text{Value: component}, Version: manifest.Text{Value: version}}
	for _, uri := range uris {
		c.Artifacts = append(c.Artifacts, manifest.Artifact{URI: manifest.Text{Value: uri}})
	}
	return c
}

func TestPlaces(t *testing.T) {
	b := &manifest.Bundle{Components: []manifest.Bundled{
		listed("pay/api", "1.4.0", "dist/pay.tgz", "https://dl.example/v1/Pay.tgz?x=1", "oci://r.example/pay:1", "", "../..", "dist/a%20b.txt"),
		listed("pay", "api/1 beta.", "file:///srv/.env"),
	}}
	want := []string{
		"artifacts/pay--api/1.4.0/pay.tgz",
		"artifacts/pay--api/1.4.0/2-Pay.tgz",
		"artifacts/pay--api/1.4.0/pay_1",
		"artifacts/pay--api/1.4.0/_",
		"artifacts/pay--api/1.4.0/__",
		"artifacts/pay--api/1.4.0/a_b.txt",
		"artifacts/pay/api_1_beta_/_env",
	}
	got := places(b)
	if len(got) != len(want) {
		t.Fatalf("got %d places, want %d", len(got), len(want))
	}
	for i, p := range got {
		if p.name != want[i] {
			t.Errorf("%s: got %s, want %s", p.uri, p.name, want[i])
		}
	}
}

// TestPlacesAreGood draws artifacts of any name: each has a place of its own that a package may
// hold and a header can say.
func TestPlacesAreGood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[aA./_]{0,3}`), rapid.StringMatching(`x{0,300}`))
		b := &manifest.Bundle{}
		for range rapid.IntRange(1, 4).Draw(t, "components") {
			b.Components = append(b.Components, listed(text.Draw(t, "name"), text.Draw(t, "version"), rapid.SliceOfN(text, 0, 5).Draw(t, "uris")...))
		}
		seen := map[string]bool{}
		for _, p := range places(b) {
			if err := checkName(p.name); err != nil {
				t.Errorf("got %v, want a name that a package may hold", err)
			}
			if _, ok := header(p.name, 0); !ok {
				t.Errorf("%s: got no header", p.name)
			}
			if low := strings.ToLower(p.name); seen[low] {
				t.Errorf("%s: got it twice", p.name)
			} else {
				seen[low] = true
			}
		}
	})
}
