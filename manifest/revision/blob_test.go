package revision

import (
	"context"
	"errors"
	"testing"
)

func TestFile(t *testing.T) {
	s := newSandbox(t, t.TempDir())
	s.write("suite/releases/a b*.yaml", "old\r\n")
	s.write("suite/releases/a bc.yaml", "another")
	s.write("suite/größe", "ü")
	s.write("suite/empty", "")
	s.write("outside", "x")
	s.link("suite/link", "empty")
	s.commit("one")
	s.git("tag", "v1")
	s.write("suite/releases/a b*.yaml", "new")
	s.remove("suite/empty")
	s.commit("two")
	s.write("suite/releases/a b*.yaml", "not committed")
	r, err := Open(t.Context(), s.dir+"/suite")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ ref, path, want string }{
		{"v1", "releases/a b*.yaml", "old\r\n"},
		{"HEAD", "releases/a b*.yaml", "new"},
		{"HEAD~1", "empty", ""},
		{"main", "größe", "ü"},
		{"main", "empty", "main holds no file empty"},
		{"main", "releases", "releases of main is a folder, wanted a file"},
		{"main", "link", "link of main is a link, wanted a file"},
		{"main", "outside", "main holds no file outside"},
		{"main", "../outside", "main holds no file ../outside"},
		{"main", ".", "main holds no file ."},
		{"main", "", "main holds no file "},
		{"main", "releases/", "main holds no file releases/"},
		{"main", "/releases/a b*.yaml", "main holds no file /releases/a b*.yaml"},
		{"main", ":(glob)releases/*", "main holds no file :(glob)releases/*"},
		{"mian", "empty", "mian is no revision here"},
		{"HEAD:suite", "empty", "HEAD:suite is a tree, wanted a commit, branch or tag"},
		{"--all", "empty", "--all is no revision here"},
	} {
		text, err := r.File(t.Context(), test.ref, test.path)
		got := string(text)
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s:%s: got %q, want %q", test.ref, test.path, got, test.want)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := r.File(ctx, "main", "größe"); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: got %v, want %v", err, context.Canceled)
	}
}
