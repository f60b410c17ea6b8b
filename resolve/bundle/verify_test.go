package bundle

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"joinery/manifest"
)

func TestVerify(t *testing.T) {
	b := suite()
	stated := b.Digest.Value
	if err := Verify(b); err != nil {
		t.Errorf("got %v, want none", err)
	}

	b.Content["version"] = "4.3.1"
	err := Verify(b)
	want := &DigestError{Of: "acme-suite 4.3.0", Found: Digest(b), Wanted: stated}
	if got := new(DigestError); !errors.As(err, &got) || *got != *want {
		t.Errorf("got %v, want %v", err, want)
	}
	if got, want := err.Error(), "acme-suite 4.3.0: found content with the digest "+Digest(b)+", wanted "+stated+" as the bundle says"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}

	b.Digest = manifest.Text{}
	if got, want := Verify(b).Error(), "acme-suite 4.3.0: found no digest, wanted "+Digest(b); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestVerifyEntry(t *testing.T) {
	e := payments()
	listed := manifest.Bundled{Name: word("payments-api"), Version: word("1.4.0"), Digest: EntryDigest(e)}
	if err := VerifyEntry(listed, e); err != nil {
		t.Errorf("got %v, want none", err)
	}
	e.Dependencies[0].Want.Value = "2.1.1"
	want := DigestError{Of: "payments-api 1.4.0", Found: EntryDigest(e), Wanted: listed.Digest}
	if got := new(DigestError); !errors.As(VerifyEntry(listed, e), &got) || *got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestVerifyCoversFieldsOfANewerRelease reads a bundle with fields that this release does not
// know: they are covered by the digest, and kept when the bundle is written again.
func TestVerifyCoversFieldsOfANewerRelease(t *testing.T) {
	b := suite()
	b.Content["sealedBy"] = map[string]any{"key": "k-1.10", "days": []any{"1.10", true, "false"}}
	b.Content["components"].([]any)[0].(map[string]any)["licence"] = "MIT"
	b.Content["digest"] = Digest(b)
	file := string(YAML(b))

	got := read(t, []byte(file))
	if err := Verify(got); err != nil {
		t.Error(err)
	}
	var unknown []string
	for _, u := range got.Unknown {
		unknown = append(unknown, u.Value)
	}
	slices.Sort(unknown)
	if want := []string{"components.ledger-lib 2.1.3.licence", "sealedBy"}; !slices.Equal(unknown, want) {
		t.Errorf("got unknown fields %q, want %q", unknown, want)
	}
	if again := string(YAML(got)); again != file {
		t.Errorf("written again\n%s\nwant\n%s", again, file)
	}

	for _, forged := range []string{
		strings.Replace(file, "licence: MIT", "licence: BSD", 1),
		strings.Replace(file, ", licence: MIT", "", 1),
		strings.Replace(file, "k-1.10", "k-1.1", 1),
		strings.Replace(file, "true]", `"true"]`, 1),
		strings.Replace(file, "true, \"false\"", "\"false\", true", 1),
	} {
		if err := Verify(read(t, []byte(forged))); forged != file && err == nil {
			t.Errorf("got no error for\n%s", forged)
		}
	}
	other := strings.NewReplacer(`"1.10"`, "1.10", `"false"`, "false", "{name: ledger-lib, version: 2.1.3,", "{version: '2.1.3', name: ledger-lib,").Replace(file)
	if err := Verify(read(t, []byte(other))); err != nil {
		t.Errorf("in another layout: %v", err)
	}
}
