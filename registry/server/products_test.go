package server_test

import (
	"os"
	"strings"
	"testing"
)

func TestProducts(t *testing.T) {
	w := start(t)
	w.must(200, "GET /v1/products", "")
	w.must(404, "GET /v1/products/acme-suite", "")
	w.must(200, "POST /v1/documents", acme(t))
	if got := w.must(200, "GET /v1/products?limit=1", ""); got.field("next") == "" || strings.Contains(got.body, "kind: Product") {
		t.Errorf("a page: got %s, want one of two, without its document", got.body)
	}
	p := w.must(200, "GET /v1/products/acme-suite", "")
	if !strings.Contains(p.field("document"), "kind: Product") {
		t.Errorf("got %s, want its document", p.body)
	}
	w.must(304, "GET /v1/products/acme-suite", "", "If-None-Match", p.header.Get("ETag"))
}

func TestBundles(t *testing.T) {
	w := start(t)
	w.must(200, "POST /v1/documents", acme(t))
	const bundles = "/v1/products/acme-suite/bundles"
	want, err := os.ReadFile("../../examples/acme-suite/releases/acme-suite-4.2.0.joinery.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{{"?format=yaml", ""}, {"", "application/yaml"}} {
		if got := w.must(200, "GET "+bundles+"/4.2.0"+c[0], "", "Accept", c[1]); got.body != string(want) || got.header.Get("Content-Type") != "application/yaml" {
			t.Errorf("%v: got %.100s, want the file byte for byte", c, got.body)
		}
	}
	one := w.must(200, "GET "+bundles+"/4.2.0", "")
	if one.field("text") != string(want) {
		t.Errorf("text: got %.100s, want the file byte for byte", one.field("text"))
	}
	w.must(304, "GET "+bundles+"/4.2.0", "", "If-None-Match", one.header.Get("ETag"))
	w.must(404, "GET "+bundles+"/9.9.9", "")

	next := w.must(200, "GET "+bundles+"/next", "")
	cut := w.must(201, "POST "+bundles, `{}`, "Idempotency-Key", "k")
	if cut.field("text") != next.field("text") || cut.header.Get("Location") != bundles+"/"+cut.field("version") {
		t.Errorf("cut: got %s %.200s, want what was looked at: %.200s", cut.header.Get("Location"), cut.body, next.body)
	}
	if again := w.must(201, "POST "+bundles, `{}`, "Idempotency-Key", "k"); again.body != cut.body {
		t.Errorf("the same key: got %.300s, want %.300s", again.body, cut.body)
	}
	if again := w.must(200, "POST "+bundles, ""); again.field("version") != cut.field("version") {
		t.Errorf("nothing changed: got %s, want %s", again.field("version"), cut.field("version"))
	}
	w.must(422, "POST "+bundles, `{"level": "huge"}`)
	w.must(422, "GET "+bundles+"/next?date=tomorrow", "")
	w.must(404, "POST /v1/products/nobody/bundles", `{}`)
	if got := strings.Count(w.must(200, "GET "+bundles, "").body, `"version":`); got != 3 {
		t.Errorf("got %d bundles, want 3", got)
	}
}

func TestNotes(t *testing.T) {
	w := start(t)
	w.must(200, "POST /v1/documents", acme(t))
	for _, c := range []struct{ query, kind, part string }{
		{"", "text/markdown; charset=utf-8", "4.2.1"},
		{"?from=4.2.0&to=4.2.1&format=html", "text/html; charset=utf-8", "4.2.1"},
		{"?to=4.2.0&format=txt&lang=de", "text/plain; charset=utf-8", "4.2.0"},
		{"?format=json&audience=engineering", "application/json", `"audience": "engineering"`},
		{"?format=docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK"},
	} {
		got := w.must(200, "GET /v1/products/acme-suite/notes"+c.query, "")
		if got.header.Get("Content-Type") != c.kind || !strings.Contains(got.body, c.part) {
			t.Errorf("%s: got %s %.200s, want %s with %s", c.query, got.header.Get("Content-Type"), got.body, c.kind, c.part)
		}
	}
	for query, status := range map[string]int{"?from=9.9.9": 404, "?lang=xx": 422, "?audience=cats": 422, "?format=pdf": 422} {
		w.must(status, "GET /v1/products/acme-suite/notes"+query, "")
	}
	w.must(404, "GET /v1/products/nobody/notes", "")
	for _, c := range []struct{ query, accept, kind string }{
		{"", "", "text/markdown; charset=utf-8"},
		{"", "*/*", "text/markdown; charset=utf-8"},
		{"", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"},
		{"", "text/plain, text/html;q=0.5", "text/plain; charset=utf-8"},
		{"", "application/json", "application/json"},
		{"", "image/png", "text/markdown; charset=utf-8"},
		{"?format=txt", "text/html", "text/plain; charset=utf-8"},
	} {
		got := w.must(200, "GET /v1/products/acme-suite/notes"+c.query, "", "Accept", c.accept)
		if got.header.Get("Content-Type") != c.kind || got.header.Get("Vary") != "Accept" {
			t.Errorf("%q, Accept %q: got %s, Vary %q, want %s, Vary Accept", c.query, c.accept, got.header.Get("Content-Type"), got.header.Get("Vary"), c.kind)
		}
	}
}

func TestDiff(t *testing.T) {
	w := start(t)
	w.must(200, "POST /v1/documents", acme(t))
	got := w.must(200, "GET /v1/products/acme-suite/diff?from=4.2.0", "")
	if !strings.Contains(got.body, `"movement": "raised"`) || !strings.Contains(got.field("to"), `"version":"4.2.1"`) {
		t.Errorf("got %s, want what lies between 4.2.0 and 4.2.1", got.body)
	}
	for _, c := range []struct{ query, accept, kind, part string }{
		{"", "", "application/json", `"movement": "raised"`},
		{"&format=txt", "", "text/plain; charset=utf-8", "acme-suite  4.2.0 → 4.2.1  "},
		{"&format=md", "application/json", "text/markdown; charset=utf-8", "### acme-suite 4.2.0 → 4.2.1 ("},
		{"&format=json", "text/plain", "application/json", `"movement": "raised"`},
		{"", "text/plain", "text/plain; charset=utf-8", "raised "},
		{"", "text/markdown;q=0.9, text/plain;q=0.5", "text/markdown; charset=utf-8", "| raised | "},
		{"", "text/html,*/*", "application/json", `"movement": "raised"`},
		{"", "image/png", "application/json", `"movement": "raised"`},
	} {
		got := w.must(200, "GET /v1/products/acme-suite/diff?from=4.2.0"+c.query, "", "Accept", c.accept)
		if got.header.Get("Content-Type") != c.kind || got.header.Get("Vary") != "Accept" || !strings.Contains(got.body, c.part) {
			t.Errorf("%q, Accept %q: got %s, Vary %q, %.200s, want %s with %s", c.query, c.accept, got.header.Get("Content-Type"), got.header.Get("Vary"), got.body, c.kind, c.part)
		}
	}
	w.must(422, "GET /v1/products/acme-suite/diff", "")
	w.must(404, "GET /v1/products/acme-suite/diff?from=9.9.9", "")
	w.must(422, "GET /v1/products/acme-suite/diff?from=4.2.0&format=pdf", "")
}

func TestDependencies(t *testing.T) {
	w := start(t)
	w.must(200, "POST /v1/documents", acme(t))
	orders := w.must(200, "GET /v1/items/orders/dependencies", "")
	if got := orders.field("requires"); !strings.Contains(got, "ledger-lib") && !strings.Contains(got, "payments-api") && !strings.Contains(got, "auth-sdk") {
		t.Errorf("orders requires: got %s", orders.body)
	}
	golden(t, "dependencies.json", w.must(200, "GET /v1/dependencies", "").body)
	ledger := w.must(200, "GET /v1/items/ledger-lib/dependencies", "")
	if got := ledger.field("requiredBy"); got == "[]" {
		t.Errorf("ledger-lib is required by: got %s, want something", ledger.body)
	}
	suite := w.must(200, "GET /v1/products/acme-suite/dependencies", "")
	if got := suite.field("requires"); suite.field("kind") != "Product" || !strings.Contains(got, `"name":"orders"`) {
		t.Errorf("acme-suite requires: got %s, want orders among others", suite.body)
	}
	w.must(404, "GET /v1/products/orders/dependencies", "")
	w.must(404, "GET /v1/items/acme-suite/dependencies", "")
	version := ledger.field("version")
	w.must(200, "GET /v1/items/ledger-lib/versions/"+version+"/dependencies", "")
	w.must(404, "GET /v1/items/ledger-lib/versions/99.0.0/dependencies", "")
	w.must(404, "GET /v1/items/nobody/dependencies", "")
	number := w.must(201, "POST /v1/items/ledger-lib/draws", `{"level": "major"}`).field("number")
	w.must(404, "GET /v1/items/ledger-lib/versions/"+number+"/dependencies", "")
}

func TestSearch(t *testing.T) {
	w := start(t)
	w.must(200, "POST /v1/documents", acme(t))
	var names []string
	for query := "q=ACME&limit=1"; query != ""; {
		page := w.must(200, "GET /v1/search?"+query, "")
		for _, part := range strings.Split(page.body, `"name":"`)[1:] {
			name, _, _ := strings.Cut(part, `"`)
			names = append(names, name)
		}
		query = ""
		if next := page.field("next"); next != "" {
			query = "q=ACME&limit=1&cursor=" + next
		}
	}
	if got, want := strings.Join(names, " "), "acme-core acme-suite acmectl"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	w.must(422, "GET /v1/search", "")
}
