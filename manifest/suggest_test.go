package manifest

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"name", "title", "type", "versions", "versioning"}
	for _, test := range []struct{ word, want string }{
		{"nmae", "name"},
		{"nam", "name"},
		{"tpye", "type"},
		{"version", "versions"},
		{"versionign", "versioning"},
		{"zzz", ""},
		{"", ""},
		{"x", ""},
	} {
		if got := Nearest(test.word, names); got != test.want {
			t.Errorf("%q: got %q, want %q", test.word, got, test.want)
		}
	}
}
