package graph

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// suite is a small product in which ledger-lib appears at two versions.
func suite(t testing.TB) *Graph {
	t.Helper()
	g, err := New([]Node{
		{ID: "acme-suite 4.3.0", Name: "acme-suite", Version: "4.3.0", Title: "Acme Suite", Kind: "product", Mark: Asked},
		{
			ID: "payments-api 1.4.0", Name: "payments-api", Version: "1.4.0", Title: "Payments API", Kind: "service", Mark: Asked,
			Details: []string{"owner team-payments", "released 2026-10-02"},
		},
		{ID: "web-shop 2.0.1", Name: "web-shop", Version: "2.0.1", Kind: "ui"},
		{ID: "auth-sdk 3.2.0", Name: "auth-sdk", Version: "3.2.0", Kind: "library", Mark: Muted},
		{ID: "ledger-lib 2.1.0", Name: "ledger-lib", Version: "2.1.0", Kind: "library", Mark: Conflict},
		{ID: "ledger-lib 2.2.0", Name: "ledger-lib", Version: "2.2.0", Kind: "library", Mark: Conflict},
	}, []Edge{
		{From: "acme-suite 4.3.0", To: "payments-api 1.4.0", Label: "^1.4", Mark: Asked},
		{From: "acme-suite 4.3.0", To: "web-shop 2.0.1", Label: "2.0.1"},
		{From: "acme-suite 4.3.0", To: "ledger-lib 2.2.0", Label: "2.2.0", Mark: Conflict},
		{From: "payments-api 1.4.0", To: "ledger-lib 2.1.0", Label: ">= 2, < 2.2", Mark: Conflict},
		{From: "payments-api 1.4.0", To: "auth-sdk 3.2.0", Label: "~> 3.2", Mark: Muted},
		{From: "web-shop 2.0.1", To: "auth-sdk 3.2.0", Mark: Muted},
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// moved is the same product between two releases.
func moved(t testing.TB) *Graph {
	t.Helper()
	g, err := New([]Node{
		{ID: "acme-suite 4.3.0", Name: "acme-suite", Version: "4.3.0", Before: "4.2.1", Title: "Acme Suite", Kind: "product"},
		{ID: "payments-api 1.4.0", Name: "payments-api", Version: "1.4.0", Before: "1.3.2", Kind: "service", Mark: Raised},
		{ID: "web-shop 2.0.1", Name: "web-shop", Version: "2.0.1", Kind: "ui"},
		{ID: "auth-sdk 3.1.4", Name: "auth-sdk", Version: "3.1.4", Before: "3.2.0", Kind: "library", Mark: Lowered},
		{ID: "old-mail 1.0.0", Name: "old-mail", Version: "1.0.0", Kind: "library", Mark: Removed},
		{ID: "mailer 0.9.0", Name: "mailer", Version: "0.9.0", Kind: "library", Mark: Added, Details: []string{"released 2026-10-02"}},
	}, []Edge{
		{From: "acme-suite 4.3.0", To: "payments-api 1.4.0", Label: "^1.4"},
		{From: "acme-suite 4.3.0", To: "web-shop 2.0.1"},
		{From: "payments-api 1.4.0", To: "auth-sdk 3.1.4", Label: "~> 3.1"},
		{From: "web-shop 2.0.1", To: "auth-sdk 3.1.4"},
		{From: "web-shop 2.0.1", To: "old-mail 1.0.0", Mark: Removed},
		{From: "web-shop 2.0.1", To: "mailer 0.9.0", Mark: Added},
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// formats are the five pictures under their file extensions.
var formats = map[string]func(*Graph, io.Writer, Picture) error{
	"mmd": (*Graph).Mermaid, "dot": (*Graph).DOT, "json": (*Graph).JSON, "svg": (*Graph).SVG, "html": (*Graph).HTML,
}

func TestPictures(t *testing.T) {
	p := Picture{
		Title: `Acme Suite 4.3.0 & "friends"`, Subtitle: "6 components, 1 conflict",
		Description: "ledger-lib appears at 2.1.0 and at 2.2.0.",
	}
	for extension, draw := range formats {
		t.Run(extension, func(t *testing.T) { compare(t, suite(t), draw, p, "suite."+extension) })
	}
}

func TestPicturesOfWhatMoved(t *testing.T) {
	p := Picture{Title: "Acme Suite 4.2.1 → 4.3.0", Legend: map[string]string{"raised": "höher", "ui": "Oberfläche <&"}}
	for extension, draw := range formats {
		t.Run(extension, func(t *testing.T) { compare(t, moved(t), draw, p, "moved."+extension) })
	}
	t.Run("inline", func(t *testing.T) { compare(t, moved(t), inline, p, "moved-inline.svg") })
}

func inline(g *Graph, w io.Writer, p Picture) error {
	d, err := g.Inline(p)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, d.SVG)
	return err
}

// compare holds a picture against the file that a person has looked at.
func compare(t *testing.T, g *Graph, draw func(*Graph, io.Writer, Picture) error, p Picture, name string) {
	t.Helper()
	var got bytes.Buffer
	if err := draw(g, &got, p); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("got another picture than %s holds; if the change is meant, run go test ./graph -update and read the difference\n%s",
			file, firstDifference(got.Bytes(), want))
	}
}

func firstDifference(got, want []byte) string {
	gotLines, wantLines := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(gotLines), len(wantLines)) {
		if !bytes.Equal(gotLines[i], wantLines[i]) {
			return "got  " + string(gotLines[i]) + "\nwant " + string(wantLines[i])
		}
	}
	return "one is longer than the other"
}

func TestPicturesOfNothing(t *testing.T) {
	g, err := New(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for extension, draw := range formats {
		if err := draw(g, io.Discard, Picture{}); err != nil {
			t.Errorf("%s: got error %v, want none", extension, err)
		}
	}
}

func TestPicturesPassErrorsOn(t *testing.T) {
	full := errors.New("disk full")
	for extension, draw := range formats {
		if err := draw(suite(t), failing{full}, Picture{}); !errors.Is(err, full) {
			t.Errorf("%s: got error %v, want %v", extension, err, full)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestTooLargeToDraw(t *testing.T) {
	g, err := New(large(maxDrawnNodes + 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, extension := range []string{"svg", "html"} {
		var tooLarge *TooLargeError
		if err := formats[extension](g, io.Discard, Picture{}); !errors.As(err, &tooLarge) || tooLarge.Nodes != maxDrawnNodes+1 {
			t.Errorf("%s: got error %v, want a *TooLargeError with %d nodes", extension, err, maxDrawnNodes+1)
		}
	}
	for _, extension := range []string{"mmd", "dot", "json"} {
		if err := formats[extension](g, io.Discard, Picture{}); err != nil {
			t.Errorf("%s: got error %v, want none", extension, err)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		text string
		room int
		want string
	}{
		{"ledger-lib", 200, "ledger-lib"},
		{"ledger-lib", 40, "ledg…"},
		{"two\nlines\tand \u202eturned", 400, "two lines and  turned"},
		{"", 10, ""},
		{"\xff", 100, "\uFFFD"},
	} {
		if got := fit(c.text, 11, false, c.room); got != c.want {
			t.Errorf("fit(%q, %d) = %q, want %q", c.text, c.room, got, c.want)
		}
	}
}
