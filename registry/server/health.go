package server

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"joinery/registry"
)

// health is what the server says of itself.
type health struct {
	Status string `json:"status" enum:"ok"`
}

func open(op *huma.Operation) {
	op.Security = []map[string][]string{{}}
	op.Errors = []int{http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusInternalServerError}
}

func (s *Server) healthRoutes() {
	register(s, route("health", http.MethodGet, "/healthz", "Tell that the process runs", open), func(context.Context, *struct{}) (*body[health], error) {
		return &body[health]{health{"ok"}}, nil
	})
	register(s, route("ready", http.MethodGet, "/readyz", "Tell whether requests can be answered", open, failing(http.StatusServiceUnavailable),
		described("No, when the database does not answer, when a setting of it breaks the promise, and from the moment on in which the server is told to end.")), s.ready)
}

func (s *Server) ready(ctx context.Context, _ *struct{}) (*body[health], error) {
	select {
	case <-s.leaving:
		return nil, registry.Errorf(registry.Unavailable, "the server is shutting down")
	default:
	}
	if err := s.check(ctx); err != nil {
		return nil, err
	}
	return &body[health]{health{"ok"}}, nil
}
