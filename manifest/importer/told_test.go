package importer_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest/importer"
)

// TestSkipped says what of each format is not carried over, and what it is told about.
func TestSkipped(t *testing.T) {
	for _, tt := range []struct {
		name, file, text string
		want             string // the components
		skipped          []string
	}{
		{
			name: "bosh", file: "d.yml",
			text: `
name: d
manifest_version: v1.2.0
releases:
- {name: a, version: latest, url: "file:///a.tgz"}
- {name: b, version: ((b_version))}
- {name: c, version: 3.latest}
- {name: d, version: "4", url: https://a.example/d.tgz, sha1: "sha256:6c1975b871efb327528c84d46d38e6dd7906eecee6402bc270eeb7f1b1a506df", exported_from: [{os: x}]}
- {name: e, version: "5", url: ((e_url)), uri: x}
stemcells:
- {alias: default, name: bosh-ubuntu, version: "1.1"}
addons: []
`,
			want: "*d-release 4 [], *e 5 [], *stemcell-bosh-ubuntu 1.1 []",
			skipped: []string{
				"releases[0].version: latest is no version: which one it came to the director knows",
				"releases[2].version: 3.latest is no version: which one it came to the director knows",
				"releases[1].version: ((b_version)) is a variable: bosh interpolate fills it in",
				"releases[3].exported_from: a release does not name the stemcell that it was compiled on",
				"releases[4].uri: a manifest has no field for it",
				"manifest_version: a product starts with a production version in semver: 1.2.0 instead of v1.2.0",
				"releases[3]: the name d is taken by the product: d is called d-release",
			},
		},
		{
			name: "cyclonedx", file: "s.cdx.json",
			text: `{"bomFormat": "CycloneDX", "components": [
				{"name": "a", "version": "1", "type": "framework", "components": [{"name": "b", "version": "2", "type": "device"}]},
				{"name": "t", "version": "1", "scope": "excluded"}],
				"services": [{"name": "x"}], "dependencies": [{"ref": "nobody", "dependsOn": ["a"]}]}`,
			want: "*a 1 [], *b 2 []",
			skipped: []string{
				"metadata.component: it is missing: the product is named after the file",
				"components[1]: its scope is excluded: it is not part of the product",
				"dependencies[0]: it is about nobody, which is not among the components",
				"services: a manifest has no field for it",
			},
		},
		{
			name: "gomod", file: "go.mod",
			text: `module a.example/b
go 1.26
toolchain go1.26.1
godebug default=go1.21
retract v1.0.0
exclude c.example/d v1.1.0
tool c.example/d/cmd
require c.example/d v1.2.0
`,
			want: "*c.example/d v1.2.0 []",
			skipped: []string{
				"line 6: a manifest says which version is taken, not which is never taken",
				"line 2, line 3: a manifest has no field for the language's version",
				"line 4: a manifest has no field for it",
				"line 5: it is about the product's own versions",
				"line 7: a tool is a package of a module, and the module is a component",
			},
		},
		{
			name: "maven", file: "pom.xml",
			text: `<project><artifactId>a</artifactId><url>u</url><modules><module>m</module></modules>
				<dependencies><dependency><artifactId>x</artifactId></dependency></dependencies>
				<dependencyManagement><dependencies>
				<dependency><groupId>g.one</groupId><artifactId>b</artifactId><version>1</version><exclusions/></dependency>
				<dependency><groupId>g.two</groupId><artifactId>b</artifactId><version>2</version></dependency>
				<dependency><groupId>g.two</groupId><artifactId>b</artifactId><version>2</version><classifier>tests</classifier></dependency>
				<dependency><groupId>g.two</groupId></dependency>
				</dependencies></dependencyManagement></project>`,
			want: "*b 1 [], *b-two 2 []",
			skipped: []string{
				"g.one:b: a manifest does not exclude what a component needs",
				"g.two:: it has no artifactId",
				"dependencies: a bill of materials is what it manages, not what it uses",
				"modules: it says how the product is built, not what it is made of",
				"url: a manifest has no field for it",
				"g.two:b: b 2 stands twice, the first is taken",
				"g.two:b: the name b is taken by g.one:b: g.two:b is called b-two",
			},
		},
		{
			name: "ocm", file: "cd.yaml",
			text: `
meta: {schemaVersion: v2}
component:
  name: a.example/suite
  version: 1.0.0
  labels: [{name: x, value: {}}]
  resources:
  - {name: w, version: 1.0.0, type: blob, access: {type: wget, url: https://a.example/w, mediaType: text/plain}, digest: {hashAlgorithm: SHA-512, value: "00"}}
  - {name: g, version: 1.0.0, type: blob, access: {type: gitHub, commit: abc}, labels: [{name: x}], srcRefs: [{}]}
  - {name: i, version: 1.0.0, type: ociImage, access: {type: ociArtifact, imageReference: r.example/i}, extraIdentity: {arch: amd64}}
  - {name: i, version: 1.0.0, type: ociImage, access: {type: ociArtifact, imageReference: r.example/i}, extraIdentity: {arch: arm64}}
`,
			want: "*suite-g 1.0.0 [], *suite-i 1.0.0 [], *suite-i-resource 1.0.0 [], *suite-w 1.0.0 []",
			skipped: []string{
				"component.resources[1].access: an artifact is a file at an https: or oci: address",
				"component.resources[1].labels, component.labels: their values may be anything, a manifest's are text",
				"component.resources[1].srcRefs: a manifest has no field for it",
				"component.resources[2].extraIdentity and 1 like it: a component has a name and nothing besides to tell it by",
				"component.resources[3]: the name suite-i is taken by suite i: suite i is called suite-i-resource",
			},
		},
		{
			name: "openshift", file: "image-references",
			text: `{"kind": "ImageStream", "metadata": {"name": "4.1"}, "spec": {"tags": [{"name": "a", "from": {"kind": "ImageStreamTag", "name": "x"}}]}}`,
			want: "*a 4.1 []",
			skipped: []string{
				"spec.tags[0].from: an artifact is a file at an address, wanted a DockerImage",
				"spec.tags: an image has no version of its own: each comes in at the release's, 4.1",
				"metadata.name: 4.1 is no semver: the product starts at 1.0.0",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			im, err := importer.Read(t.Context(), fstest.MapFS{tt.file: {Data: []byte(tt.text)}}, tt.file, importer.Options{})
			if err != nil {
				t.Fatal(err)
			}
			sound(t, im)
			if got := drawn(im); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			var skipped []string
			for _, line := range im.Summary() {
				skipped = append(skipped, strings.TrimPrefix(line, tt.file+": "))
			}
			if diff := cmp.Diff(tt.skipped, skipped); diff != "" {
				t.Errorf("what is told is another (-want +got):\n%s", diff)
			}
		})
	}
}
