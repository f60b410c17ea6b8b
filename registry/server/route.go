package server

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// How long a body may be, and how long it may take.
const (
	bodyLimit = 64 << 10
	bodyTime  = 10 * time.Second
)

// newAPI makes the description of the routes, and what registers them at a mux.
func newAPI(mux *http.ServeMux, version string) huma.API {
	if version == "" {
		version = "devel"
	}
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title:   "joinery registry",
				Version: version,
				Description: "Hands out versions, records what became of them, and composes products from them. A name's `/` is written `%2F` in a path. " +
					"A path answers the methods that it has here, HEAD as GET without the body, and OPTIONS; any other gets 405, with `Allow`.",
			},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"token":    {Type: "http", Scheme: "bearer", Description: "A token of `joinery token add`, or one of a build service."},
					"password": {Type: "http", Scheme: "basic", Description: "The token as the password, for clients that know nothing else. The user's name does not matter."},
				},
			},
			Security: []map[string][]string{{"token": {}}, {"password": {}}},
		},
		Formats:       map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat},
		DefaultFormat: "application/json",
	}
	return jsonAPI{humago.New(mux, config)}
}

// jsonAPI answers in JSON, whatever Accept says: huma's reading of it panics at some headers.
type jsonAPI struct{ huma.API }

// Negotiate returns JSON.
func (jsonAPI) Negotiate(string) (string, error) { return "application/json", nil }

// route describes an operation: its id, its method and path, and what it does in a sentence.
func route(id, method, path, summary string, more ...func(*huma.Operation)) huma.Operation {
	op := huma.Operation{
		OperationID: id, Method: method, Path: path, Summary: summary, RejectUnknownQueryParameters: true,
		MaxBodyBytes: bodyLimit + 1, BodyReadTimeout: bodyTime, // huma refuses a body of just the limit
		Errors: []int{
			http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity,
			http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable,
		},
	}
	switch method {
	case http.MethodPost:
		op.Errors = append(op.Errors, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusInsufficientStorage)
	case http.MethodDelete:
		op.Errors = append(op.Errors, http.StatusInsufficientStorage)
	}
	for _, change := range more {
		change(&op)
	}
	slices.Sort(op.Errors)
	op.Errors = slices.Compact(op.Errors)
	return op
}

// described adds a description.
func described(text string) func(*huma.Operation) {
	return func(op *huma.Operation) { op.Description = text }
}

// failing adds statuses that the operation may fail with.
func failing(statuses ...int) func(*huma.Operation) {
	return func(op *huma.Operation) { op.Errors = append(op.Errors, statuses...) }
}

// creating says that the operation makes something.
func creating(op *huma.Operation) { op.DefaultStatus = http.StatusCreated }

// conditional says that the answer may be that nothing has changed.
func conditional(op *huma.Operation) {
	op.Responses = map[string]*huma.Response{"304": {Description: "it is what If-None-Match says"}}
}

// orOK says that the answer may also be a 200, and when.
func (s *Server) orOK(of reflect.Type, when string) func(*huma.Operation) {
	return func(op *huma.Operation) {
		op.Responses = map[string]*huma.Response{"200": {Description: "OK, " + when, Content: map[string]*huma.MediaType{"application/json": {Schema: s.schemaOf(of)}}}}
	}
}

// limited sets how long the body may be.
func limited(bytes int64, within time.Duration) func(*huma.Operation) {
	return func(op *huma.Operation) { op.MaxBodyBytes, op.BodyReadTimeout = bytes+1, within }
}

// register adds an operation. An error of answer becomes a problem.
func register[I, O any](s *Server, op huma.Operation, answer func(ctx context.Context, in *I) (*O, error)) {
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		patiently(ctx)
		out, err := answer(ctx, in)
		if err != nil {
			return nil, newProblem(ctx, err)
		}
		return out, nil
	})
}

// body is an answer that is nothing but a body.
type body[T any] struct{ Body T }
