package sbom

import "testing"

func TestInstant(t *testing.T) {
	for day, want := range map[string]string{"2026-09-08": "2026-09-08T00:00:00Z", "": "", "2026-02-30": "", "yesterday": ""} {
		if got := instant(day); got != want {
			t.Errorf("instant(%q): got %q, want %q", day, got, want)
		}
	}
}

func TestSHA256Of(t *testing.T) {
	const digits = "723dbe3d738b094f81ebae25c4abef40dacb4c8af6bb611d37282ca9a9470270"
	for digest, want := range map[string]string{"sha256:" + digits: digits, digits: "", "sha256:0f": "", "sha256:" + digits[:63] + "G": "", "": ""} {
		if got := sha256Of(digest); got != want {
			t.Errorf("sha256Of(%q): got %q, want %q", digest, got, want)
		}
	}
}
