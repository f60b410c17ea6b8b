package server

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"joinery/manifest"
	"joinery/registry"
	"joinery/registry/server/param"
	"joinery/resolve/bundle"
	"joinery/resolve/notes"
)

const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// noteFormats are how notes may be written, with their types.
var noteFormats = map[string]struct {
	mime  string
	write func(*notes.Notes, io.Writer) error
}{
	"md":   {"text/markdown; charset=utf-8", (*notes.Notes).Markdown},
	"html": {"text/html; charset=utf-8", (*notes.Notes).HTML},
	"docx": {docxType, (*notes.Notes).Docx},
	"txt":  {"text/plain; charset=utf-8", (*notes.Notes).Text},
	"json": {"application/json", (*notes.Notes).JSON},
}

// noteAccept are their types, and what a client means by a star.
var noteAccept = map[string]string{
	"text/markdown":    "md",
	"text/html":        "html",
	docxType:           "docx",
	"text/plain":       "txt",
	"application/json": "json",
	"*/*":              "md",
	"text/*":           "md",
	"application/*":    "json",
}

func (s *Server) noteRoutes() {
	register(s, route("get-notes", http.MethodGet, "/v1/products/{name}/notes", "Write release notes",
		failing(http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity), written("text/markdown", "text/html", "text/plain", "application/json", docxType),
		described("What bundle `to` brought to those who have bundle `from`, for one audience, as `joinery notes` writes it.")), s.getNotes)
}

// written says which types of text the answer may be.
func written(types ...string) func(*huma.Operation) {
	return func(op *huma.Operation) {
		content := map[string]*huma.MediaType{}
		for _, t := range types {
			content[t] = &huma.MediaType{Schema: schemaOfText(t)}
		}
		op.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: content}}
	}
}

// schemaOfText returns the schema of what is written in a type of text by a writer of its own.
func schemaOfText(mime string) *huma.Schema {
	switch mime {
	case "application/json":
		return &huma.Schema{Type: "object", AdditionalProperties: true, Description: "As `joinery` writes it with `--format json`."}
	case docxType:
		return &huma.Schema{Type: "string", Format: "binary"}
	}
	return &huma.Schema{Type: "string"}
}

// text is an answer that is written already, in the form that is asked for.
type text struct {
	Type string `header:"Content-Type" hidden:"true"`
	Vary string `header:"Vary" hidden:"true"`
	Body []byte
}

func (s *Server) getNotes(ctx context.Context, in *struct {
	param.OfProduct
	From     string `query:"from" maxLength:"256" doc:"A bundle; the one that to follows, where none is given."`
	To       string `query:"to" maxLength:"256" doc:"A bundle; the last one, where none is given."`
	Audience string `query:"audience" enum:"sales,engineering,support" default:"sales"`
	Format   string `query:"format" enum:"md,html,docx,txt,json" doc:"Else what Accept says, else md."`
	Accept   string `header:"Accept" hidden:"true"`
	Language string `query:"lang" default:"en" doc:"Of the labels."`
},
) (*text, error) {
	o := notes.Options{}
	var ok bool
	if o.Audience, ok = notes.ParseAudience(in.Audience); !ok {
		return nil, &registry.Error{Code: registry.Invalid, Field: "audience", Message: "found the audience " + registry.Quoted(in.Audience) + ", wanted sales, engineering or support"}
	}
	if o.Words, ok = notes.Language(in.Language); !ok {
		return nil, &registry.Error{Code: registry.Invalid, Field: "lang", Message: "found the language " + registry.Quoted(in.Language) + ", wanted one of " + strings.Join(notes.Languages(), ", "), Hint: "joinery notes --catalogue FILE takes any"}
	}
	w, err := s.workspace(ctx, in.Name)
	if err != nil {
		return nil, err
	}
	to, err := w.bundle("to", in.To)
	if err != nil {
		return nil, err
	}
	var from *manifest.Bundle
	if in.From != "" {
		from, err = w.bundle("from", in.From)
	} else if before := w.before(to); before != "" {
		from, err = w.bundle("from", before)
	}
	if err != nil {
		return nil, err
	}
	if err := w.intact(from, to); err != nil {
		return nil, err
	}
	if in.Format == "" {
		in.Format = accepted(in.Accept, noteAccept)
	}
	format := noteFormats[in.Format]
	var out bytes.Buffer
	if err := format.write(notes.Make(w, from, to, o), &out); err != nil {
		return nil, err
	}
	return &text{format.mime, "Accept", out.Bytes()}, nil
}

// shelf is a product with its bundles and all that it reaches.
type shelf struct {
	*manifest.Workspace
	product string
	refs    []manifest.BundleRef // lowest first
}

// workspace returns a product's shelf. The error is NotFound, or Denied.
func (s *Server) workspace(ctx context.Context, product string) (*shelf, error) {
	bundles, err := s.r.Bundles(ctx, whoOf(ctx), product)
	if err != nil {
		return nil, err
	}
	if len(bundles) == 0 {
		return nil, &registry.Error{Code: registry.NotFound, Field: "product", Message: product + " has no bundle yet", Hint: "POST …/bundles cuts one"}
	}
	w, err := s.r.Workspace(ctx, product)
	if err != nil {
		return nil, err
	}
	return &shelf{w, product, w.Bundles(product)}, nil
}

// bundle returns the bundle of that version, the last one for "".
func (w *shelf) bundle(field, version string) (*manifest.Bundle, error) {
	at := len(w.refs) - 1
	if version != "" {
		at = slices.IndexFunc(w.refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(version) })
	}
	if at < 0 {
		return nil, &registry.Error{Code: registry.NotFound, Field: field, Message: w.product + " has no bundle " + registry.Quoted(version), Hint: "GET …/bundles lists them"}
	}
	b, problems := w.Bundle(w.refs[at])
	if b == nil {
		return nil, &registry.Error{Code: registry.Internal, Message: "a bundle of " + w.product + " cannot be read", Findings: problems}
	}
	return b, nil
}

// intact refuses bundles, nil ones apart, that list nested products' bundles which are not those that are
// here: nobody can say what was in them. The error is Conflict, with what is wrong.
func (w *shelf) intact(all ...*manifest.Bundle) error {
	for _, b := range all {
		if found := bundle.Exchanged(w, b); len(found) > 0 {
			return &registry.Error{
				Code: registry.Conflict, Message: w.product + " " + b.Version.Value + " lists a nested bundle which is not the one that is here", Findings: found,
			}
		}
	}
	return nil
}

// before returns the version of the bundle that one follows: the highest that it names and that is
// here, else the one below it; "" for none.
func (w *shelf) before(b *manifest.Bundle) string {
	for _, ref := range slices.Backward(w.refs) {
		if slices.ContainsFunc(b.Extends, func(e manifest.Reference) bool { return ref.Version.Is(e.Value) }) {
			return ref.Version.String()
		}
	}
	at := slices.IndexFunc(w.refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(b.Version.Value) })
	if at < 1 {
		return ""
	}
	return w.refs[at-1].Version.String()
}
