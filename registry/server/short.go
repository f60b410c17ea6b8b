package server

import (
	"context"
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// The short routes are for shell scripts: everything stands in the query or a form, and the answer is
// a line of text when asked so. They keep to production versions. GET looks, POST writes.

// shortRoute is one of them.
type shortRoute struct {
	id, path, summary string
	takes             []string // parameters, the first one is needed
	get, post         shortAnswer
	things            string // what a list is a list of
}

// shortAnswer answers with one thing, or with a list.
type shortAnswer func(ctx context.Context, p params) (one shortThing, list iter.Seq2[shortThing, error], err error)

func (s *Server) shortRoutes() {
	drawing := []string{"item", "line", "extends", "revision", "reserve", "description"}
	routes := []shortRoute{
		{id: "current", path: "/version/current", summary: "The highest version that was ever given", takes: []string{"item", "line"}, get: s.shortCurrent},
		{id: "current-details", path: "/version/current/details", summary: "The highest version that was ever given, with its state", takes: []string{"item", "line"}, get: s.shortDetails},
		{id: "next", path: "/version/next", summary: "The next version", takes: append(slices.Clone(drawing), "level", "kinds", "changes"), get: s.shortNext("", false), post: s.shortNext("", true)},
		{id: "list", path: "/version/list", summary: "All versions, newest first", takes: []string{"item", "line"}, get: s.shortVersions, things: "versions"},
		{id: "items", path: "/items/list", summary: "All items, by name", takes: []string{"", "contains"}, get: s.shortItems, things: "items"},
		{id: "items-add", path: "/items/add", summary: "Add an item", takes: []string{"item", "name", "description", "version", "scheme", "pattern"}, post: s.shortAdd},
	}
	for _, level := range []string{"Major", "Minor", "Patch", "Build"} {
		name := strings.ToLower(level)
		routes = append(routes, shortRoute{
			id: "next-" + name, path: "/version/next" + level, summary: "The next version by the level " + name, takes: drawing,
			get: s.shortNext(name, false), post: s.shortNext(name, true),
		})
	}
	for _, r := range routes {
		s.addShort(r)
	}
}

// addShort registers a route under its path and the path with each format's extension.
func (s *Server) addShort(r shortRoute) {
	for method, answer := range map[string]shortAnswer{http.MethodGet: r.get, http.MethodPost: r.post} {
		if answer == nil {
			continue
		}
		for _, extension := range append([]string{""}, shortFormats()...) {
			path := r.path
			if extension != "" {
				path += "." + extension
			}
			s.mux.HandleFunc(method+" "+path, func(w http.ResponseWriter, q *http.Request) { s.short(w, q, &r, answer) })
		}
	}
	if r.get != nil {
		op := route("short-"+r.id, http.MethodGet, r.path, r.summary, failing(http.StatusNotFound, http.StatusUnprocessableEntity))
		if r.post != nil {
			op.Description = "Looks only: nothing is drawn, and somebody else may get it."
		}
		s.describeShort(&op, &r, http.StatusOK)
	}
	if r.post != nil {
		op := route("short-post-"+r.id, http.MethodPost, r.path, r.summary, failing(http.StatusNotFound, http.StatusConflict, http.StatusUnsupportedMediaType))
		op.Description = "The parameters may stand in a form, too. Draws it, or adds it: it is nobody else's."
		s.describeShort(&op, &r, http.StatusCreated)
	}
}

func (s *Server) describeShort(op *huma.Operation, r *shortRoute, status int) {
	for i, name := range append(slices.Clone(r.takes), "format") {
		if name != "" {
			op.Parameters = append(op.Parameters, &huma.Param{Name: name, In: "query", Description: shortParams[name], Required: i == 0, Schema: &huma.Schema{Type: "string"}})
		}
	}
	if status == http.StatusCreated {
		op.Parameters = append(op.Parameters, &huma.Param{Name: "Idempotency-Key", In: "header", Description: "The same key gets the same answer, for good.", Schema: &huma.Schema{Type: "string"}})
	}
	content := map[string]*huma.MediaType{}
	for _, name := range shortFormats() {
		content[shortMIME[name]] = &huma.MediaType{Schema: &huma.Schema{}}
	}
	code := map[int]string{http.StatusOK: "200", http.StatusCreated: "201"}[status]
	op.Responses = map[string]*huma.Response{code: {Description: http.StatusText(status), Content: content}}
	s.describe(op)
}

// short answers a request to a short route.
func (s *Server) short(w http.ResponseWriter, q *http.Request, r *shortRoute, answer shortAnswer) {
	p, err := readParams(w, q, r.takes)
	if err != nil {
		s.refuse(w, q, err)
		return
	}
	format, err := shortFormat(q, p.get("format"))
	if err != nil {
		s.refuse(w, q, err)
		return
	}
	requestOf(q.Context()).format = format
	patiently(q.Context())
	one, list, err := answer(context.WithValue(q.Context(), keyKey{}, q.Header.Get("Idempotency-Key")), p)
	if err != nil {
		s.refuse(w, q, err)
		return
	}
	w.Header().Set("Content-Type", shortMIME[format])
	w.Header().Set("Vary", "Accept")
	if list != nil {
		err := writeList(w, format, r.things, list)
		if answer, ok := w.(*recorder); err != nil && ok && !answer.began() {
			s.refuse(w, q, err)
		} else if err != nil {
			newProblem(q.Context(), err) // for the log
			panic(http.ErrAbortHandler)  // half a list must not look like a whole one
		}
		return
	}
	if q.Method == http.MethodPost {
		w.WriteHeader(http.StatusCreated)
	}
	_ = writeOne(w, format, one) // who asked has gone away
}

type keyKey struct{}

func keyOf(ctx context.Context) string {
	key, _ := ctx.Value(keyKey{}).(string)
	return key
}
