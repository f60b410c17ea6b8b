package main

import (
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"joinery/registry/api"
)

// A second registry is asked for what the first has no document of, and adds the bundles that the first has not.
func TestElsewhereOfSeveral(t *testing.T) {
	serve := func(documents ...api.Document) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var asked api.Wanted
			if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
				t.Error(err)
			}
			answer := api.Documents{Documents: slices.DeleteFunc(slices.Clone(documents), func(d api.Document) bool { return !slices.Contains(asked.Names, d.Name) })}
			if err := json.NewEncoder(w).Encode(answer); err != nil {
				t.Error(err)
			}
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	one := serve(
		api.Document{Name: "suite", Bundles: []api.BundleText{{Version: "1.0.0", Text: "first"}}},
		api.Document{Name: "lib", Edition: 1, Text: "kind: Component"},
	)
	two := serve(
		api.Document{Name: "suite", Edition: 1, Text: "kind: Product", Bundles: []api.BundleText{{Version: "1.0.0", Text: "again"}, {Version: "1.1.0", Text: "next"}}},
		api.Document{Name: "lib", Edition: 1, Text: "kind: Component"},
	)
	p := &program{getenv: func(string) string { return "" }}
	ask, err := p.elsewhere(cli.NewContext(cli.NewApp(), flag.NewFlagSet("", flag.ContinueOnError), nil), "", one, two)
	if err != nil {
		t.Fatal(err)
	}
	came, err := ask(t.Context(), []string{"lib", "suite"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range came {
		got = append(got, strings.NewReplacer(one, "one", two, "two").Replace(d.File))
	}
	want := []string{
		"one/v1/products/suite/releases/suite-1.0.0.joinery.yaml", "one/v1/items/lib",
		"two/v1/products/suite", "two/v1/products/suite/releases/suite-1.1.0.joinery.yaml",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
