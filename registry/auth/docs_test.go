package auth_test

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"testing"

	"joinery/manifest"
	"joinery/registry/auth"
)

// TestPage takes the configuration that docs/concepts/security.md shows.
func TestPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/concepts/security.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindSubmatch(page)
	if block == nil {
		t.Fatal("got no yaml block, want one")
	}
	plain, err := manifest.Plain(t.Context(), block[1])
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Issuers []auth.Issuer `json:"issuers"`
	}
	d := json.NewDecoder(bytes.NewReader([]byte(text(plain))))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	if len(file.Issuers) != 2 || file.Issuers[1].Rules[0].Claims["ref_protected"] != "true" {
		t.Errorf("got %+v, want the two issuers of the page", file.Issuers)
	}
	if _, err := auth.New(nil, auth.Options{Now: newClock().Now, Issuers: file.Issuers}); err != nil {
		t.Error(err)
	}
}
