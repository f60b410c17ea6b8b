package manifest

import "testing"

func TestParseBundle(t *testing.T) {
	const head = "apiVersion: joinery/v1\nkind: Bundle\nname: suite\nversion: 1.0.0\n"
	for _, test := range []struct{ name, text, want string }{
		{"a bundle", head, "suite 1.0.0"},
		{"with a byte order mark", "\xef\xbb\xbf" + head, "suite 1.0.0"},
		{"beside a mistake", head + "released: today\n", `main:x.yaml:5:11: released: "today": found "t", wanted a date as YYYY-MM-DD`},
		{"nothing", "", "main:x.yaml:1:1: the file is empty, wanted a document"},
		{"something else", "apiVersion: joinery/v1\nkind: Product\nname: suite\n", "main:x.yaml: found 1 product, wanted one bundle"},
		{"two bundles", head + "---\n" + head, "main:x.yaml: found 2 bundles, wanted one bundle"},
		{"a bundle and more", head + "---\napiVersion: joinery/v1\nkind: Product\nname: suite\n", "main:x.yaml: found 1 product and 1 bundle, wanted one bundle"},
		{"no yaml", "a: [b", `main:x.yaml:1:4: found a list that is never closed, wanted "]"`},
	} {
		b, problems := (&Workspace{}).ParseBundle("main:x.yaml", []byte(test.text))
		got := "nothing"
		switch {
		case len(problems) > 0:
			got = problems[0].At.String() + ": " + problems[0].Message
		case b != nil:
			got = b.Name.Value + " " + b.Version.Value
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
