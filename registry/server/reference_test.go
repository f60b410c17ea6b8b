package server_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"joinery/registry/server"
)

// What the page needs of an OpenAPI document.
type (
	openAPI struct {
		Paths      map[string]map[string]operation
		Components struct{ Schemas map[string]schema }
	}
	operation struct {
		OperationID string
		Summary     string
		Description string
		Parameters  []struct {
			Name, In, Description string
			Required              bool
			Schema                schema
		}
		RequestBody *struct {
			Content map[string]struct{ Schema schema }
		}
		Responses map[string]struct {
			Content map[string]struct{ Schema schema }
		}
	}
	schema struct {
		Ref                  string `json:"$ref"`
		Type                 any
		Format, Description  string
		Enum                 []string
		Default              any
		Items                *schema
		Properties           map[string]schema
		Required             []string
		AdditionalProperties any
		MaxLength            *int
	}
)

// seam is where the part of the page begins that is made from the document.
const seam = "<!-- From here on the page is made from /openapi.json: go test ./registry/server -run TestReference -update -->\n"

// TestReference holds docs/reference/http.md to what the server says of itself.
func TestReference(t *testing.T) {
	const file = "../../docs/reference/http.md"
	text, err := start(t).s.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc openAPI
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	prose, got, found := strings.Cut(string(page), seam)
	if !found {
		t.Fatalf("%s: found no line %s", file, seam)
	}
	for code, status := range server.Statuses {
		if row := fmt.Sprintf("| `%s` | %d |", code, status); !strings.Contains(prose, row) {
			t.Errorf("%s: found no row %s", file, row)
		}
	}
	want := "\n" + routesText(&doc) + bodiesText(&doc)
	if *update {
		if err := os.WriteFile(file, []byte(prose+seam+want), 0o644); err != nil {
			t.Fatal(err)
		}
		got = want
	}
	if got != want {
		t.Errorf("%s is not what the server is; -update rewrites it", file)
	}
}

func routesText(doc *openAPI) string {
	var b strings.Builder
	b.WriteString("## Routes\n")
	type known struct{ method, path string }
	var all []known
	for path, methods := range doc.Paths {
		for method := range methods {
			all = append(all, known{strings.ToUpper(method), path})
		}
	}
	slices.SortFunc(all, func(a, b known) int {
		return cmp.Or(cmp.Compare(rank(a.path), rank(b.path)), cmp.Compare(a.path, b.path), cmp.Compare(a.method, b.method))
	})
	for _, k := range all {
		op := doc.Paths[k.path][strings.ToLower(k.method)]
		fmt.Fprintf(&b, "\n### %s %s\n\n%s.%s\n", k.method, k.path, op.Summary, prefixed(" ", op.Description))
		if len(op.Parameters) > 0 {
			b.WriteString("\n| parameter | in | |\n|---|---|---|\n")
		}
		for _, p := range op.Parameters {
			fmt.Fprintf(&b, "| `%s`%s | %s | %s |\n", p.Name, map[bool]string{true: " (needed)"}[p.Required && p.In != "path"], p.In, strings.TrimSpace(p.Description+prefixed(" ", p.Schema.more())))
		}
		if op.RequestBody != nil {
			for _, kind := range slices.Sorted(maps.Keys(op.RequestBody.Content)) {
				fmt.Fprintf(&b, "\nBody: %s, `%s`\n", op.RequestBody.Content[kind].Schema.name(), kind)
			}
		}
		b.WriteString("\nAnswers: ")
		var statuses []string
		for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
			said := status
			var kinds []string
			for _, kind := range slices.Sorted(maps.Keys(op.Responses[status].Content)) {
				name := op.Responses[status].Content[kind].Schema.name()
				switch {
				case status >= "400": // which the page tells of once for all
				case kind == "application/json" && name != "":
					kinds = append(kinds, name)
				default:
					kinds = append(kinds, "`"+kind+"`")
				}
			}
			statuses = append(statuses, said+prefixed(" ", strings.Join(kinds, " or ")))
		}
		b.WriteString(strings.Join(statuses, " · ") + "\n")
	}
	return b.String()
}

// rank puts what programs use before what scripts and machines use.
func rank(path string) int {
	for i, prefix := range []string{"/v1/", "/version/", "/items/"} {
		if strings.HasPrefix(path, prefix) {
			return i
		}
	}
	return 9
}

func bodiesText(doc *openAPI) string {
	var b strings.Builder
	b.WriteString("\n## Bodies\n\nFields without \"may be absent\" are always there.\n")
	for _, name := range slices.Sorted(maps.Keys(doc.Components.Schemas)) {
		s := doc.Components.Schemas[name]
		fmt.Fprintf(&b, "\n### %s\n\n| field | | |\n|---|---|---|\n", name)
		for _, field := range slices.Sorted(maps.Keys(s.Properties)) {
			f := s.Properties[field]
			text := strings.TrimSpace(f.Description + prefixed(" ", f.more()))
			if !slices.Contains(s.Required, field) {
				text = strings.TrimSpace("May be absent. " + text)
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", field, f.name(), text)
		}
	}
	return b.String()
}

// name says what a value is.
func (s schema) name() string {
	if s.Ref != "" {
		name := s.Ref[strings.LastIndex(s.Ref, "/")+1:]
		return "[" + name + "](#" + strings.ToLower(name) + ")"
	}
	kind, _ := s.Type.(string)
	if kinds, ok := s.Type.([]any); ok { // a list may be null in an answer that has none
		kind, _ = kinds[0].(string)
	}
	switch {
	case kind == "array" && s.Items != nil:
		return "list of " + s.Items.name()
	case kind == "object":
		return "map"
	case s.Format == "date-time":
		return "time"
	}
	return kind
}

// more says what else holds of a value.
func (s schema) more() string {
	var all []string
	if len(s.Enum) > 0 {
		all = append(all, "One of "+strings.Join(s.Enum, ", ")+".")
	}
	if s.Default != nil {
		all = append(all, fmt.Sprintf("Default %v.", s.Default))
	}
	return strings.Join(all, " ")
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

// TestOpenAPI looks at what the description says of all routes alike.
func TestOpenAPI(t *testing.T) {
	w := start(t)
	got := w.must(200, "GET /openapi.json", "")
	if kind := got.header.Get("Content-Type"); kind != "application/openapi+json" || got.field("openapi") != "3.1.0" {
		t.Errorf("got %s of %s", got.field("openapi"), kind)
	}
	var doc openAPI
	if err := json.Unmarshal([]byte(got.body), &doc); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			if op.Summary == "" || op.OperationID == "" || ids[op.OperationID] {
				t.Errorf("%s %s: got the id %q and the summary %q, want both, and the id once", method, path, op.OperationID, op.Summary)
			}
			ids[op.OperationID] = true
			guarded := path != "/healthz" && path != "/readyz"
			if _, has := op.Responses["401"]; has != guarded {
				t.Errorf("%s %s: has 401: %v, want %v", method, path, has, guarded)
			}
			if path := strings.NewReplacer("{name}", "x", "{version}", "1.0.0").Replace(path); method != "get" {
				if a := w.do(http.MethodTrace+" "+path, ""); a.status != 405 {
					t.Errorf("%s: got %d, want a path that is there", path, a.status)
				}
			}
		}
	}
}
