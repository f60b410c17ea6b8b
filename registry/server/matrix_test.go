package server_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest/version"
	"joinery/registry"
	"joinery/registry/auth"
	"joinery/registry/memory"
	"joinery/registry/server"
)

// access says who gets into a route, with a request that does it.
type access struct {
	needs     registry.Role // "" lets in everybody
	elsewhere string        // what a token for other items gets: yes, hidden (an answer without what it is not for), or 403

	target string // path and query, where they are not the route's
	body   string
}

// Routes that bear an item's name refuse tokens for other items.
const (
	yes    = "yes"
	hidden = "hidden"
	denied = "403"
)

// matrix has a row for each route of the OpenAPI document, and for that document.
var matrix = map[string]access{
	"GET /healthz":      {elsewhere: yes},
	"GET /readyz":       {elsewhere: yes},
	"GET /openapi.json": {elsewhere: yes},
	"GET /metrics":      {needs: registry.Read, elsewhere: yes},

	"GET /v1/items":                                        {needs: registry.Read, elsewhere: hidden},
	"GET /v1/items/{name}":                                 {needs: registry.Read, elsewhere: denied},
	"GET /v1/items/{name}/current":                         {needs: registry.Read, elsewhere: denied},
	"GET /v1/items/{name}/versions":                        {needs: registry.Read, elsewhere: denied},
	"GET /v1/items/{name}/draws":                           {needs: registry.Read, elsewhere: denied, target: "/v1/items/team%2Fpay/draws?level=minor"},
	"POST /v1/items":                                       {needs: registry.Publish, elsewhere: denied, body: `{"name": "team/new"}`},
	"POST /v1/items/{name}/draws":                          {needs: registry.Drawer, elsewhere: denied, body: `{"level": "minor"}`},
	"GET /v1/items/{name}/versions/{version}":              {needs: registry.Read, elsewhere: denied},
	"POST /v1/items/{name}/versions/{version}/status":      {needs: registry.Publish, elsewhere: denied, body: `{"status": "deprecated"}`},
	"POST /v1/items/{name}/versions/{version}/publish":     {needs: registry.Publish, elsewhere: denied, target: "/v1/items/team%2Fpay/versions/1.1.0/publish"},
	"GET /v1/items/{name}/dependencies":                    {needs: registry.Read, elsewhere: denied},
	"GET /v1/items/{name}/versions/{version}/dependencies": {needs: registry.Read, elsewhere: denied},

	"POST /v1/documents":        {needs: registry.Publish, elsewhere: denied, body: component("team/new", "1.0.0", "")},
	"POST /v1/documents/wanted": {needs: registry.Read, elsewhere: hidden, body: `{"names": ["team/pay", "team/suite"]}`},

	"GET /v1/products":                          {needs: registry.Read, elsewhere: hidden},
	"GET /v1/products/{name}":                   {needs: registry.Read, elsewhere: denied},
	"GET /v1/products/{name}/bundles":           {needs: registry.Read, elsewhere: denied},
	"GET /v1/products/{name}/bundles/{version}": {needs: registry.Read, elsewhere: denied},
	"GET /v1/products/{name}/bundles/next":      {needs: registry.Read, elsewhere: denied},
	"POST /v1/products/{name}/bundles":          {needs: registry.Publish, elsewhere: denied, body: `{}`},
	"GET /v1/products/{name}/dependencies":      {needs: registry.Read, elsewhere: denied},
	"GET /v1/products/{name}/notes":             {needs: registry.Read, elsewhere: denied},
	"GET /v1/products/{name}/diff":              {needs: registry.Read, elsewhere: denied, target: "/v1/products/team%2Fsuite/diff?from=1.0.0"},

	"GET /v1/dependencies": {needs: registry.Read, elsewhere: hidden},
	"GET /v1/search":       {needs: registry.Read, elsewhere: hidden, target: "/v1/search?q=team"},
	"GET /v1/events":       {needs: registry.Read, elsewhere: hidden, target: "/v1/events?after=0"},

	"GET /v1/audit":            {needs: registry.Admin},
	"GET /v1/tokens":           {needs: registry.Admin},
	"POST /v1/tokens":          {needs: registry.Admin, body: `{"name": "new", "role": "read"}`},
	"DELETE /v1/tokens/{name}": {needs: registry.Admin, target: "/v1/tokens/spare"},

	"GET /items/list":              {needs: registry.Read, elsewhere: hidden},
	"POST /items/add":              {needs: registry.Publish, elsewhere: denied, target: "/items/add?item=team/new"},
	"GET /version/current":         {needs: registry.Read, elsewhere: denied, target: "/version/current?item=team/pay"},
	"GET /version/current/details": {needs: registry.Read, elsewhere: denied, target: "/version/current/details?item=team/pay"},
	"GET /version/list":            {needs: registry.Read, elsewhere: denied, target: "/version/list?item=team/pay"},
	"GET /version/next":            {needs: registry.Read, elsewhere: denied, target: "/version/next?item=team/pay&level=1"},
	"GET /version/nextMajor":       {needs: registry.Read, elsewhere: denied, target: "/version/nextMajor?item=team/pay"},
	"GET /version/nextMinor":       {needs: registry.Read, elsewhere: denied, target: "/version/nextMinor?item=team/pay"},
	"GET /version/nextPatch":       {needs: registry.Read, elsewhere: denied, target: "/version/nextPatch?item=team/pay"},
	"GET /version/nextBuild":       {needs: registry.Read, elsewhere: denied, target: "/version/nextBuild?item=team/four"},
	"POST /version/next":           {needs: registry.Drawer, elsewhere: denied, target: "/version/next?item=team/pay&level=1"},
	"POST /version/nextMajor":      {needs: registry.Drawer, elsewhere: denied, target: "/version/nextMajor?item=team/pay"},
	"POST /version/nextMinor":      {needs: registry.Drawer, elsewhere: denied, target: "/version/nextMinor?item=team/pay"},
	"POST /version/nextPatch":      {needs: registry.Drawer, elsewhere: denied, target: "/version/nextPatch?item=team/pay"},
	"POST /version/nextBuild":      {needs: registry.Drawer, elsewhere: denied, target: "/version/nextBuild?item=team/four"},
}

// askers are the columns. All but admin are for team/* alone, the last one for other items.
var askers = []struct {
	title string
	role  registry.Role
	items []string
}{
	{"no token", "", nil},
	{"read", registry.Read, []string{"team/*"}},
	{"draw", registry.Drawer, []string{"team/*"}},
	{"publish", registry.Publish, []string{"team/*"}},
	{"admin", registry.Admin, nil},
	{"publish elsewhere", registry.Publish, []string{"other/*"}},
}

// wants returns what an asker should get from a route.
func (a access) wants(column int) string {
	who := askers[column]
	least := slices.Index(registry.Roles(), a.needs)
	switch {
	case a.needs == "":
		return yes
	case who.role == "":
		return "401"
	case slices.Index(registry.Roles(), who.role) < least:
		return denied
	case column == len(askers)-1:
		return a.elsewhere
	}
	return yes
}

// TestMatrix sends each route's request with each sort of token. A route without a row fails, and so
// does a row without a route.
func TestMatrix(t *testing.T) {
	routes := describedRoutes(t)
	if diff := cmp.Diff(routes, slices.Sorted(maps.Keys(matrix))); diff != "" {
		t.Fatalf("the routes that there are and the rows of the matrix differ (-routes +rows):\n%s", diff)
	}
	reading := newStage(t)
	for _, route := range routes {
		a := matrix[route]
		for column, who := range askers {
			s := reading
			if !strings.HasPrefix(route, "GET ") {
				s = newStage(t)
			}
			before := s.entries()
			got, want := s.ask(route, a, column), a.wants(column)
			if got != want {
				t.Errorf("%s with %s: got %s, want %s", route, who.title, got, want)
			}
			if after := s.entries(); after != before && want != yes {
				t.Errorf("%s with %s: got %d more entries in the audit log, want none of who was refused", route, who.title, after-before)
			}
		}
	}
	compareMatrix(t, "../../docs/concepts/security.md", routes)
}

// describedRoutes returns the routes of the OpenAPI document, and its own, sorted.
func describedRoutes(t *testing.T) []string {
	t.Helper()
	text, err := newStage(t).server.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var described struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(text, &described); err != nil {
		t.Fatal(err)
	}
	routes := []string{"GET /openapi.json"}
	for path, methods := range described.Paths {
		for method := range methods {
			routes = append(routes, strings.ToUpper(method)+" "+path)
		}
	}
	slices.Sort(routes)
	return routes
}

// stage is a server with a guard, before a registry with items, a product and a token of each sort.
type stage struct {
	t        *testing.T
	registry *registry.Registry
	server   *server.Server
	url      string
	tokens   []string // by column
}

var root = registry.Who{Name: "root", Role: registry.Admin}

func newStage(t *testing.T) *stage {
	t.Helper()
	return newStageOn(t, memory.New())
}

func newStageOn(t *testing.T, store registry.Store) *stage {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }
	r := registry.New(store, registry.Options{Now: now})
	guard, err := auth.New(r, auth.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t, registry: r}
	if s.server, err = server.New(r, server.Options{Now: now, Who: guard.Who, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err = r.Publish(t.Context(), root, registry.Publication{Text: []byte(component("team/ledger", "1.0.0", "") + "---\n" + component("team/pay", "1.0.0", "team/ledger: ^1.0") +
		"---\napiVersion: joinery/v1\nkind: Product\nname: team/suite\ncomponents:\n  team/pay: ^1.0\n")})
	must(err)
	_, err = r.AddItem(t.Context(), root, registry.NewItem{Name: "team/four", Scheme: "four-part", Initial: "1.0.0.0"})
	must(err)
	_, err = r.Cut(t.Context(), root, registry.Cut{Product: "team/suite"})
	must(err)
	_, err = r.Draw(t.Context(), root, registry.Draw{Item: "team/pay", Level: version.Minor})
	must(err)
	_, _, err = r.AddToken(t.Context(), root, registry.NewToken{Name: "spare", Role: registry.Read})
	must(err)
	for _, who := range askers {
		token := ""
		if who.role != "" {
			token, _, err = r.AddToken(t.Context(), root, registry.NewToken{Name: strings.ReplaceAll(who.title, " ", "-"), Role: who.role, Items: who.items})
			must(err)
		}
		s.tokens = append(s.tokens, token)
	}
	web := httptest.NewServer(s.server.Handler())
	t.Cleanup(web.Close)
	s.server.Close() // streams end as soon as they have said what there is
	s.url = web.URL
	return s
}

// entries returns how many lines the audit log has.
func (s *stage) entries() int {
	s.t.Helper()
	all, err := s.registry.Audit(s.t.Context(), root, registry.AuditQuery{Limit: 1000})
	if err != nil {
		s.t.Fatal(err)
	}
	return len(all)
}

// component returns a Component document.
func component(name, number, wants string) string {
	text := fmt.Sprintf("apiVersion: joinery/v1\nkind: Component\nname: %s\nversions:\n  - version: %s\n", name, number)
	if wants != "" {
		text += "    dependencies: {" + wants + "}\n"
	}
	return text
}

// ask sends a route's request with the token of a column, and returns what came of it.
func (s *stage) ask(route string, a access, column int) string {
	s.t.Helper()
	method, target, _ := strings.Cut(route, " ")
	name := "team%2Fpay"
	if strings.HasPrefix(target, "/v1/products/") {
		name = "team%2Fsuite"
	}
	target = strings.NewReplacer("{name}", name, "{version}", "1.0.0").Replace(target)
	if a.target != "" {
		target = a.target
	}
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.url+target, strings.NewReader(a.body))
	if err != nil {
		s.t.Fatal(err)
	}
	switch {
	case strings.HasPrefix(a.body, "{"):
		req.Header.Set("Content-Type", "application/json")
	case a.body != "":
		req.Header.Set("Content-Type", "application/yaml")
	}
	if s.tokens[column] != "" {
		req.Header.Set("Authorization", "Bearer "+s.tokens[column])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	switch shows := strings.Contains(string(text), "team/"); {
	case resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden:
		if resp.StatusCode == http.StatusUnauthorized && shows {
			return "401 with what is nobody's business: " + string(text)
		}
		return fmt.Sprint(resp.StatusCode)
	case resp.StatusCode/100 != 2:
		return fmt.Sprintf("%d: %s", resp.StatusCode, text)
	case a.elsewhere == hidden && !shows:
		return hidden
	}
	return yes
}

// The table stands between these lines of the page.
const (
	tableBegins = "<!-- the table is written by go test ./registry/server -run TestMatrix -update -->\n"
	tableEnds   = "<!-- end of the table -->\n"
)

// compareMatrix compares the page's table with the matrix; -update writes it.
func compareMatrix(t *testing.T, file string, routes []string) {
	t.Helper()
	var table strings.Builder
	table.WriteString("| route |")
	for _, who := range askers {
		fmt.Fprintf(&table, " %s |", who.title)
	}
	table.WriteString("\n|---|" + strings.Repeat("---|", len(askers)) + "\n")
	slices.SortStableFunc(routes, func(a, b string) int { return strings.Compare(pathOf(a), pathOf(b)) })
	for _, route := range routes {
		fmt.Fprintf(&table, "| `%s` |", route)
		for column := range askers {
			fmt.Fprintf(&table, " %s |", matrix[route].wants(column))
		}
		table.WriteString("\n")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), tableBegins)
	_, after, ends := strings.Cut(rest, tableEnds)
	if !begins || !ends {
		t.Fatalf("%s has no place for the table, wanted the lines %q and %q", file, tableBegins, tableEnds)
	}
	want := before + tableBegins + table.String() + tableEnds + after
	if updating() {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("%s is stale; go test ./registry/server -run TestMatrix -update rewrites its table (-want +got):\n%s", file, diff)
	}
}

func pathOf(route string) string {
	_, path, _ := strings.Cut(route, " ")
	return path
}

// init defines -update where no other test does.
func init() {
	if flag.Lookup("update") == nil {
		flag.Bool("update", false, "rewrite what is compared")
	}
}

func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}
