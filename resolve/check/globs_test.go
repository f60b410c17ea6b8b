package check

import (
	"strings"
	"testing"
)

// TestGlobs looks which files globs in the manifests of a folder admit.
func TestGlobs(t *testing.T) {
	for _, test := range []struct {
		folder, text string
		admits, not  []string
	}{
		{"api", "**", []string{"api/a", "api/b/c", "api/.hidden"}, nil},
		{".", "**", []string{"a", "b/c"}, nil},
		{".", "*.go", []string{"a.go"}, []string{"b/a.go"}},
		{"api", "*.go", []string{"api/a.go"}, []string{"api/b/a.go"}},
		{"api", "src/**/*.go", []string{"api/src/a.go", "api/src/b/c/a.go"}, []string{"api/a.go", "api/src/a.md"}},
		{"api", "src", []string{"api/src", "api/src/a", "api/src/b/c"}, nil},
		{"api", "./src/", []string{"api/src/a"}, nil},
		{"api", ".", []string{"api/a", "api/b/c"}, nil},
		{"api", "*.{go,md}", []string{"api/a.go", "api/a.md"}, []string{"api/a.txt"}},
		{"api", "[ab]/x", []string{"api/a/x"}, []string{"api/c/x"}},
		{"api", `\*.go`, []string{"api/*.go"}, []string{"api/a.go"}},
		{"api", "../proto", []string{"proto", "proto/a"}, nil},
		{"api", "..", []string{"a", "api/b"}, nil},
		{"a/b", "../../*.proto", []string{"x.proto"}, []string{"a/x.proto"}},
		{"api", "../proto/**/*.proto", []string{"proto/a.proto", "proto/b/c.proto"}, []string{"proto/a.md"}},
		{"[odd] {name}", "*.go", []string{"[odd] {name}/a.go"}, nil},
		{"api", "über/*", []string{"api/über/ä"}, nil},
	} {
		g, reason := newGlob(test.folder, test.text)
		if reason != "" {
			t.Errorf("%s in %s: got %q, want a glob", test.text, test.folder, reason)
			continue
		}
		admits := func(file string) bool {
			below := g.folder == "." || file == g.folder || strings.HasPrefix(file, g.folder+"/")
			return below && g.admits(file)
		}
		for _, file := range test.admits {
			if !admits(file) {
				t.Errorf("%s in %s does not admit %s, want it to", test.text, test.folder, file)
			}
		}
		for _, file := range test.not {
			if admits(file) {
				t.Errorf("%s in %s admits %s, want it not to", test.text, test.folder, file)
			}
		}
	}
}

// TestNoGlobs looks what is wrong with texts that are no globs.
func TestNoGlobs(t *testing.T) {
	for _, test := range []struct{ folder, text, want string }{
		{"api", "[a", "is not closed"},
		{"api", "{a,b", "is not closed"},
		{"api", `a\`, "ends in a backslash"},
		{"api", "/a", "starts at the file system's root"},
		{"api", "../../a", "leads out of the workspace"},
		{"api", "a/../../../b", "leads out of the workspace"},
		{".", "..", "leads out of the workspace"},
	} {
		if _, reason := newGlob(test.folder, test.text); !strings.Contains(reason, test.want) {
			t.Errorf("%s in %s: got %q, want %q in it", test.text, test.folder, reason, test.want)
		}
	}
}
