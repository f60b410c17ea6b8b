package importer_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest/importer"
)

// TestMavenProperties says what a version written with properties comes to: the version, or the end
// of what is told about it.
func TestMavenProperties(t *testing.T) {
	var laughs strings.Builder
	laughs.WriteString("<l0>x</l0>")
	for i := 1; i < 15; i++ {
		fmt.Fprintf(&laughs, "<l%d>%s</l%d>", i, strings.Repeat(fmt.Sprintf("${l%d}", i-1), 10), i)
	}
	const own = "<v>1.2.3</v><w>${v}</w><minor>7</minor><empty/><a>${b}</a><b>${a}</b><utf>1.0-\u00e9</utf>"
	for _, tt := range []struct{ written, want string }{
		{"1.0.0", "1.0.0"},
		{"${v}", "1.2.3"},
		{" ${w} ", "1.2.3"},
		{"1.${minor}.0", "1.7.0"},
		{"${project.version}", "9.8.7"},
		{"${version}", "9.8.7"},
		{"${pom.version}", "9.8.7"},
		{"${project.parent.version}", "9.0.0"},
		{"${unknown}", "its version ${unknown} is a property that does not stand in this POM"},
		{"${empty}", "its version ${empty} is a property that does not stand in this POM"},
		{"${a}", "its version ${a} is a property that does not stand in this POM"},
		{"${v", "its version ${v is a property that does not stand in this POM"},
		{"${l14}", "is a property that does not stand in this POM"},
		{"[1.0,2.0)", "[1.0,2.0) is no version, but a range of versions"},
		{"${utf}", "\"1.0-\u00e9\" is no version, wanted at most 128 visible ASCII characters without blanks"},
		{"", "it has no version"},
	} {
		text := fmt.Sprintf(`<?xml version="1.0"?><project><parent><groupId>g</groupId><artifactId>p</artifactId><version>9.0.0</version></parent>
			<artifactId>a</artifactId><version>9.8.7</version><properties>%s%s</properties><dependencyManagement><dependencies>
			<dependency><groupId>g</groupId><artifactId>b</artifactId><version>%s</version></dependency>
			<dependency><groupId>g</groupId><artifactId>c</artifactId><version>1.0.0</version></dependency>
			</dependencies></dependencyManagement></project>`, own, laughs.String(), tt.written)
		im, err := importer.Read(t.Context(), fstest.MapFS{"pom.xml": {Data: []byte(text)}}, "pom.xml", importer.Options{})
		if err != nil {
			t.Errorf("%s: got %v, want no error", tt.written, err)
			continue
		}
		sound(t, im)
		told := im.Summary()
		got := told[len(told)-1]
		if im.Components[0].Name == "b" {
			got = im.Components[0].Version
		}
		if !strings.HasSuffix(got, tt.want) {
			t.Errorf("%s: got %s, want %s", tt.written, got, tt.want)
		}
	}
}

func TestMavenLatin1(t *testing.T) {
	text := "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><project><artifactId>a</artifactId><name>Caf\xe9</name>" +
		"<dependencyManagement><dependencies><dependency><artifactId>b</artifactId><version>1</version></dependency></dependencies></dependencyManagement></project>"
	im, err := importer.Read(t.Context(), fstest.MapFS{"pom.xml": {Data: []byte(text)}}, "pom.xml", importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := im.Product.Title, "Café"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
