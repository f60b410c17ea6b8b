package sbom

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// format is one way of writing a bill.
type format struct {
	name   string // also how golden files end
	write  func(*Bill, *bytes.Buffer) error
	schema string // of the JSON; "" for XML
}

var formats = []format{
	{"cdx.json", func(b *Bill, out *bytes.Buffer) error { return b.CycloneDX(out) }, "http://cyclonedx.org/schema/bom-1.6.schema.json"},
	{"cdx.xml", func(b *Bill, out *bytes.Buffer) error { return b.CycloneDXXML(out) }, ""},
	{"spdx.json", func(b *Bill, out *bytes.Buffer) error { return b.SPDX(out) }, "http://spdx.org/rdf/terms/2.3"},
}

// schemas returns the published schemas by their addresses. Formats are asserted too.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for file, at := range map[string]string{
		"cyclonedx-bom-1.6.schema.json":  "http://cyclonedx.org/schema/bom-1.6.schema.json",
		"cyclonedx-jsf-0.82.schema.json": "http://cyclonedx.org/schema/jsf-0.82.schema.json",
		"cyclonedx-spdx.schema.json":     "http://cyclonedx.org/schema/spdx.schema.json",
		"spdx-2.3.schema.json":           "http://spdx.org/rdf/terms/2.3",
	} {
		text, err := os.ReadFile(filepath.Join("testdata/schema", file))
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource(at, document); err != nil {
			t.Fatal(err)
		}
	}
	all := map[string]*jsonschema.Schema{}
	for _, f := range formats {
		if f.schema == "" {
			continue
		}
		schema, err := compiler.Compile(f.schema)
		if err != nil {
			t.Fatal(err)
		}
		all[f.schema] = schema
	}
	return all
}

// validate holds a JSON document against a schema.
func validate(schema *jsonschema.Schema, text []byte) error {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(document)
}

// validateXML holds CycloneDX documents against the format's schema, all in one go. Without
// xmllint the rest of the test is skipped.
func validateXML(t *testing.T, documents ...[]byte) {
	t.Helper()
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("XML is not validated: xmllint is not installed (Debian: apt-get install libxml2-utils)")
	}
	dir := t.TempDir()
	args := []string{"--noout", "--nonet", "--huge", "--schema", "testdata/schema/cyclonedx-bom-1.6.xsd"}
	for i, text := range documents {
		file := filepath.Join(dir, fmt.Sprintf("%d.xml", i))
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	run := exec.Command(xmllint, args...)
	run.Env = append(os.Environ(), "XML_CATALOG_FILES=testdata/schema/catalog.xml")
	if out, err := run.CombinedOutput(); err != nil {
		t.Errorf("xmllint: %v\n%.4000s", err, out)
	}
}
