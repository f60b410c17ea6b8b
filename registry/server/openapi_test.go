package server_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// described is what the routes' description says of one operation.
type described struct {
	Security   []map[string][]string
	Parameters []struct {
		Name, In string
		Schema   map[string]any
	}
	RequestBody *struct {
		Required bool
		Content  map[string]struct{ Schema map[string]any }
	}
	Responses map[string]struct {
		Description string
		Content     map[string]struct{ Schema map[string]any }
	}
}

func description(t *testing.T) (operations map[string]described, whole map[string]any) {
	t.Helper()
	text, err := newStage(t).server.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]described
	}
	for _, into := range []any{&doc, &whole} {
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatal(err)
		}
	}
	operations = map[string]described{}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			operations[strings.ToUpper(method)+" "+path] = op
		}
	}
	return operations, whole
}

// TestDescriptionIsWhole looks at each operation: what it takes, what it answers, and who may ask.
func TestDescriptionIsWhole(t *testing.T) {
	operations, whole := description(t)
	schemes := whole["components"].(map[string]any)["securitySchemes"].(map[string]any)
	if got := slices.Sorted(maps.Keys(schemes)); fmt.Sprint(got) != "[password token]" {
		t.Errorf("the ways to say who asks: got %v, want a token, and it as a password", got)
	}
	for _, route := range slices.Sorted(maps.Keys(operations)) {
		op := operations[route]
		method, path, _ := strings.Cut(route, " ")
		open := path == "/healthz" || path == "/readyz"
		if open != (len(op.Security) == 1 && len(op.Security[0]) == 0) {
			t.Errorf("%s: got the security %v, want that it asks who it is: %v", route, op.Security, !open)
		}
		want := []string{"400", "500"}
		if !open {
			want = append(want, "401", "403", "429", "503")
		}
		if method == "POST" {
			want = append(want, "408", "413", "415", "422", "507")
		}
		if strings.Contains(path, "{name}") || strings.HasPrefix(path, "/version/") {
			want = append(want, "404")
		}
		for _, status := range want {
			if _, ok := op.Responses[status]; !ok {
				t.Errorf("%s: got no %s among its answers", route, status)
			}
		}
		for status, r := range op.Responses {
			if r.Description == "" || len(r.Content) == 0 && status != "304" {
				t.Errorf("%s: %s has the description %q and %d types, want both", route, status, r.Description, len(r.Content))
			}
			if _, ok := r.Content["application/problem+json"]; ok != (status >= "400") {
				t.Errorf("%s: %s is a problem: %v, want %v", route, status, ok, !ok)
			}
			for kind, c := range r.Content {
				if says := without(c.Schema, "description"); len(says) == 0 {
					t.Errorf("%s: %s has an empty schema for %s", route, status, kind)
				}
			}
		}
		if op.RequestBody != nil {
			for kind, c := range op.RequestBody.Content {
				if len(c.Schema) == 0 {
					t.Errorf("%s: takes %s with an empty schema", route, kind)
				}
			}
		}
		for _, p := range op.Parameters {
			switch {
			case p.Schema["type"] == nil:
				t.Errorf("%s: the parameter %s has no type", route, p.Name)
			case p.Name == "Idempotency-Key" && p.Schema["maxLength"] != 200.0:
				t.Errorf("%s: got a key of at most %v characters, want 200", route, p.Schema["maxLength"])
			case (p.Name == "level" || p.Name == "format") && p.Schema["enum"] == nil:
				t.Errorf("%s: got no list of what %s may be", route, p.Name)
			}
		}
	}
	for _, route := range []string{"POST /v1/items/{name}/draws", "POST /v1/products/{name}/bundles"} {
		if op := operations[route]; op.Responses["200"].Description == "" || op.Responses["201"].Description == "" || op.RequestBody.Required {
			t.Errorf("%s: got %v, want 200 and 201, and a body that may be absent", route, slices.Sorted(maps.Keys(op.Responses)))
		}
	}
	short := operations["GET /version/current"].Responses
	for status, kinds := range map[string]string{
		"200": "[application/json application/xml text/plain]",
		"404": "[application/problem+json application/problem+xml text/plain]",
	} {
		if got := fmt.Sprint(slices.Sorted(maps.Keys(short[status].Content))); got != kinds {
			t.Errorf("GET /version/current: %s: got %s, want %s", status, got, kinds)
		}
	}
}

// TestShortAnswersAreDescribed holds the schemas of the short routes against what they answer.
func TestShortAnswersAreDescribed(t *testing.T) {
	w := start(t)
	text, err := w.s.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc openAPI
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ line, schema string }{
		{"POST /items/add?item=lib&version=1.0.0", "ShortAdded"},
		{"POST /items/add?item=bare", "ShortAdded"},
		{"POST /version/nextMinor?item=lib", "ShortVersion"},
		{"GET /version/current?item=lib", "ShortVersion"},
		{"GET /version/current/details?item=lib", "ShortDetailed"},
		{"GET /items/list?contains=lib", "ShortItem"},
	} {
		got := strings.Trim(w.do(c.line, "").body, "[]\n")
		var fields map[string]any
		if err := json.Unmarshal([]byte(got), &fields); err != nil {
			t.Fatalf("%s: got %s: %v", c.line, got, err)
		}
		if want := slices.Sorted(maps.Keys(doc.Components.Schemas[c.schema].Properties)); !slices.Equal(slices.Sorted(maps.Keys(fields)), want) || !slices.Equal(want, slices.Sorted(slices.Values(doc.Components.Schemas[c.schema].Required))) {
			t.Errorf("%s: got %s, want the fields %v, all of them always", c.line, got, want)
		}
	}
}

// TestReferencesLead follows each $ref of the description, and finds each schema in use.
func TestReferencesLead(t *testing.T) {
	_, whole := description(t)
	schemas := whole["components"].(map[string]any)["schemas"].(map[string]any)
	used := map[string]bool{}
	var walk func(value any)
	walk = func(value any) {
		switch v := value.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				name, found := strings.CutPrefix(ref, "#/components/schemas/")
				if used[name] = true; !found || schemas[name] == nil {
					t.Errorf("got the reference %s, want one that leads to a schema", ref)
				}
			}
			for _, one := range v {
				walk(one)
			}
		case []any:
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(whole)
	for name := range schemas {
		if !used[name] {
			t.Errorf("got the schema %s, which nothing refers to", name)
		}
	}
}

func without(all map[string]any, name string) map[string]any {
	some := maps.Clone(all)
	delete(some, name)
	return some
}

// described fails when a route answered with a status that its description does not know, by the log.
func (w *world) described() {
	w.t.Helper()
	text, err := w.s.OpenAPI()
	if err != nil {
		w.t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]described
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		w.t.Fatal(err)
	}
	for line := range strings.Lines(w.log.String()) {
		var said struct {
			Msg, Route string
			Status     int
		}
		if err := json.Unmarshal([]byte(line), &said); err != nil || said.Msg != "request" || said.Route == "none" || said.Route == "GET /openapi.json" {
			continue
		}
		method, path, _ := strings.Cut(said.Route, " ")
		if method == "GET" && said.Status == 507 {
			continue // what a test makes up: who looks needs no room
		}
		if _, ok := doc.Paths[path][strings.ToLower(method)].Responses[strconv.Itoa(said.Status)]; !ok {
			w.t.Errorf("%s: got %d, which its description does not know", said.Route, said.Status)
		}
	}
}
