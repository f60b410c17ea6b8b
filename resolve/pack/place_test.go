package pack

import (
	"fmt"
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

// TestPlacesAlike numbers names that are the same once they are fit for every system.
func TestPlacesAlike(t *testing.T) {
	b := &manifest.Bundle{Components: []manifest.Bundled{listed("p", "1", "a!b", "2-a!b", "A?b", "a%2Ab", "x/a!b", "con", "y/Con", "NUL.tgz", "com1", "console")}}
	want := []string{"a_b", "2-a_b", "A", "3-a_b", "4-a_b", "_con", "2-Con", "_NUL.tgz", "_com1", "console"}
	for i, p := range places(b) {
		if got := strings.TrimPrefix(p.name, "artifacts/p/1/"); got != want[i] {
			t.Errorf("%s: got %s, want %s", p.uri, got, want[i])
		}
	}
}

// TestPlacesMany numbers very many equal names in no time.
func TestPlacesMany(t *testing.T) {
	uris := make([]string, 100_000)
	for i := range uris {
		uris[i] = fmt.Sprintf("d%d/a!b", i)
		if i%2 == 0 {
			uris[i] = fmt.Sprintf("d%d/%d-a*b", i, i/2+2)
		}
	}
	seen := map[string]bool{}
	for _, p := range places(&manifest.Bundle{Components: []manifest.Bundled{listed("p", "1", uris...)}}) {
		seen[p.name] = true
	}
	if len(seen) != len(uris) {
		t.Errorf("got %d names, want %d", len(seen), len(uris))
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
