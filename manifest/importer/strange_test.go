package importer_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"joinery/manifest/importer"
)

// samplesOfEach is a small file of every format, each with the component b at 1.0.0.
var samplesOfEach = map[string]string{
	"Chart.yaml":                "apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n- {name: b, version: 1.0.0}\n",
	"bosh.yml":                  "name: a\nreleases:\n- name: b\n  version: 1.0.0\nstemcells: []\n",
	"bom.json":                  "{\"bomFormat\": \"CycloneDX\",\n\"components\": [{\"name\": \"b\", \"version\": \"1.0.0\"}]}\n",
	"component-descriptor.yaml": "meta: {schemaVersion: v2}\ncomponent:\n  name: x/a\n  version: 1.0.0\n  componentReferences:\n  - {componentName: b, version: 1.0.0}\n",
	"image-references":          "{\"kind\": \"ImageStream\", \"metadata\": {\"name\": \"1.0.0\"},\n\"spec\": {\"tags\": [{\"name\": \"b\"}]}}\n",
	"pom.xml":                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<project><artifactId>a</artifactId><dependencyManagement><dependencies>\n<dependency><groupId>g</groupId><artifactId>b</artifactId><version>1.0.0</version></dependency></dependencies></dependencyManagement></project>\n",
	"go.mod":                    "module a.example/a\n\nrequire b v1.0.0\n",
}

// TestWritten reads every format as systems write texts: with a byte order mark, with CRLF, in UTF-16.
func TestWritten(t *testing.T) {
	utf16Of := func(text string, low int) string {
		var b strings.Builder
		for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
			pair := [2]byte{byte(unit >> 8), byte(unit)}
			b.WriteByte(pair[low])
			b.WriteByte(pair[1-low])
		}
		return b.String()
	}
	for file, text := range samplesOfEach {
		for name, written := range map[string]string{
			"plain": text, "a mark": "\ufeff" + text, "CRLF": strings.ReplaceAll(text, "\n", "\r\n"),
			"no line end": strings.TrimSuffix(text, "\n"), "UTF-16": utf16Of(text, 1), "UTF-16, the other way": utf16Of(text, 0),
			"UTF-16 as XML says it": utf16Of(strings.ReplaceAll(text, "UTF-8", "UTF-16"), 1),
		} {
			im, err := importer.Read(t.Context(), fstest.MapFS{file: {Data: []byte(written)}}, file, importer.Options{})
			if err != nil {
				t.Errorf("%s with %s: got %v, want no error", file, name, err)
				continue
			}
			if got := im.Components[0].Name; len(im.Components) != 1 || got != "b" {
				t.Errorf("%s with %s: got %d components, the first %s, want b alone", file, name, len(im.Components), got)
			}
		}
	}
}

// TestCutOff reads every format cut off at every byte: it is refused or imported, and nothing else
// happens.
func TestCutOff(t *testing.T) {
	for file, text := range samplesOfEach {
		for end := range text {
			im, err := importer.Read(t.Context(), fstest.MapFS{file: {Data: []byte(text[:end])}}, file, importer.Options{})
			if wrong := new(importer.Error); err != nil && !errors.As(err, &wrong) || err == nil && len(im.Components) == 0 {
				t.Errorf("%s cut off at %d: got %v, want an *importer.Error or components", file, end, err)
			}
		}
	}
}

// TestVersions says what becomes of versions as others write them: the scheme, or why there is none.
func TestVersions(t *testing.T) {
	for _, tt := range []struct{ version, want string }{
		{"1.2.3", "semver"},
		{"1.2.3-20240101.123456-7", "semver"},
		{"1.0.0-SNAPSHOT", "semver"},
		{"1.2.3+build.5", "semver"},
		{"latest", "loose"},
		{"v1", "loose"},
		{"1.0.0.RELEASE", "loose"},
		{"01.02.03", "loose"},
		{"0:1.2-3~deb11u1", "loose"},
		{"2024-01-01", "loose"},
		{"${revision}", "loose"},
		{"null", "loose"},
		{"#1", "loose"},
		{"~1.2", "is no version, but a range of versions"},
		{"release candidate", `"release candidate" is no version, wanted`},
		{"версия-1", `"версия-1" is no version, wanted`},
		{strings.Repeat("1", 129), "is no version, wanted at most 128"},
	} {
		text := `{"bomFormat": "CycloneDX", "components": [{"name": "b", "version": "` + tt.version + `"}, {"name": "c", "version": "1.0.0"}]}`
		im, err := importer.Read(t.Context(), fstest.MapFS{"bom.json": {Data: []byte(text)}}, "bom.json", importer.Options{})
		if err != nil {
			t.Errorf("%s: got %v, want no error", tt.version, err)
			continue
		}
		sound(t, im)
		got := im.Components[0].Scheme
		if im.Components[0].Name != "b" {
			got = strings.Join(im.Summary(), "\n")
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %s, want %s", tt.version, got, tt.want)
		}
	}
}
