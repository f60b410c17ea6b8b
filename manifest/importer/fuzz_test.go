package importer_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"joinery/manifest/importer"
)

// FuzzRead reads any text in any format: it is refused with an *Error, or imported as a workspace
// without errors.
func FuzzRead(f *testing.F) {
	formats := importer.Formats()
	for _, name := range samples(f) {
		files, err := os.ReadDir(filepath.Join("testdata", "import", name))
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(filepath.Join("testdata", "import", name, file.Name()))
			if err != nil {
				f.Fatal(err)
			}
			for i := range formats {
				f.Add(uint8(i), text, []byte("dependencies: [{name: grafana, version: 8.8.2}]"))
			}
		}
	}
	f.Fuzz(func(t *testing.T, format uint8, text, lock []byte) {
		files := fstest.MapFS{"file": {Data: text}, "Chart.lock": {Data: lock}}
		im, err := importer.Read(t.Context(), files, "file", importer.Options{Format: formats[int(format)%len(formats)]})
		if err != nil {
			if wrong := new(importer.Error); !errors.As(err, &wrong) {
				t.Errorf("got the error %T %v, want an *importer.Error", err, err)
			}
			return
		}
		sound(t, im)
	})
}
