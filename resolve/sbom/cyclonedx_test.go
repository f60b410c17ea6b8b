package sbom

import "testing"

func TestMIMEType(t *testing.T) {
	for text, want := range map[string]string{
		"application/gzip": "application/gzip", "Text/Plain; charset=utf-8": "text/plain",
		"application/vnd.oci.image.layer.v1.tar+gzip": "application/vnd.oci.image.layer.v1.tar+gzip",
		"": "", "gzip": "", "a/b/c": "", "a /b": "", "/": "",
	} {
		if got := mimeType(text); got != want {
			t.Errorf("mimeType(%q): got %q, want %q", text, got, want)
		}
	}
}
