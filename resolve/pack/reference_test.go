package pack

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestReference(t *testing.T) {
	digest := "sha256:" + strings.Repeat("0a", 32)
	for _, tt := range []struct {
		text string
		want Reference
		err  string
	}{
		{"oci://r.example/acme/suite", Reference{"r.example", "acme/suite", "", ""}, ""},
		{"oci://r.example:5000/suite:1.0.0_b.1", Reference{"r.example:5000", "suite", "1.0.0_b.1", ""}, ""},
		{"oci://[::1]:5000/suite@" + digest, Reference{"[::1]:5000", "suite", "", digest}, ""},
		{"oci://r.example/suite:1.0.0@" + digest, Reference{"r.example", "suite", "1.0.0", digest}, ""},
		{"", Reference{}, "found no reference"},
		{"suite.tar.gz", Reference{}, "found no reference"},
		{"oci://suite", Reference{}, "found no reference"},
		{"oci://r.example/", Reference{}, "found no reference"},
		{"oci:///suite", Reference{}, "found no reference"},
		{"oci://r.example/../suite", Reference{}, "found no reference"},
		{"oci://r.example/suite/:1", Reference{}, "found no reference"},
		{"oci://r.example/suite?x=1", Reference{}, "found no reference"},
		{"oci://r.example/Suite", Reference{}, "found capitals"},
		{"oci://r.example/suite:", Reference{}, "found no tag"},
		{"oci://r.example/suite:1.0.0+b", Reference{}, "found no tag"},
		{"oci://r.example/suite:a/b", Reference{}, "found no tag"},
		{"oci://r.example/suite@", Reference{}, "found no digest"},
		{"oci://r.example/suite@sha512:00", Reference{}, "found no digest"},
		{"oci://r.example/suite@" + digest + ":1", Reference{}, "found no digest"},
		{"oci://kim:secret@r.example/suite", Reference{}, "found a user"},
	} {
		got, err := ParseReference(tt.text)
		switch {
		case tt.err == "" && (err != nil || got != tt.want || got.String() != tt.text):
			t.Errorf("%s: got %+v, %v, want %+v", tt.text, got, err, tt.want)
		case tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err) || strings.Contains(err.Error(), "secret")):
			t.Errorf("%s: got %+v, %v, want %q", tt.text, got, err, tt.err)
		}
	}
}

// TestReferencePrintsBack reads what it prints.
func TestReferencePrintsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(oci://)?[a-z.:\[\]0-9@]{0,9}/[a-zA-Z/._-]{0,9}(:[a-z.+]{0,5})?(@sha256:[0-9a-f]{62,66})?`).Draw(t, "text")
		r, err := ParseReference(text)
		if err != nil {
			return
		}
		if again, err := ParseReference(r.String()); err != nil || again != r {
			t.Errorf("%q: got %+v, %v, want %+v", text, again, err, r)
		}
	})
}

func TestVersionTag(t *testing.T) {
	for _, tt := range []struct {
		version, want string
		ok            bool
	}{
		{"4.2.1", "4.2.1", true},
		{"4.2.1-rc.1+build.5", "4.2.1-rc.1_build.5", true},
		{"2026 spring", "2026 spring", false},
		{"-1", "-1", false},
		{strings.Repeat("1", 129), strings.Repeat("1", 129), false},
	} {
		if got, ok := VersionTag(tt.version); got != tt.want || ok != tt.ok {
			t.Errorf("%s: got %s, %t, want %s, %t", tt.version, got, ok, tt.want, tt.ok)
		}
	}
}
