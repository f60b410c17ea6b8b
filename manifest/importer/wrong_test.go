package importer_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest/importer"
)

func TestReadWrong(t *testing.T) {
	var laughs strings.Builder
	laughs.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&laughs, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	for _, tt := range []struct{ name, file, text, want string }{
		{"a billion laughs", "Chart.yaml", laughs.String(), "Chart.yaml:7:10: with its aliases written out the document has more than 2000000 values"},
		{"an entity that is not XML's", "pom.xml", "<!DOCTYPE p [<!ENTITY a \"&b;&b;\">]>\n<project>&a;</project>", "pom.xml:2: invalid character entity &a;"},
		{"cut off YAML", "Chart.yaml", "name: a\ndependencies: [{name: b", "Chart.yaml:2:24: did not find expected ',' or '}'"},
		{"cut off JSON", "bom.json", "{\"bomFormat\": \"CycloneDX\",\n\"components\": [", "bom.json:2:16: the document is cut off"},
		{"cut off XML", "pom.xml", "<project>\n<artifactId>", "pom.xml:2: the document is cut off"},
		{"cut off go.mod", "go.mod", "module a.example/b\nrequire (", "go.mod:2:10: syntax error (unterminated block started at go.mod:2:1)"},
		{"nothing", "Chart.yaml", "", "Chart.yaml: name: it is missing or empty"},
		{"an empty POM", "pom.xml", "", "pom.xml:1:1: the document is empty or cut off"},
		{"another root", "pom.xml", "<html/>", "pom.xml:1:8: expected element type <project> but have <html>"},
		{"no module", "go.mod", "go 1.26\n", "go.mod: it names no module"},
		{"a list for a map", "Chart.yaml", "- a\n", "Chart.yaml: found a list, wanted a map"},
		{"text for a list", "Chart.yaml", "name: a\nversion: 1.0.0\ndependencies: none\n", "Chart.yaml: dependencies: found text, wanted a list"},
		{"a map for text", "Chart.yaml", "name: {a: b}\n", "Chart.yaml: name: found a map, wanted text"},
		{"a part without a name", "d.yml", "name: d\nreleases: [{version: 1}]\nstemcells: []\n", "d.yml: releases[0].name: it is missing or empty"},
		{"a key twice", "Chart.yaml", "name: a\nname: b\n", `Chart.yaml:2:1: the key "name" stands twice`},
		{"a key twice in JSON", "bom.json", "{\"bomFormat\": \"CycloneDX\",\n\"a\": {\"b\": 1, \"b\": 2}}", `bom.json:2:17: the key "b" stands twice`},
		{"deep JSON", "bom.json", "{\"bomFormat\": " + strings.Repeat("[", 100000), "bom.json:1:1014: found lists or maps nested deeper than 1000"},
		{"a tab", "Chart.yaml", "name: a\ndependencies:\n\t- name: b\n", "Chart.yaml:3:1: found character that cannot start any token"},
		{"empty JSON", "bom.cdx.json", " \n", "bom.cdx.json:2:1: the document is empty"},
		{"text behind JSON", "image-references", "{\"kind\": \"ImageStream\"}\n}", "image-references:2:1: found text behind the end of the document"},
		{"a number in JSON", "bom.cdx.json", "{\"bomFormat\": 01}", "bom.cdx.json:1:16: invalid character '1' after object key:value pair"},
		{"no component", "bom.json", `{"bomFormat": "CycloneDX", "components": []}`, "bom.json: it lists no component with a version"},
		{"another kind", "image-references", `{"kind": "Image"}`, "image-references: kind: found text, wanted ImageStream"},
		{"an encoding", "pom.xml", `<?xml version="1.0" encoding="utf-16"?><project/>`, "found the encoding utf-16, wanted UTF-8"},
		{"a huge go.mod", "go.mod", "module a\n//" + strings.Repeat("x", 5<<20), "go.mod: the file is larger than 4 MiB, and no go.mod is"},
		{"a version of Go", "go.mod", "module a\nrequire b.example/c 1.2\n", `go.mod:2:1: require b.example/c: version "1.2" invalid: must be of the form v1.2.3`},
		{"no format", "values.yaml", "a: b\n", "values.yaml: it is in no format that is known, wanted helm, bosh, cyclonedx, ocm, openshift, maven or gomod"},
		{"a text", "readme.txt", "hello\n", "readme.txt: it is in no format that is known"},
		{"another XML", "a.xml", "<feed/>", "a.xml: it is in no format that is known"},
		{"a page", "README.md", "# A\n\n`a`: b\n", "README.md:3:1: found character that cannot start any token; it is in no format that is known, wanted helm, bosh, cyclonedx, ocm, openshift, maven or gomod"},
		{"broken YAML", "values.yaml", "a: [b\n", "values.yaml:1:6: did not find expected ',' or ']'; it is in no format that is known, wanted helm"},
		{"an image", "logo.png", "\x89PNG\r\n\x1a\n\x00", "logo.png:1:1: "},
	} {
		_, err := importer.Read(t.Context(), fstest.MapFS{tt.file: {Data: []byte(tt.text)}}, tt.file, importer.Options{})
		if wrong := new(importer.Error); !errors.As(err, &wrong) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestReadHuge(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "bom.json")
	if err := os.WriteFile(file, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, 65<<20); err != nil {
		t.Fatal(err)
	}
	_, err := importer.Read(t.Context(), os.DirFS(dir), "bom.json", importer.Options{})
	if want := "bom.json: the file is larger than 64 MiB"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestReadOptions(t *testing.T) {
	chart := fstest.MapFS{"a": {Data: []byte("{name: My Chart!, version: v1.2.3-rc.1, dependencies: [{name: x, version: 1.0.0}]}")}}
	for _, tt := range []struct {
		options importer.Options
		want    string // the product's name and first version, or the error
	}{
		{importer.Options{Format: "helm"}, "my-chart 1.2.3"},
		{importer.Options{Format: "helm", Name: "acme/suite"}, "acme/suite 1.2.3"},
		{importer.Options{Format: "helm", Name: "Acme"}, `"Acme" is no name: found 'A' at character 1, wanted lower case`},
		{importer.Options{Format: "rpm"}, "rpm: no such format, wanted helm, bosh, cyclonedx, ocm, openshift, maven or gomod"},
		{importer.Options{}, "a: it is in no format that is known, wanted helm, bosh, cyclonedx, ocm, openshift, maven or gomod"},
	} {
		im, err := importer.Read(t.Context(), chart, "a", tt.options)
		got := fmt.Sprint(err)
		if err == nil {
			got = im.Product.Name + " " + im.Product.Initial
		}
		if got != tt.want {
			t.Errorf("%+v: got %s, want %s", tt.options, got, tt.want)
		}
	}
}

// TestReadNoFile: what is no file is refused before it is opened, since a pipe would be waited for.
func TestReadNoFile(t *testing.T) {
	for _, c := range []struct {
		mode fs.FileMode
		want string
	}{
		{fs.ModeNamedPipe, "Chart.yaml: found a pipe, wanted a file"},
		{fs.ModeDevice | fs.ModeCharDevice, "Chart.yaml: found a device, wanted a file"},
		{fs.ModeSocket, "Chart.yaml: found a socket, wanted a file"},
		{fs.ModeDir, "Chart.yaml: found a folder, wanted a file"},
	} {
		fsys := fstest.MapFS{"Chart.yaml": {Mode: c.mode, Data: []byte("name: a\nversion: 1.0.0\n")}}
		wrong := new(importer.Error)
		if _, err := importer.Read(t.Context(), fsys, "Chart.yaml", importer.Options{}); !errors.As(err, &wrong) || wrong.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
	fsys := fstest.MapFS{"Chart.yaml": {Data: []byte("name: a\nversion: 1.0.0\n")}, "Chart.lock": {Mode: fs.ModeNamedPipe}}
	if _, err := importer.Read(t.Context(), fsys, "Chart.yaml", importer.Options{}); err == nil || err.Error() != "Chart.lock: found a pipe, wanted a file" {
		t.Errorf("beside: got %v, want Chart.lock refused", err)
	}
}
