package importer_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest/importer"
)

// TestReadAlike reads many components whose names come to the same: each number is given once,
// and none is looked for again from the start.
func TestReadAlike(t *testing.T) {
	const n = 20000
	var b strings.Builder
	b.WriteString(`{"bomFormat": "CycloneDX", "components": [`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"name": "same!", "version": "1.0.0", "purl": "pkg:x/%d"}`, i)
	}
	b.WriteString("]}")
	im, err := importer.Read(t.Context(), fstest.MapFS{"bom.json": {Data: []byte(b.String())}}, "bom.json", importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, c := range im.Components {
		names[c.Name] = true
	}
	if len(names) != n {
		t.Errorf("got %d names, want %d", len(names), n)
	}
}

// TestErrorShort looks at what is told of a text without end.
func TestErrorShort(t *testing.T) {
	text := fmt.Sprintf(`{"bomFormat": "CycloneDX", "components": [{"name": "a", "version": "%s"}]}`, strings.Repeat("x ", 100000))
	_, err := importer.Read(t.Context(), fstest.MapFS{"bom.json": {Data: []byte(text)}}, "bom.json", importer.Options{})
	wrong := new(importer.Error)
	if !errors.As(err, &wrong) {
		t.Fatalf("got %v, want an *importer.Error", err)
	}
	for _, said := range append(wrong.Hints(), wrong.Error()) {
		if len(said) > 1000 {
			t.Errorf("got %d bytes, want at most 1000", len(said))
		}
	}
}
