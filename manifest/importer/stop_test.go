package importer_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest/importer"
)

// stopping is a context that ends when it has been asked a number of times.
type stopping struct {
	context.Context
	left int
}

func (s *stopping) Err() error {
	if s.left--; s.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestReadStopped stops the reading of every sample at many moments: it says that it was stopped,
// and never that something is wrong with the file.
func TestReadStopped(t *testing.T) {
	for _, name := range samples(t) {
		folder := filepath.Join("testdata", "import", name)
		file := sampleFile(t, folder)
		stops := 0
		for left := 0; ; left += 1 + left/4 {
			im, err := importer.Read(&stopping{t.Context(), left}, os.DirFS(folder), file, importer.Options{})
			if err == nil {
				break
			}
			if stops++; im != nil || !errors.Is(err, context.Canceled) {
				t.Fatalf("%s: got %v after %d questions, want %v", name, err, left, context.Canceled)
			}
		}
		if stops < 3 {
			t.Errorf("%s: got %d moments at which it stops, want 3 at least", name, stops)
		}
	}
}

// TestReadStoppedLarge stops in the midst of each kind of large text: much of it stays unread.
func TestReadStoppedLarge(t *testing.T) {
	const n = 100000
	for _, tt := range []struct{ file, head, item, tail string }{
		{"bom.json", `{"bomFormat": "CycloneDX", "components": [{}`, `,{"name": "a"}`, "]}"},
		{"Chart.yaml", "apiVersion: v2\ndependencies:\n", "- {name: a}\n", ""},
		{"pom.xml", "<project><dependencies>", "<dependency/>", "</dependencies></project>"},
	} {
		files := fstest.MapFS{tt.file: {Data: []byte(tt.head + strings.Repeat(tt.item, n) + tt.tail)}}
		ctx := &stopping{t.Context(), 60}
		if _, err := importer.Read(ctx, files, tt.file, importer.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want %v", tt.file, err, context.Canceled)
		}
		if asked := 60 - ctx.left; asked > 1000 {
			t.Errorf("%s: got %d questions until it stopped, want few behind the 60th", tt.file, asked)
		}
	}
}

// TestSummary says what a person is told of much, and that all of it is there.
func TestSummary(t *testing.T) {
	long := strings.Repeat("x y ", 2500)
	var components []string
	for i := range 400 {
		components = append(components, fmt.Sprintf(`{"name": "n%d", "version": "%d of many", "licenses": [1]}`, i, i))
	}
	components = append(components, fmt.Sprintf(`{"name": "a", "version": "1", "k%s\u001b2J": 1}`, long), fmt.Sprintf(`{"name": "b", "version": "%s"}`, long))
	text := fmt.Sprintf(`{"bomFormat": "CycloneDX", "metadata": {"component": {"name": "s"}}, "components": [%s]}`, strings.Join(components, ","))
	im, err := importer.Read(t.Context(), fstest.MapFS{"bom.json": {Data: []byte(text)}}, "bom.json", importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cut := strings.Repeat("x y ", 30)
	want := []string{
		"bom.json: components[0].licenses and 399 like it, components[400].k" + cut[:103] + "…: a manifest has no field for it",
		`bom.json: components[0]: "0 of many" is no version, wanted at most 128 visible ASCII characters without blanks`,
		`bom.json: components[1]: "1 of many" is no version, wanted at most 128 visible ASCII characters without blanks`,
		`bom.json: components[2]: "2 of many" is no version, wanted at most 128 visible ASCII characters without blanks (and 398 more like it)`,
	}
	if got := im.Summary(); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got, want := len(im.Skipped), 400+1+400+1; got != want {
		t.Errorf("got %d that are skipped, want %d", got, want)
	}
	last := im.Skipped[len(im.Skipped)-1]
	if got, want := last.At+": "+last.Why(), fmt.Sprintf("components[401]: %q is no version", strings.TrimSpace(long)); !strings.HasPrefix(got, want) {
		t.Errorf("got %.200s…, want all of it", got)
	}
	for _, s := range im.Skipped {
		if strings.Contains(s.At+s.Why(), "\x1b") {
			t.Errorf("got an escape in %.40q, want none", s.At)
		}
	}
}
