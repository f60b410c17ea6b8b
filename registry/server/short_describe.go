package server

import (
	"cmp"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// describeShort adds a short route to the description of the routes, once for each of its methods.
func (s *Server) describeShort(r *shortRoute) {
	if r.get != nil {
		op := route("short-"+r.id, http.MethodGet, r.path, r.summary, failing(http.StatusNotFound, http.StatusUnprocessableEntity))
		if r.post != nil {
			op.Description = "Looks only: nothing is drawn, and somebody else may get it."
		}
		s.describeShortMethod(&op, r, http.StatusOK)
	}
	if r.post != nil {
		op := route("short-post-"+r.id, http.MethodPost, r.path, r.summary, failing(http.StatusNotFound, http.StatusConflict))
		op.Description = "Draws it: nobody else gets it."
		if r.get == nil {
			op.Description = "With a version it begins with that one, which counts as published."
		}
		op.Description += " The parameters may stand in a form instead of the query."
		s.describeShortMethod(&op, r, http.StatusCreated)
	}
}

// shortSchemas are those of parameters that are more than a text.
var shortSchemas = map[string]huma.Schema{
	"item":     {Type: "string", MaxLength: new(128)},
	"contains": {Type: "string", MaxLength: new(200)},
	"level":    {Type: "string", Enum: []any{"0", "1", "2", "3", "major", "minor", "patch", "build"}},
	"scheme":   {Type: "string", Enum: []any{"semver", "four-part", "calver", "anyver", "loose"}},
	"reserve":  {Type: "boolean"},
	"format":   {Type: "string", Enum: []any{formatJSON, formatText, formatXML}},
}

func (s *Server) describeShortMethod(op *huma.Operation, r *shortRoute, status int) {
	for i, name := range append(slices.Clone(r.takes), "format") {
		if name == "" {
			continue
		}
		schema := shortSchemas[name]
		schema.Type = cmp.Or(schema.Type, "string")
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: name, In: "query", Description: shortParams[name], Schema: &schema,
			Required: i == 0 && op.Method == http.MethodGet, // else it may stand in the form
		})
	}
	if op.Method == http.MethodPost {
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: "Idempotency-Key", In: "header", Description: "The same key gets the same answer, for good.", Schema: &huma.Schema{Type: "string", MaxLength: new(200)},
		})
		form := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{}}
		for _, p := range op.Parameters {
			if p.In == "query" {
				form.Properties[p.Name] = p.Schema
			}
		}
		op.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{"application/x-www-form-urlencoded": {Schema: form}}}
	}
	of := reflect.TypeOf(r.says).Elem()
	name, _ := of.FieldByName("XMLName")
	inJSON, inXML := s.schemaOfShort(of), s.schemaOfShort(of)
	inXML.Extensions = map[string]any{"xml": map[string]string{"name": name.Tag.Get("xml")}}
	line := r.says.lineSays()
	if r.things != "" {
		line = "A line for each of the " + r.things + ": " + strings.ToLower(line[:1]) + line[1:]
		inJSON = &huma.Schema{Type: "array", Items: inJSON}
		inXML = &huma.Schema{Type: "array", Items: inXML, Extensions: map[string]any{"xml": map[string]any{"name": r.things, "wrapped": true}}}
	}
	op.Responses = map[string]*huma.Response{strconv.Itoa(status): {Description: http.StatusText(status), Content: map[string]*huma.MediaType{
		"application/json": {Schema: inJSON},
		"application/xml":  {Schema: inXML},
		"text/plain":       {Schema: &huma.Schema{Type: "string", Description: line}},
	}}}
	s.describe(op)
	for _, status := range op.Errors {
		content := op.Responses[strconv.Itoa(status)].Content
		problem := *content[problemType].Schema
		problem.Extensions = map[string]any{"xml": map[string]string{"name": "problem", "namespace": "urn:ietf:rfc:7807"}}
		content[problemXMLType] = &huma.MediaType{Schema: &problem}
		content["text/plain"] = &huma.MediaType{Schema: &huma.Schema{Type: "string", Description: new(printedProblem).lineSays()}}
	}
}

// schemaOfShort returns a reference to the schema of a thing, with the fields of what it is made of.
func (s *Server) schemaOfShort(of reflect.Type) *huma.Schema {
	ref, all := s.schemaOf(of), s.api.OpenAPI().Components.Schemas
	whole := all.SchemaFromRef(ref.Ref)
	for i := range of.NumField() {
		if f := of.Field(i); f.Anonymous {
			part := huma.SchemaFromType(all, f.Type)
			maps.Copy(whole.Properties, part.Properties)
			whole.Required = slices.Compact(slices.Sorted(slices.Values(append(whole.Required, part.Required...))))
		}
	}
	return ref
}

// schemaOf returns a reference to the schema of a type.
func (s *Server) schemaOf(of reflect.Type) *huma.Schema {
	return s.api.OpenAPI().Components.Schemas.Schema(of, true, of.Name())
}

// Schema returns a number or null.
func (figure) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "integer", Format: "int64", Nullable: true}
}

// Schema returns a time or null.
func (created) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "string", Format: "date-time", Nullable: true}
}
