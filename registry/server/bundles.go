package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/server/param"
)

func (s *Server) bundleRoutes() {
	missing := failing(http.StatusNotFound)
	refused := failing(http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity)
	register(s, route("list-bundles", http.MethodGet, "/v1/products/{name}/bundles", "List a product's bundles, in the order in which they came", missing), s.listBundles)
	register(s, route("cut-bundle", http.MethodPost, "/v1/products/{name}/bundles", "Compose the next bundle, and keep it", creating, refused, s.orOK(reflect.TypeFor[api.Bundle](), "where nothing changed"),
		described("Where nothing changed since the bundle that it would follow, the answer is that one, with the status 200.")), s.cutBundle)
	register(s, route("compose-bundle", http.MethodGet, "/v1/products/{name}/bundles/next", "Look what the next bundle would be", refused, s.inYAML(http.StatusOK)), s.nextBundle)
	register(s, route("get-bundle", http.MethodGet, "/v1/products/{name}/bundles/{version}", "Get a bundle", conditional, missing, s.inYAML(http.StatusOK)), s.getBundle)
}

// inYAML says that the answer may be the YAML text alone.
func (s *Server) inYAML(status int) func(*huma.Operation) {
	return func(op *huma.Operation) {
		if op.Responses == nil {
			op.Responses = map[string]*huma.Response{}
		}
		schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[api.Bundle](), true, "Bundle")
		op.Responses[strconv.Itoa(status)] = &huma.Response{Description: http.StatusText(status), Content: map[string]*huma.MediaType{
			"application/json": {Schema: schema},
			param.YAMLType:     {Schema: &huma.Schema{Type: "string", Description: "The bundle, byte for byte."}},
		}}
	}
}

// bundled is a bundle as an answer, an [api.Bundle] or its bytes.
type bundled struct {
	Status   int
	Type     string `header:"Content-Type" hidden:"true"`
	Vary     string `header:"Vary" hidden:"true"`
	Location string `header:"Location" hidden:"true"`
	ETag     string `header:"ETag"`
	Body     any
}

// bundleAs makes an answer of a bundle in the form that is asked for.
func bundleAs(f param.Formatted, u param.Unless, b api.Bundle) *bundled {
	sum := sha256.Sum256([]byte(b.Text))
	out := &bundled{Status: http.StatusOK, ETag: `"` + hex.EncodeToString(sum[:8]) + `"`, Vary: "Accept", Body: b}
	if f.YAML() {
		out.ETag = `"` + hex.EncodeToString(sum[:8]) + `-yaml"`
		out.Type, out.Body = param.YAMLType, []byte(b.Text)
	}
	if u.Knows(out.ETag) {
		out.Status, out.Body = http.StatusNotModified, []byte{}
	}
	return out
}

func (s *Server) listBundles(ctx context.Context, in *struct {
	param.OfProduct
	param.Paged
},
) (*body[api.Page[api.Bundle]], error) {
	asked := []string{"bundles", in.Name}
	after, err := in.AfterSeq(asked...)
	if err != nil {
		return nil, err
	}
	bundles, err := s.r.Bundles(ctx, whoOf(ctx), in.Name)
	if err != nil {
		return nil, err
	}
	page := api.Page[api.Bundle]{Items: []api.Bundle{}}
	last := int64(0)
	for _, b := range bundles {
		if b.Seq <= after {
			continue
		}
		if len(page.Items) == in.Limit {
			page.Next = param.NextSeq(last, asked...)
			break
		}
		last = b.Seq
		page.Items = append(page.Items, api.Bundle{Product: b.Product, Version: b.Version, Created: b.Created})
	}
	return &body[api.Page[api.Bundle]]{page}, nil
}

func (s *Server) getBundle(ctx context.Context, in *struct {
	param.OfProduct
	param.Formatted
	param.Unless
	Version string `path:"version" maxLength:"256"`
},
) (*bundled, error) {
	b, err := s.r.Bundle(ctx, whoOf(ctx), in.Name, in.Version)
	if err != nil {
		return nil, err
	}
	return bundleAs(in.Formatted, in.Unless, api.Bundle{Product: b.Product, Version: b.Version, Created: b.Created, Text: string(b.Document)}), nil
}

func (s *Server) nextBundle(ctx context.Context, in *struct {
	param.OfProduct
	param.Formatted
	Line    string `query:"line" maxLength:"100" doc:"Follow the newest bundle of this line."`
	Extends string `query:"extends" maxLength:"2000" doc:"Or these bundles, with commas between them."`
	Level   string `query:"level" enum:"major,minor,patch,build,none" doc:"Raise at least by this."`
	Date    string `query:"date" doc:"The release's day, YYYY-MM-DD."`
},
) (*bundled, error) {
	c, err := cutOf(in.Name, &api.Cut{Line: in.Line, Extends: listed(in.Extends), Level: in.Level, Date: in.Date})
	if err != nil {
		return nil, err
	}
	made, err := s.r.Compose(ctx, whoOf(ctx), c)
	if err != nil {
		return nil, err
	}
	return bundleAs(in.Formatted, param.Unless{}, composed(in.Name, made)), nil
}

func (s *Server) cutBundle(ctx context.Context, in *struct {
	param.OfProduct
	param.Keyed
	Body *api.Cut
},
) (*drawnBundle, error) {
	if in.Body == nil {
		in.Body = &api.Cut{}
	}
	c, err := cutOf(in.Name, in.Body)
	if err != nil {
		return nil, err
	}
	c.Key = in.Key
	made, err := s.r.Cut(ctx, whoOf(ctx), c)
	if err != nil {
		return nil, err
	}
	b := composed(in.Name, made)
	b.Created = made.Created
	out := &drawnBundle{Status: http.StatusOK, Location: productPath(in.Name) + "/bundles/" + url.PathEscape(b.Version), Body: b}
	if b.New {
		out.Status = http.StatusCreated
	}
	return out, nil
}

// drawnBundle is the answer to who cut a bundle.
type drawnBundle struct {
	Status   int
	Location string `header:"Location" doc:"Where the bundle is."`
	Body     api.Bundle
}

// cutOf reads what is to be composed. The error is Invalid.
func cutOf(product string, a *api.Cut) (registry.Cut, error) {
	level, err := levelOf(a.Level)
	return registry.Cut{Product: product, Line: a.Line, Extends: a.Extends, Level: level, Date: a.Date}, err
}

// composed tells of a bundle that was composed.
func composed(product string, c *registry.Composition) api.Bundle {
	b := api.Bundle{Product: product, Version: c.Bundle.Version.Value, New: c.New, Text: string(c.Text)}
	for _, found := range c.Findings.Sorted() {
		b.Findings = append(b.Findings, finding(found))
	}
	return b
}
