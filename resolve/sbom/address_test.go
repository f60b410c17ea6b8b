package sbom

import (
	"net/url"
	"testing"

	"pgregory.net/rapid"
)

func TestReference(t *testing.T) {
	for _, tt := range []struct{ text, want, absolute, file string }{
		{"dist/payments-1.4.0.tgz", "dist/payments-1.4.0.tgz", "", "payments-1.4.0.tgz"},
		{"https://acme.example/a.tgz?x=1#y", "https://acme.example/a.tgz?x=1#y", "https://acme.example/a.tgz?x=1#y", "a.tgz"},
		{"oci://acme.example/pay@sha256:0f", "oci://acme.example/pay@sha256:0f", "oci://acme.example/pay@sha256:0f", "pay@sha256:0f"},
		{"https://[::1]:8080/a", "https://[::1]:8080/a", "https://[::1]:8080/a", "a"},
		{"my file ü.tgz", "my%20file%20%C3%BC.tgz", "", "my file ü.tgz"},
		{"a%20b%2", "a%20b%252", "", "a b%2"},
		{"a[1].tgz", "a%5B1%5D.tgz", "", "a[1].tgz"},
		{"1:2", "1%3A2", "", "1:2"},
		{"a#b#c", "a%23b%23c", "", "a#b#c"},
		{"https://acme.example:port/", "https%3A%2F%2Facme.example%3Aport%2F", "", "acme.example:port"},
		{"pkg:golang/acme/pay@1.4.0", "pkg:golang/acme/pay@1.4.0", "pkg:golang/acme/pay@1.4.0", "pay@1.4.0"},
		{"../x\\y", "../x%5Cy", "", `x\y`},
		{"/", "/", "", ""},
	} {
		if got := reference(tt.text); got != tt.want {
			t.Errorf("reference(%q): got %q, want %q", tt.text, got, tt.want)
		}
		if got := absolute(tt.text); got != tt.absolute {
			t.Errorf("absolute(%q): got %q, want %q", tt.text, got, tt.absolute)
		}
		if got := fileName(tt.text); got != tt.file {
			t.Errorf("fileName(%q): got %q, want %q", tt.text, got, tt.file)
		}
	}
}

// Whatever the text, the reference is one, and is its own reference.
func TestReferenceAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := hostile.Draw(t, "text")
		got := reference(text)
		if _, err := url.Parse(got); err != nil {
			t.Fatalf("reference(%q): got %q, want a URI reference: %v", text, got, err)
		}
		if again := reference(got); again != got {
			t.Fatalf("reference(%q): got %q and of that %q, want the same", text, got, again)
		}
	})
}
