package importer_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/importer"
	"joinery/resolve/check"
)

var update = flag.Bool("update", false, "write what the samples are imported as")

// TestImport imports every folder of testdata/import and compares the workspace, and what is said
// about it, with the file beside the folder.
func TestImport(t *testing.T) {
	for _, name := range samples(t) {
		folder := filepath.Join("testdata", "import", name)
		t.Run(name, func(t *testing.T) {
			im, err := importer.Read(t.Context(), os.DirFS(folder), sampleFile(t, folder), importer.Options{})
			if err != nil {
				t.Fatal(err)
			}
			sound(t, im)
			golden := folder + ".txtar"
			got := shown(im)
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s is another (-want +got):\n%s", golden, diff)
			}
		})
	}
}

// samples returns the names of the folders in testdata/import.
func samples(t interface {
	Helper()
	Fatalf(string, ...any)
}) []string {
	t.Helper()
	entries, err := os.ReadDir("testdata/import")
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	if err != nil || len(names) == 0 {
		t.Fatalf("got no samples (%v), want some", err)
	}
	return names
}

// sampleFile returns the file of a sample's folder that is imported: the one that is no lock.
func sampleFile(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "Chart.lock" {
			return e.Name()
		}
	}
	t.Fatalf("%s holds no sample", folder)
	return ""
}

// shown writes an import as an archive: what was skipped, then the files.
func shown(im *importer.Import) []byte {
	var said bytes.Buffer
	fmt.Fprintf(&said, "format %s, not carried over:\n", im.Format)
	for _, line := range im.Summary() {
		said.WriteString(line + "\n")
	}
	archive := &txtar.Archive{Comment: said.Bytes()}
	for _, f := range im.Files() {
		archive.Files = append(archive.Files, txtar.File{Name: f.Path, Data: f.Data})
	}
	return txtar.Format(archive)
}

// sound fails when check finds an error, or a problem of the documents, in an imported workspace.
func sound(t interface {
	Helper()
	Errorf(string, ...any)
	Fatal(...any)
}, im *importer.Import) {
	t.Helper()
	tree := fstest.MapFS{}
	for _, f := range im.Files() {
		if tree[f.Path] != nil {
			t.Errorf("got the file %s twice, want it once", f.Path)
		}
		tree[f.Path] = &fstest.MapFile{Data: f.Data}
	}
	w, err := manifest.Load(context.Background(), tree, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	report, err := check.Run(context.Background(), w, check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range append(report.Findings, w.Problems...) {
		if d.Severity == diag.Error {
			t.Errorf("got %s: %s [%s], want no error\n%s", d.At, d.Message, d.Rule, tree[d.At.File].Data)
		}
	}
	if got, want := len(w.Components), len(im.Components); got != want {
		t.Errorf("got %d components from the files, want %d", got, want)
	}
	for _, c := range report.Compositions {
		if c.Selection == nil {
			t.Errorf("got no selection of %s, want one", c.Product.Name)
		} else if got, want := len(c.Selection.Order), len(im.Components); got != want {
			t.Errorf("got %d components in the selection, want all %d", got, want)
		}
	}
}
