package manifest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestReference(t *testing.T) { golden(t, "../docs/reference/manifest.md", referencePage()) }

// referencePage returns the page that lists every field of every kind, as Markdown. It is made from
// the same lists of fields that the decoder reads by.
func referencePage() []byte {
	var page bytes.Buffer
	page.WriteString(referenceHead)
	written := map[string]bool{}
	for _, k := range kindShapes {
		writeShape(&page, k.shape(), written)
	}
	return page.Bytes()
}

const referenceHead = `# Manifests, field by field

This page is generated from the decoder's own lists of fields: ` + "`go generate ./manifest`" + ` writes it, never edit it.

A scalar is text as it is written: unquoted ` + "`1.10`" + ` is the version 1.10. Fields that are not listed are errors, except in
bundles, where they are kept. ` + "`null`" + `, anchors, aliases, merge keys, tags and doubled keys are errors everywhere.
`

// writeShape writes the section of a mapping, and behind it those of the mappings inside.
func writeShape(page *bytes.Buffer, s shape, written map[string]bool) {
	if written[s.name] {
		return
	}
	written[s.name] = true
	fmt.Fprintf(page, "\n## %s\n\n%s\n\n| field | type | required | when absent | says |\n|---|---|---|---|---|\n", s.name, s.says)
	for _, f := range s.fields {
		required := ""
		if f.required {
			required = "yes"
		}
		fmt.Fprintf(page, "| `%s` | %s | %s | %s | %s |\n", f.name, f.form.words(), required, f.absent, f.says)
	}
	for _, f := range s.fields {
		for _, inner := range f.form.shapes() {
			writeShape(page, inner, written)
		}
	}
}

// words says what a form is, with a link to the section of a mapping.
func (f form) words() string {
	switch {
	case f.either != nil:
		var ways []string
		for _, e := range f.either {
			ways = append(ways, e.words())
		}
		return strings.Join(ways, ", or ")
	case f.object != nil:
		name := f.object().name
		return fmt.Sprintf("a map: [%s](#%s)", name, strings.ReplaceAll(strings.ToLower(name), " ", "-"))
	case f.item != nil && len(f.item.shapes()) > 0:
		return f.word + ", each " + f.item.words()
	case len(f.enum) > 0 && len(f.enum) <= 10:
		return "`" + strings.Join(f.enum, "`, `") + "`"
	}
	return f.word
}

// shapes returns the mappings with known keys inside a form.
func (f form) shapes() []shape {
	var inner []shape
	if f.object != nil {
		inner = append(inner, f.object())
	}
	if f.item != nil {
		inner = append(inner, f.item.shapes()...)
	}
	for _, e := range f.either {
		inner = append(inner, e.shapes()...)
	}
	return inner
}
