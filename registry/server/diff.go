package server

import (
	"bytes"
	"context"
	"net/http"

	"joinery/registry/server/param"
	"joinery/resolve/bundle"
	"joinery/resolve/diff"
)

func (s *Server) diffRoutes() {
	register(s, route("get-diff", http.MethodGet, "/v1/products/{name}/diff", "Tell what lies between two bundles",
		failing(http.StatusNotFound, http.StatusUnprocessableEntity), written("application/json"),
		described("As `joinery diff --format json` writes it; its page explains the fields.")), s.getDiff)
}

func (s *Server) getDiff(ctx context.Context, in *struct {
	param.OfProduct
	From   string `query:"from" required:"true" maxLength:"256" doc:"A bundle."`
	To     string `query:"to" maxLength:"256" doc:"A bundle; the last one, where none is given."`
	Format string `query:"format" enum:"json" default:"json"`
},
) (*text, error) {
	w, err := s.workspace(ctx, in.Name)
	if err != nil {
		return nil, err
	}
	from, err := w.bundle("from", in.From)
	if err != nil {
		return nil, err
	}
	to, err := w.bundle("to", in.To)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := diff.JSON(&out, bundle.Diff(w, from, to)); err != nil {
		return nil, err
	}
	return &text{"application/json", out.Bytes()}, nil
}
