package server

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"joinery/registry"
)

// readyTime is how long the store may take to say that it is there.
const readyTime = 2 * time.Second

// health is what the server says of itself.
type health struct {
	Status string `json:"status" enum:"ok"`
}

func open(op *huma.Operation) {
	op.Security = []map[string][]string{{}}
	op.Errors = nil
}

func (s *Server) healthRoutes() {
	register(s, route("health", http.MethodGet, "/healthz", "Tell that the process runs", open), func(context.Context, *struct{}) (*body[health], error) {
		return &body[health]{health{"ok"}}, nil
	})
	register(s, route("ready", http.MethodGet, "/readyz", "Tell whether requests can be answered", open, failing(http.StatusServiceUnavailable),
		described("No, when the database does not answer, and from the moment on in which the server is told to end.")), s.ready)
}

func (s *Server) ready(ctx context.Context, _ *struct{}) (*body[health], error) {
	select {
	case <-s.leaving:
		return nil, registry.Errorf(registry.Unavailable, "the server is shutting down")
	default:
	}
	ctx, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	if err := s.r.Check(ctx); err != nil {
		return nil, &registry.Error{Code: registry.Unavailable, Message: "the database does not answer", Err: err}
	}
	return &body[health]{health{"ok"}}, nil
}
