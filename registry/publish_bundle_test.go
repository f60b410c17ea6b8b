package registry_test

import (
	"os"
	"strings"
	"testing"

	"joinery/registry"
)

// bundleText is a bundle of acme-suite, as joinery wrote it.
func bundleText(t *testing.T) string {
	t.Helper()
	r := newRegistry(t, registry.Options{})
	publishFolder(t, r, "../examples/acme-suite")
	made, err := r.Compose(t.Context(), admin, registry.Cut{Product: "acme-suite"})
	if err != nil {
		t.Fatal(err)
	}
	return string(made.Text)
}

// A bundle may come before its product, after it and twice, and never changes.
func TestPublishBundle(t *testing.T) {
	text, err := os.ReadFile("../examples/acme-suite/joinery.yaml")
	if err != nil {
		t.Fatal(err)
	}
	documents := map[string]string{
		"bundle": bundleText(t), "product": string(text),
		"component": "apiVersion: joinery/v1\nkind: Component\nname: acme-suite\n",
	}
	number := strings.Fields(strings.SplitN(documents["bundle"], "\nversion: ", 2)[1])[0]
	documents["altered"] = strings.Replace(documents["bundle"], "kind: Bundle", "kind: Bundle # altered", 1)
	documents["forged"] = strings.Replace(documents["bundle"], "digest: sha256:", "digest: sha256:0", 1)
	documents["emptied"] = documents["bundle"][:strings.Index(documents["bundle"], "\ncomponents:")] + "\ncomponents: []\n"
	added, same := "acme-suite "+number+" added", "acme-suite "+number+" unchanged"
	for _, test := range []struct{ steps, want string }{
		{"bundle", added},
		{"bundle+bundle", added + ", " + same},
		{"bundle > bundle", added + " > " + same},
		{"product+bundle", "acme-suite added, " + added},
		{"bundle+product", added + ", acme-suite added"},
		{"bundle > product > bundle", added + " > acme-suite added > " + same},
		{"bundle > altered", added + " > conflict: the bundle acme-suite " + number + " is here already, with another content"},
		{"bundle+altered", "conflict: the bundle acme-suite " + number + " is here already, with another content"},
		{"emptied", "invalid: the bundle acme-suite " + number + " is not as it was written"},
		{"component > bundle", "acme-suite added > exists: there is a component or product acme-suite already"},
		{"bundle > component", added + " > exists: there is a component or product acme-suite already"},
		{"component+bundle", "exists: there is a component or product acme-suite already"},
		{"bundle+component", "exists: there is a component or product acme-suite already"},
	} {
		r := newRegistry(t, registry.Options{})
		var told []string
		for _, step := range strings.Split(test.steps, " > ") {
			var texts []string
			for _, name := range strings.Split(step, "+") {
				texts = append(texts, documents[name])
			}
			told = append(told, publish(t, r, strings.Join(texts, "---\n")))
		}
		if got := strings.Join(told, " > "); !strings.HasPrefix(got, test.want) || test.want == added && got != added {
			t.Errorf("%s:\ngot  %s\nwant %s", test.steps, got, test.want)
		}
	}
}
