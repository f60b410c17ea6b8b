package manifest

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
)

var update = flag.Bool("update", false, "write what the tests compare with")

// golden compares a generated text with the file that holds it.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale: go generate ./manifest writes it anew", file)
	}
}

func TestSchemas(t *testing.T) {
	for _, kind := range Kinds() {
		got, err := Schema(kind)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "../schemas/"+kind+".json", got)
	}
	if _, err := Schema("compnent"); err == nil || !strings.Contains(err.Error(), "component, product, bundle or change") {
		t.Errorf("got %v, want an error that lists the kinds", err)
	}
}

// compiled returns the schemas by kind.
func compiled(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	schemas := map[string]*jsonschema.Schema{}
	for _, kind := range Kinds() {
		text, err := Schema(kind)
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource("urn:joinery:v1:"+kind, document); err != nil {
			t.Fatal(err)
		}
		if schemas[kind], err = compiler.Compile("urn:joinery:v1:" + kind); err != nil {
			t.Fatal(err)
		}
	}
	return schemas
}

// asEditor returns a node as an editor sees it: scalars that look like numbers, booleans or
// null are such.
func asEditor(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return asEditor(n.Content[0])
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = asEditor(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		l := []any{}
		for _, c := range n.Content {
			l = append(l, asEditor(c))
		}
		return l
	}
	switch n.Tag {
	case "!!int", "!!float", "!!bool", "!!null":
		var v any
		if err := n.Decode(&v); err == nil {
			if i, ok := v.(int); ok {
				return float64(i)
			}
			return v
		}
	}
	return n.Value
}

// validate returns what the schema of its kind says about every document of a stream.
func validate(t *testing.T, schemas map[string]*jsonschema.Schema, text string) error {
	t.Helper()
	stream := yaml.NewDecoder(strings.NewReader(text))
	for {
		var n yaml.Node
		if err := stream.Decode(&n); err == io.EOF {
			return nil
		} else if err != nil {
			t.Fatal(err)
		}
		value := asEditor(&n)
		if value == nil {
			continue // an empty document
		}
		kind := "component"
		if k := valueOf(n.Content[0], "kind"); k != nil {
			kind = strings.ToLower(k.Value)
		}
		if err := schemas[kind].Validate(value); err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
	}
}

func TestSchemaTakesValidSamples(t *testing.T) {
	schemas := compiled(t)
	files := []string{"testdata/samples/valid.yaml"}
	if _, err := os.Stat("../examples"); err == nil {
		err := filepath.WalkDir("../examples", func(file string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && isManifest(entry.Name()) {
				files = append(files, file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, schemas, string(text)); err != nil {
			t.Errorf("%s: got %v, want no error", file, err)
		}
	}
}

// Schema and decoder agree on what fits.
func TestSchemaAgrees(t *testing.T) {
	schemas := compiled(t)
	const (
		component = "apiVersion: joinery/v1\nkind: Component\nname: a\n"
		product   = "apiVersion: joinery/v1\nkind: Product\nname: a\n"
		bundle    = "apiVersion: joinery/v1\nkind: Bundle\nname: a\nversion: 1.0.0\n"
		sum       = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	)
	for _, test := range []struct {
		text string
		fits bool
	}{
		{component, true},
		{component + "title: 2048", true},
		{component + "title: true", true},
		{component + "revision: 12", false},
		{component + "versions: [{version: 1.0.0, revision: 1234567}]", true},
		{component + "title: [a]", false},
		{component + "title: ~", false},
		{component + "nmae: x", false},
		{component + "type: service", true},
		{component + "type: servce", false},
		{component + "exposure: Public", false},
		{component + "formerly: [a-b, a/b, a_b.c]", true},
		{component + "formerly: [A]", false},
		{component + "formerly: [a--b]", false},
		{component + "formerly: [a..b]", false},
		{component + "formerly: [a-]", false},
		{component + "formerly: [a.json]", false},
		{component + "formerly: a", false},
		{component + "formerly: [" + strings.Repeat("a", 129) + "]", false},
		{component + "paths: ['']", false},
		{component + "versioning: calver", true},
		{component + "versioning: {scheme: calver, pattern: YY.MM.MICRO}", true},
		{component + "versioning: {initial: 1.0.0}", false},
		{component + "versioning: rubyver", false},
		{component + "versioning: [semver]", false},
		{component + "labels: {a: b, c: 1}", true},
		{component + "labels: {a: [b]}", false},
		{component + "labels: {a: ~}", false},
		{component + "versions: [{}]", false},
		{component + "versions: [1.0.0]", false},
		{component + "versions: {1.0.0: {}}", false},
		{component + "versions: [{version: 1.0.0, extends: 0.9.0}]", false},
		{component + "versions: [{version: 1.0.0, status: gone}]", false},
		{component + "versions: [{version: 1.0.0, released: soon}]", false},
		{component + "versions: [{version: 1.0.0, released: 2026-11-20}]", true},
		{component + "versions: [{version: 1.0.0, statusLog: [{date: 2026-11-20}]}]", false},
		{component + "versions: [{version: 1.0.0, dependencies: {a: 1.0.0, b: '^1'}}]", true},
		{component + "versions: [{version: 1.0.0, dependencies: {A: 1.0.0}}]", false},
		{component + "versions: [{version: 1.0.0, dependencies: [a]}]", false},
		{component + "versions: [{version: 1.0.0, contract: {a: {type: x, required: true}}}]", true},
		{component + "versions: [{version: 1.0.0, contract: {a: {type: x, required: 'true'}}}]", false},
		{component + "versions: [{version: 1.0.0, contract: {a: {}}}]", false},
		{component + "versions: [{version: 1.0.0, artifacts: [{uri: a, digest: 'sha256:" + sum + "'}]}]", true},
		{component + "versions: [{version: 1.0.0, artifacts: [{uri: a, digest: 'sha256:…'}]}]", false},
		{component + "versions: [{version: 1.0.0, artifacts: [{digest: 'sha256:" + sum + "'}]}]", false},
		{component + "versions: [{version: 1.0.0, changes: [{type: fix, summary: x, texts: {sales: y}}]}]", true},
		{component + "versions: [{version: 1.0.0, changes: [{type: fix}]}]", false},
		{component + "versions: [{version: 1.0.0, changes: [{type: fixed, summary: x}]}]", false},
		{component + "versions: [{version: 1.0.0, changes: [{type: fix, summary: ''}]}]", false},
		{component + "versions: [{version: 1.0.0, changes: [{type: fix, summary: x, texts: {seles: y}}]}]", false},
		{"apiVersion: joinery/v1\nkind: Component", false},
		{"kind: Component\nname: a", false},
		{"apiVersion: joinery/v2\nkind: Component\nname: a", false},
		{product + "components: {a: '^1'}\noverrides: {b: 1.0.0}", true},
		{product + "components: [a]", false},
		{product + "standard: strict", false},
		{product + "rules: {acyclic: off}", true},
		{product + "rules: {acyclic: note}", false},
		{product + "rules: {acylic: off}", false},
		{product + "exceptions: [{rule: one-version, component: a, until: 2026-01-01, owner: x, reason: y}]", true},
		{product + "exceptions: [{rule: one-version, component: a, until: 2026-01-01, owner: x}]", false},
		{product + "policy: {component-major: minor, groups: {fixed: [[a, b]]}}", true},
		{product + "policy: {component-major: none}", false},
		{product + "policy: {groups: {fixed: [a]}}", false},
		{product + "versioning: {scheme: semver, initial: 1.10.0}", true},
		{bundle + "signature: {by: x}", true},
		{bundle + "components: [{name: a, version: 1.0.0, weight: 7}]", true},
		{bundle + "components: [{name: a}]", false},
		{bundle + "components: {a: 1.0.0}", false},
		{bundle + "bump: {level: minr}", false},
		{bundle + "bump: {level: minor, because: [{component: a, from: 1.0.0}]}", true},
		{bundle + "digest: sha256", false},
	} {
		decoded := true
		for _, d := range load(t, map[string]string{"joinery.yaml": test.text}).Problems {
			decoded = decoded && (d.Rule != "schema" || len(d.Message) > 6 && d.Message[:6] == "fields")
		}
		if decoded != test.fits {
			t.Errorf("decoder: got %v, want %v for\n%s", decoded, test.fits, test.text)
		}
		if err := validate(t, schemas, test.text); (err == nil) != test.fits {
			t.Errorf("schema: got %v, want it to fit: %v\n%s", err, test.fits, test.text)
		}
	}
}

// Schema and decoder agree on the front matter of change files.
func TestChangeSchemaAgrees(t *testing.T) {
	schema := compiled(t)["change"]
	for _, test := range []struct {
		matter string
		fits   bool
	}{
		{"components: {}", true},
		{"components: {a: fix, b: {type: fix, level: minor}}", true},
		{"components: {a: fix}\nlinks: [x]\ninternal: true\nreverts: y", true},
		{"links: [x]", false},
		{"components: {a: fixed}", false},
		{"components: {a: {level: minor}}", false},
		{"components: {A: fix}", false},
		{"components: {a: [fix]}", false},
		{"components: [a]", false},
		{"components: {a: fix}\nsummary: x", false},
		{"components: {a: fix}\ninternal: 'true'", false},
	} {
		found := load(t, map[string]string{"changes/x.md": "---\n" + test.matter + "\n---\nText.\n"}).Problems
		if (len(found) == 0) != test.fits {
			t.Errorf("decoder: got %v, want it to fit: %v\n%s", found, test.fits, test.matter)
		}
		var n yaml.Node
		if err := yaml.Unmarshal([]byte(test.matter), &n); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(asEditor(&n)); (err == nil) != test.fits {
			t.Errorf("schema: got %v, want it to fit: %v\n%s", err, test.fits, test.matter)
		}
	}
}
