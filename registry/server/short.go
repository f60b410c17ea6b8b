package server

import (
	"context"
	"iter"
	"net/http"
	"slices"
	"strings"
)

// The short routes are for shell scripts: everything stands in the query or a form, and the answer is
// a line of text when asked so. They keep to production versions. GET looks, POST writes.

// shortRoute is one of them.
type shortRoute struct {
	id, path, summary string
	takes             []string // parameters; the first one, a name, is needed
	get, post         shortAnswer
	says              shortThing // what it answers, or what a list has
	things            string     // what a list is a list of, "" for no list
}

// shortAnswer answers with one thing, or with a list.
type shortAnswer func(ctx context.Context, p params) (one shortThing, list iter.Seq2[shortThing, error], err error)

func (s *Server) shortRoutes() {
	drawing := []string{"item", "line", "extends", "revision", "reserve", "description"}
	routes := []shortRoute{
		{id: "current", path: "/version/current", summary: "The highest version that was ever given", takes: []string{"item", "line"}, get: s.shortCurrent, says: &shortVersion{}},
		{id: "current-details", path: "/version/current/details", summary: "The highest version that was ever given, with its state", takes: []string{"item", "line"}, get: s.shortDetails, says: &shortDetailed{}},
		{id: "next", path: "/version/next", summary: "The next version", takes: append(slices.Clone(drawing), "level", "kinds", "changes"), get: s.shortNext("", false), post: s.shortNext("", true), says: &shortVersion{}},
		{id: "list", path: "/version/list", summary: "All versions, newest first", takes: []string{"item", "line"}, get: s.shortVersions, says: &shortVersion{}, things: "versions"},
		{id: "items", path: "/items/list", summary: "All items, by name", takes: []string{"", "contains"}, get: s.shortItems, says: &shortItem{}, things: "items"},
		{id: "items-add", path: "/items/add", summary: "Add an item", takes: []string{"item", "name", "description", "version", "scheme", "pattern"}, post: s.shortAdd, says: &shortAdded{}},
	}
	for _, level := range []string{"Major", "Minor", "Patch", "Build"} {
		name := strings.ToLower(level)
		routes = append(routes, shortRoute{
			id: "next-" + name, path: "/version/next" + level, summary: "The next version by the level " + name, takes: drawing,
			get: s.shortNext(name, false), post: s.shortNext(name, true), says: &shortVersion{},
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
		pattern := method + " " + r.path
		answering := func(w http.ResponseWriter, q *http.Request) { s.short(w, q, &r, answer) }
		s.mux.HandleFunc(pattern, answering)
		for _, extension := range shortFormats() {
			s.mux.HandleFunc(pattern+"."+extension, answering)
			s.spellings[pattern+"."+extension] = pattern
		}
	}
	s.describeShort(&r)
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
	known := requestOf(q.Context())
	known.format, known.name = format, p.get("item")
	patiently(q.Context())
	one, list, err := answer(q.Context(), p)
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
