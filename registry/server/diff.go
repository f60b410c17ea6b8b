package server

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"joinery/registry/server/param"
	"joinery/resolve/bundle"
	"joinery/resolve/diff"
)

const formatMarkdown = "md"

// diffFormats are how a difference may be written, with their types.
var diffFormats = map[string]struct {
	mime  string
	write func(io.Writer, *bundle.Difference) error
}{
	formatJSON:     {"application/json", diff.JSON},
	formatText:     {"text/plain; charset=utf-8", diff.Text},
	formatMarkdown: {"text/markdown; charset=utf-8", diff.Markdown},
}

// diffAccept are their types, and what a client means by a star.
var diffAccept = map[string]string{
	"application/json": formatJSON,
	"text/json":        formatJSON,
	"text/plain":       formatText,
	"text/markdown":    formatMarkdown,
	"*/*":              formatJSON,
	"application/*":    formatJSON,
	"text/*":           formatText,
}

func (s *Server) diffRoutes() {
	register(s, route("get-diff", http.MethodGet, "/v1/products/{name}/diff", "Tell what lies between two bundles",
		failing(http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity), written("application/json", "text/plain", "text/markdown"),
		described("As `joinery diff` writes it; the page of its json explains the fields.")), s.getDiff)
}

func (s *Server) getDiff(ctx context.Context, in *struct {
	param.OfProduct
	From   string `query:"from" required:"true" maxLength:"256" doc:"A bundle."`
	To     string `query:"to" maxLength:"256" doc:"A bundle; the last one, where none is given."`
	Format string `query:"format" enum:"json,txt,md" doc:"A table of 80 columns in txt, for a comment or a page in md; else what Accept says, else json."`
	Accept string `header:"Accept" hidden:"true"`
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
	if err := w.intact(from, to); err != nil {
		return nil, err
	}
	if in.Format == "" {
		in.Format = accepted(in.Accept, diffAccept)
	}
	format := diffFormats[in.Format]
	var out bytes.Buffer
	if err := format.write(&out, bundle.Diff(w, from, to)); err != nil {
		return nil, err
	}
	return &text{format.mime, "Accept", out.Bytes()}, nil
}
