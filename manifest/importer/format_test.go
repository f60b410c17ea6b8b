package importer_test

import (
	"testing"
	"testing/fstest"

	"joinery/manifest/importer"
)

// TestFormat finds out the format of files that are called something else than usual.
func TestFormat(t *testing.T) {
	for _, tt := range []struct{ file, text, want string }{
		{"chart.txt", "{apiVersion: v2, name: a, version: 1.0.0, appVersion: 1.0.0}", "helm"},
		{"manifest.yml", "{name: a, releases: [{name: b, version: 1}], stemcells: []}", "bosh"},
		{"sbom.json", `{"bomFormat": "CycloneDX", "components": [{"name": "b", "version": "1"}]}`, "cyclonedx"},
		{"cd.yaml", "{meta: {schemaVersion: v2}, component: {name: x/a, version: 1.0.0, resources: [{name: b, version: 1, type: t}]}}", "ocm"},
		{"cd3.json", `{"apiVersion": "ocm.software/v3alpha1", "metadata": {"name": "x/a", "version": "1.0.0"}, "spec": {"references": [{"componentName": "x/b", "version": "1"}]}}`, "ocm"},
		{"refs.yaml", "{kind: ImageStream, metadata: {name: 4.1.0}, spec: {tags: [{name: b}]}}", "openshift"},
		{"info.json", `{"references": {"kind": "ImageStream", "metadata": {"name": "4.1.0"}, "spec": {"tags": [{"name": "b"}]}}}`, "openshift"},
		{"bom.xml", "<project><artifactId>a</artifactId><dependencyManagement><dependencies><dependency><artifactId>b</artifactId><version>1</version></dependency></dependencies></dependencyManagement></project>", "maven"},
		{"a-1.0.pom", "<project><artifactId>a</artifactId><dependencyManagement><dependencies><dependency><artifactId>b</artifactId><version>1</version></dependency></dependencies></dependencyManagement></project>", "maven"},
		{"tools.mod", "module a\nrequire b.example/c v1.0.0\n", "gomod"},
	} {
		im, err := importer.Read(t.Context(), fstest.MapFS{tt.file: {Data: []byte(tt.text)}}, tt.file, importer.Options{})
		if err != nil {
			t.Errorf("%s: got %v, want %s", tt.file, err, tt.want)
			continue
		}
		sound(t, im)
		if im.Format != tt.want {
			t.Errorf("%s: got %s, want %s", tt.file, im.Format, tt.want)
		}
	}
}
