package manifest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

//go:generate go test -run "TestSchemas|TestReference" -update

// kindShapes are the kinds of document that have a schema.
var kindShapes = []struct {
	kind  string
	shape func() shape
}{
	{"component", componentMapping.describe},
	{"product", productMapping.describe},
	{"bundle", bundleMapping.describe},
	{"change", changeMapping.describe},
}

// Kinds returns the kinds of document that have a schema: component, product, bundle, and
// change, which is the front matter of a change file.
func Kinds() []string {
	var kinds []string
	for _, k := range kindShapes {
		kinds = append(kinds, k.kind)
	}
	return kinds
}

// Schema returns the JSON Schema (draft 2020-12) of a kind, one of [Kinds], indented and ending
// in a line feed. It is the same for every call. The error names the kinds.
func Schema(kind string) ([]byte, error) {
	for _, k := range kindShapes {
		if k.kind != kind {
			continue
		}
		s := k.shape().schema()
		s.Dialect = "https://json-schema.org/draft/2020-12/schema"
		s.ID = "urn:joinery:v1:" + kind
		return s.print()
	}
	return nil, fmt.Errorf("no schema for %s, there is one for %s", quoted(kind), either(Kinds()))
}

// schema is a JSON Schema, as far as ours go. Its fields are printed in this order.
type schema struct {
	Dialect     string      `json:"$schema,omitempty"`
	ID          string      `json:"$id,omitempty"`
	Title       string      `json:"title,omitempty"`
	Description string      `json:"description,omitempty"`
	Type        any         `json:"type,omitempty"` // string or []string
	Default     any         `json:"default,omitempty"`
	Const       string      `json:"const,omitempty"`
	Enum        []string    `json:"enum,omitempty"`
	Pattern     string      `json:"pattern,omitempty"`
	Not         *schema     `json:"not,omitempty"`
	MinLength   int         `json:"minLength,omitempty"`
	MaxLength   int         `json:"maxLength,omitempty"`
	AnyOf       []*schema   `json:"anyOf,omitempty"`
	Required    []string    `json:"required,omitempty"`
	Properties  *properties `json:"properties,omitempty"`
	Names       *schema     `json:"propertyNames,omitempty"`
	Additional  any         `json:"additionalProperties,omitempty"` // false or *schema
	Items       *schema     `json:"items,omitempty"`
}

// properties are the fields of a mapping in their own order.
type properties struct {
	names   []string
	schemas []*schema
}

// MarshalJSON prints the properties in their order.
func (p *properties) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	for i, name := range p.names {
		key, err := json.Marshal(name)
		if err != nil {
			return nil, err
		}
		out.WriteString([]string{"{", ","}[min(i, 1)])
		out.Write(key)
		out.WriteByte(':')
		if err := encode(&out, p.schemas[i]); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func encode(out *bytes.Buffer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func (s *schema) print() ([]byte, error) {
	var compact, out bytes.Buffer
	if err := encode(&compact, s); err != nil {
		return nil, err
	}
	if err := json.Indent(&out, compact.Bytes(), "", "  "); err != nil {
		return nil, err
	}
	return append(bytes.TrimSpace(out.Bytes()), '\n'), nil
}

// schema returns what the shape looks like to an editor.
func (s shape) schema() *schema {
	out := &schema{Title: s.name, Description: s.says, Type: "object", Properties: &properties{}}
	if !s.open {
		out.Additional = false
	}
	for _, f := range s.fields {
		of := f.form.schema()
		of.Description = f.says
		if slices.Contains(f.form.enum, f.absent) {
			of.Default = f.absent
		} else if f.absent == "false" {
			of.Default = false
		}
		if f.required {
			out.Required = append(out.Required, f.name)
		}
		out.Properties.names = append(out.Properties.names, f.name)
		out.Properties.schemas = append(out.Properties.schemas, of)
	}
	return out
}

// schema returns what the form looks like to an editor.
func (f form) schema() *schema {
	switch {
	case f.either != nil:
		s := &schema{}
		for _, e := range f.either {
			s.AnyOf = append(s.AnyOf, e.schema())
		}
		return s
	case f.object != nil:
		return f.object().schema()
	case f.keys != nil:
		return &schema{Type: "object", Names: f.keys.key(), Additional: f.item.schema()}
	case f.item != nil:
		return &schema{Type: "array", Items: f.item.schema()}
	case len(f.enum) == 1:
		return &schema{Const: f.enum[0]}
	case f.enum != nil:
		return &schema{Enum: f.enum}
	}
	s := &schema{Pattern: f.pattern, MinLength: f.minLength, MaxLength: f.maxLength}
	if f.not != "" {
		s.Not = &schema{Type: "string", Pattern: f.not}
	}
	s.Type = any(f.scalar)
	if len(f.scalar) == 1 {
		s.Type = f.scalar[0]
	}
	return s
}

// key returns the schema of a form's text as a key, which is always a string.
func (f form) key() *schema {
	s := f.schema()
	s.Type = nil
	return s
}
