package server_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"joinery/registry/api"
)

// acme returns all documents of the sample product, bundles with them.
func acme(t testing.TB) string {
	t.Helper()
	var text strings.Builder
	err := filepath.WalkDir("../../examples/acme-suite", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, "joinery.yaml") {
			return err
		}
		file, err := os.ReadFile(name)
		text.WriteString("---\n" + strings.TrimPrefix(string(file), "---\n"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestPublish(t *testing.T) {
	w := start(t)
	yaml := []string{"Content-Type", "application/yaml", "Idempotency-Key", "k"}
	if looked := w.must(200, "POST /v1/documents?look=true", acme(t), yaml...); !strings.Contains(looked.body, `{"kind":"Product","name":"acme-suite","what":"added"}`) {
		t.Errorf("got %s, want that acme-suite would be added", looked.body)
	}
	w.must(404, "GET /v1/products/acme-suite", "")
	first := w.must(200, "POST /v1/documents", acme(t), yaml...)
	if !strings.Contains(first.body, `{"kind":"Product","name":"acme-suite","what":"added"}`) {
		t.Errorf("got %s, want acme-suite added", first.body)
	}
	if again := w.must(200, "POST /v1/documents", acme(t), yaml...); again.body != first.body {
		t.Errorf("the same key: got %s, want the same answer", again.body)
	}
	if got := w.must(422, "POST /v1/documents", "kind: Component\nnmae: x\n"); !strings.Contains(got.field("errors"), ":") {
		t.Errorf("got %s, want findings with places", got.body)
	}
	twice := "apiVersion: joinery/v1\nkind: Component\nname: twin\nversions: [{version: 1.0.0}]\n"
	if got := w.must(422, "POST /v1/documents", twice+"---\n"+twice); !strings.Contains(got.field("errors"), "documents:8:7: error: the name twin is declared twice") {
		t.Errorf("got %s, want both places", got.body)
	}
	w.must(422, "POST /v1/documents", "# nothing")
	w.must(400, "POST /v1/documents", "")
	w.must(422, "POST /v1/documents", "\xff\xfe")
}

func TestWanted(t *testing.T) {
	w := start(t)
	w.must(200, "POST /v1/documents", acme(t))
	ask := func(wanted api.Wanted) api.Documents {
		t.Helper()
		text, err := json.Marshal(wanted)
		if err != nil {
			t.Fatal(err)
		}
		var all api.Documents
		if err := json.Unmarshal([]byte(w.must(200, "POST /v1/documents/wanted", string(text)).body), &all); err != nil {
			t.Fatal(err)
		}
		return all
	}
	names := func(all api.Documents) (names []string) {
		for _, d := range all.Documents {
			names = append(names, d.Name)
		}
		return names
	}
	all := ask(api.Wanted{Names: []string{"orders", "nobody", "acme-suite", "orders", "No Name", "\u00e4"}})
	if got, want := names(all), []string{"acme-suite", "orders"}; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	suite, orders := all.Documents[0], all.Documents[1]
	if len(suite.Bundles) != 2 || suite.Bundles[0].Text == "" || !strings.Contains(orders.Text, "name: orders") {
		t.Errorf("got %v, want documents with their texts, and two bundles", all)
	}
	held := ask(api.Wanted{Names: names(all), Have: map[string]int64{"acme-suite": suite.Edition, "orders": orders.Edition}}).Documents
	if held[0].Text != "" || held[1].Text != "" || len(held[0].Bundles) != 2 {
		t.Errorf("what is held: got %v, want no texts", held)
	}
	reached := names(ask(api.Wanted{Names: []string{"acme-suite"}, Reach: true}))
	slices.Sort(reached)
	if want := []string{"acme-core", "acme-suite", "acmectl", "auth-sdk", "gateway", "ledger-lib", "orders", "payments-api", "tax-tables", "web-shop"}; !slices.Equal(reached, want) {
		t.Errorf("reached: got %v, want %v", reached, want)
	}
}

// Bundles come where there is no document of their product.
func TestWantedBundlesAlone(t *testing.T) {
	w := start(t)
	bundle, err := os.ReadFile("../../examples/acme-suite/releases/acme-core-1.0.0.joinery.yaml")
	if err != nil {
		t.Fatal(err)
	}
	w.must(200, "POST /v1/documents", string(bundle))
	text, err := json.Marshal(string(bundle))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"documents":[{"name":"acme-core","edition":0,"bundles":[{"version":"1.0.0","text":` + string(text) + `}]}]}`
	for _, more := range []string{"", `, "reach": true`, `, "have": {"acme-core": 3}`} {
		body := `{"names": ["acme-core", "nobody"]` + more + `}`
		if got := strings.TrimSpace(w.must(200, "POST /v1/documents/wanted", body).body); got != want {
			t.Errorf("%s: got %s, want %s", body, got, want)
		}
	}
	// Who lists all finds them, and nothing else takes them for a document.
	if got, want := strings.TrimSpace(w.must(200, "GET /v1/products", "").body), `{"items":[{"name":"acme-core","edition":0}]}`; got != want {
		t.Errorf("products: got %s, want %s", got, want)
	}
	if got, want := strings.TrimSpace(w.must(200, "GET /v1/dependencies", "").body), `{"items":[]}`; got != want {
		t.Errorf("dependencies: got %s, want %s", got, want)
	}
	w.must(404, "GET /v1/products/acme-core", "")
}

// TestWantedMany asks for 6 000 documents at once.
func TestWantedMany(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	w := start(t)
	var text strings.Builder
	names := make([]string, 6000)
	for i := range names {
		names[i] = fmt.Sprintf("lib-%d", i)
		fmt.Fprintf(&text, "---\napiVersion: joinery/v1\nkind: Component\nname: lib-%d\nversions:\n  - version: 1.0.0\n    dependencies: {lib-%d: ^1.0}\n", i, (i+1)%len(names))
	}
	w.must(200, "POST /v1/documents", text.String())
	body, err := json.Marshal(api.Wanted{Names: names})
	if err != nil {
		t.Fatal(err)
	}
	all := w.must(200, "POST /v1/documents/wanted", string(body))
	if got := strings.Count(all.body, `"text":`); got != len(names) {
		t.Errorf("got %d texts, want %d", got, len(names))
	}
	if got := w.must(200, "GET /v1/dependencies?limit=1000", ""); strings.Count(got.body, `"requiredBy":[{`) != 1000 {
		t.Errorf("dependencies: got %.300s, want 1000 that something requires", got.body)
	}
}
