package sbom

import "testing"

// Worked out with Python's uuid.uuid5 and its namespace for URLs.
func TestUUID(t *testing.T) {
	for name, want := range map[string]string{
		"https://www.example.com/": "3d3ed9d2-aa3d-5fa6-90e8-ed662e90f559",
		"sha256:723dbe3d738b094f81ebae25c4abef40dacb4c8af6bb611d37282ca9a9470270": "48bed7a4-f341-5e76-a1fd-6b697c04bd74",
	} {
		if got := uuid(name); got != want {
			t.Errorf("uuid(%q): got %s, want %s", name, got, want)
		}
	}
}

func TestReferencesAreUnique(t *testing.T) {
	all := references{}
	for _, want := range []string{"pay@1.0.0", "pay@1.0.0#2", "pay@1.0.0#3"} {
		if got := all.of("pay", "1.0.0"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
