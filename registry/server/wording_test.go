package server_test

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"joinery/registry/api"
)

// TestWording writes down what is said to who asks for what cannot be: what was found, and what was wanted.
func TestWording(t *testing.T) {
	w := start(t)
	w.must(200, "POST /v1/documents", acme(t))
	w.must(201, "POST /items/add?item=lib&version=1.0.0", "")
	w.must(201, "POST /v1/items/lib/draws", `{"level": "minor", "candidate": "rc"}`)
	var all strings.Builder
	for _, request := range []string{
		"GET /v1/items?limit=0",
		"GET /v1/items?limit=1001",
		"GET /v1/items?limit=x",
		"GET /v1/items?page=2",
		"GET /v1/items?contains=" + strings.Repeat("x", 201),
		"GET /v1/search",
		"GET /v1/audit?order=random",
		"POST /v1/items",
		"POST /v1/items {}",
		"POST /v1/items {",
		`POST /v1/items {"name": "x", "colour": "red"}`,
		`POST /v1/items {"name": 1}`,
		`POST /v1/items {"name": 1, "colour": "red"}`,
		`POST /v1/items {"name": "No Name"}`,
		`POST /v1/items {"name": "lib"}`,
		"POST /items/add?item=No+Name",
		"POST /items/add?item=lib",
		"POST /items/add?item=other&name=" + strings.Repeat("x", 401),
		"POST /items/add?item=other&colour=red",
		"POST /v1/items/lib/draws",
		`POST /v1/items/lib/draws {"level": "mayor"}`,
		`POST /v1/items/lib/draws {"level": "none"}`,
		`POST /v1/items/lib/draws {"level": "build"}`,
		`POST /v1/items/lib/draws {"level": 1}`,
		`POST /v1/items/lib/draws {"extends": "1.0.0"}`,
		`POST /v1/items/lib/draws {"reserve": "yes"}`,
		`POST /v1/items/lib/draws {"kinds": ["bug"]}`,
		"POST /version/next?item=lib&level=mayor",
		"POST /version/next?item=lib&level=7",
		"POST /version/next?item=lib&level=2&reserve=perhaps",
		"GET /version/current?item=lib&format=yaml",
		"GET /version/current.txt?item=lib&format=xml",
		"GET /v1/items/lib/draws?level=mayor",
		"GET /v1/items/lib/versions?state=lost",
		"GET /v1/items/lib/versions/9.9.9",
		"GET /v1/items/lib/current?line=2",
		"GET /v1/items/lib/current?line=1.1",
		"POST /v1/tokens {\"name\": \"x\", \"role\": \"foo\"}",
		"POST /v1/tokens {\"name\": \"x\", \"role\": \"draw\", \"expires\": \"soon\"}",
		"GET /v1/products/acme-suite/bundles/9.9.9",
		"GET /v1/products/acme-suite/notes?to=9.9.9",
		"GET /v1/products/acme-suite/notes?lang=xx",
		"GET /v1/products/acme-suite/notes?audience=cats",
		"GET /v1/products/acme-suite/notes?format=pdf",
		"GET /v1/events?action=foo",
		"GET /v1/events?after=x",
	} {
		line, body, has := strings.Cut(request, " {")
		if has {
			body = "{" + body
		}
		got := w.do(line, body)
		var p api.Problem
		if err := json.Unmarshal([]byte(got.body), &p); err != nil {
			t.Errorf("%s: got %d %s, want a problem", request, got.status, got.body)
			continue
		}
		if len(request) > 90 {
			request = request[:90] + "…"
		}
		all.WriteString(request + "\n")
		for _, said := range [][2]string{{strconv.Itoa(p.Status) + " " + p.Code, p.Field}, {"", p.Detail}, {"hint", p.Hint}} {
			if said[1] != "" || said[0] != "hint" {
				all.WriteString("    " + strings.TrimSpace(said[0]+"  "+said[1]) + "\n")
			}
		}
		for _, one := range p.Errors {
			all.WriteString("    error  " + one + "\n")
		}
	}
	golden(t, "wording.txt", all.String())
}

// TestFindingsNameTheDocument looks at the places of what is wrong with documents.
func TestFindingsNameTheDocument(t *testing.T) {
	w := start(t)
	got := w.must(422, "POST /v1/documents", "apiVersion: joinery/v1\nkind: Component\nname: lib\nversions:\n  - version: one\n")
	if text := got.field("errors"); !strings.HasPrefix(text, `["documents:5:`) {
		t.Errorf("got %s, want places that begin with documents:", text)
	}
	if text, err := os.ReadFile("../../docs/reference/http.md"); err != nil || !strings.Contains(string(text), "`documents:5:14`") || !strings.Contains(string(text), "`registry://items/") {
		t.Errorf("docs/reference/http.md: got no word on what the places are, %v", err)
	}
}
