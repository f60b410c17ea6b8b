package diff

import (
	"bytes"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest/diag/columns"
	"joinery/resolve/bundle"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares what is written with a file that a person can open.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: go test ./resolve/diff -update rewrites it (-want +got):\n%s", file, diff)
	}
}

// TestFormats writes the sample, which has one of everything, and a bundle and itself.
func TestFormats(t *testing.T) {
	same := sample(t)
	same.To, same.Components = same.From, nil
	same.Step = bundle.Step{Verdict: bundle.SameVersion}
	for _, c := range []struct {
		file  string
		write func(io.Writer, *bundle.Difference) error
		d     *bundle.Difference
	}{
		{"sample.txt", Text, sample(t)}, {"sample.md", Markdown, sample(t)}, {"sample.json", JSON, sample(t)},
		{"same.txt", Text, same}, {"same.md", Markdown, same}, {"same.json", JSON, same},
		{"wide.txt", Text, wide(t)}, {"long.txt", Text, long(t)},
	} {
		var got bytes.Buffer
		if err := c.write(&got, c.d); err != nil {
			t.Fatal(err)
		}
		golden(t, "testdata/"+c.file, got.Bytes())
	}
}

// wide is a difference with characters that take two columns.
func wide(t *testing.T) *bundle.Difference {
	d := sample(t)
	d.To.Changes[0].Summary = text("インストーラーはディスクが見つかるまで待つようになりました。これからは急がなくてもよいのです。")
	d.Components = d.Components[:2]
	d.Components[0].From[1].Version, d.Components[0].To[1].Version = text("支払い-一"), text("支払い-二")
	return d
}

// long is a difference with files of long names.
func long(t *testing.T) *bundle.Difference {
	d := sample(t)
	d.Components = d.Components[3:4]
	d.Components[0].Artifacts[0].URI = "https://artifacts.acme.example/repository/releases/com/acme/ledger/ledger-lib/2.1.0/ledger-lib-2.1.0-linux-amd64.tar.gz"
	d.Components[0].Artifacts[1].URI = "oci://" + strings.Repeat("a", 80)
	return d
}

// TestTextFits: no line is wider than a terminal.
func TestTextFits(t *testing.T) {
	for name, d := range map[string]*bundle.Difference{"sample": sample(t), "wide": wide(t), "long": long(t)} {
		var got bytes.Buffer
		if err := Text(&got, d); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(got.String()) {
			if n := columns.Of(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%s: got %d columns, want at most %d: %s", name, n, width, line)
			}
		}
	}
}

// TestMarkdownFits: however much moved, a comment has room for it.
func TestMarkdownFits(t *testing.T) {
	large := sample(t)
	for range 10 {
		large.Components = append(large.Components, large.Components...)
	}
	var got bytes.Buffer
	if err := Markdown(&got, large); err != nil {
		t.Fatal(err)
	}
	if got.Len() > 65536 {
		t.Errorf("got %d bytes for %d components, want at most 65536", got.Len(), len(large.Components))
	}
}
