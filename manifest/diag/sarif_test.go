package diag

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

// sarifSchema is the published schema; its formats are asserted, as in every draft before 2019.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	file, err := os.Open("testdata/sarif-2.1.0.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	document, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("urn:sarif:2.1.0", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("urn:sarif:2.1.0")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestSARIFSchema(t *testing.T) {
	schema := sarifSchema(t)
	validate := func(name, text string) string {
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err == nil {
			err = schema.Validate(document)
		}
		if err != nil {
			return name + ": got " + err.Error() + " in\n" + text + "want what the schema admits"
		}
		return ""
	}
	for _, tt := range reports() {
		if got := validate(tt.name, printed(t, "sarif", tt.l)); got != "" {
			t.Error(got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		if got := validate("drawn", printed(t, "sarif", drawList(t))); got != "" {
			t.Fatal(got)
		}
	})
}

// Without options it is a report all the same, and only a version with numbers is semantic.
func TestSARIFVersion(t *testing.T) {
	for _, tt := range []struct {
		version  string
		semantic bool
	}{
		{"1.2.0", true},
		{"1.3.0-SNAPSHOT.20261120.g9f2c1ab", true},
		{"(devel)", false},
		{"", false},
	} {
		var b strings.Builder
		if err := SARIF(&b, nil, SARIFOptions{Version: tt.version}); err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Contains(b.String(), `"semanticVersion": "`+tt.version+`"`), tt.semantic; got != want {
			t.Errorf("%q: semanticVersion: got %t, want %t in\n%s", tt.version, got, want, b.String())
		}
		if got, want := strings.Contains(b.String(), `"version": "`+tt.version+`"`), tt.version != ""; got != want {
			t.Errorf("%q: version: got %t, want %t in\n%s", tt.version, got, want, b.String())
		}
	}
}

func TestRelativeURI(t *testing.T) {
	for _, tt := range []struct{ path, want string }{
		{"joinery.yaml", "joinery.yaml"},
		{"pay/joinery.yaml", "pay/joinery.yaml"},
		{"pay ments/joinery.yaml", "pay%20ments/joinery.yaml"},
		{"a#b?c.yaml", "a%23b%3Fc.yaml"},
		{"100%.yaml", "100%25.yaml"},
		{"100%25.yaml", "100%2525.yaml"},
		{"値段/é.yaml", "%E5%80%A4%E6%AE%B5/%C3%A9.yaml"},
		{`a\b.yaml`, "a%5Cb.yaml"},
		{"c:x.yaml", "./c:x.yaml"},
		{"a/c:x.yaml", "a/c:x.yaml"},
		{"/a.yaml", "a.yaml"},
		{"*", "%2A"},
		{"\xff", "%FF"},
	} {
		if got := relativeURI(tt.path); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.path, got, tt.want)
		}
	}
}

// Who reads the URI gets the path back, and never a scheme, host, query or fragment.
func TestRelativeURIReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.StringMatching(`[a:%#?é \[\]*+&.][a:%#?é/ \[\]*+&.]{0,6}`).Draw(t, "path")
		uri := relativeURI(path)
		u, err := url.Parse(uri)
		if err != nil {
			t.Fatalf("%q: %v", uri, err)
		}
		if got := *u; got.Scheme != "" || got.Host != "" || got.Opaque != "" || got.RawQuery != "" || got.Fragment != "" {
			t.Errorf("%q: got %#v, want a path alone", uri, got)
		}
		if got := u.Path; got != path && got != "./"+path {
			t.Errorf("%q: got %q, want %q", uri, got, path)
		}
	})
}

func TestSARIFLink(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{sarifPlain("wanted [1.0.0]"), "wanted [1.0.0]"},
		{sarifPlain("see [here](https://x)"), `see \[here\](https://x)`},
		{sarifPlain("a\nb"), `a\nb`},
		{sarifLink("a[1].yaml:9:5", 2), `[a\[1\].yaml:9:5](2)`},
		{sarifPlain("components: {a: fix}"), "components: {{a: fix}}"},
		{sarifLink("{a}.yaml:9", 1), "[{{a}}.yaml:9](1)"},
		{sarifLink(`a\b.yaml:9`, 3), `[a\\b.yaml:9](3)`},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
