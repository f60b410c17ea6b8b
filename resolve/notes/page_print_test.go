package notes

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"joinery/graph/browsertest"
)

// printed returns a page as Chromium prints it, and the file that it is in.
func printed(t *testing.T, page []byte) (pdf []byte, name string) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, page, 0o644); err != nil {
		t.Fatal(err)
	}
	name = filepath.Join(dir, "page.pdf")
	browsertest.Run(t, "--no-pdf-header-footer", "--print-to-pdf="+name, "file://"+file)
	pdf, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return pdf, name
}

// sheets returns what stands on each sheet of paper that a page prints on; the test is skipped
// where nothing can read it.
func sheets(t *testing.T, page []byte) []string {
	t.Helper()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed: nobody reads what is printed here (apt-get install poppler-utils)")
	}
	_, file := printed(t, page)
	text, err := exec.CommandContext(t.Context(), reader, "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

// TestPagePrints holds that the page prints on A4.
func TestPagePrints(t *testing.T) {
	data, _ := printed(t, crowded(t))
	boxes := regexp.MustCompile(`/MediaBox\s*\[0 0 (59[45])[.0-9]* (84[12])[.0-9]*\]`).FindAll(data, -1)
	if all := bytes.Count(data, []byte("/MediaBox")); len(boxes) == 0 || len(boxes) != all {
		t.Errorf("got %d pages of A4 out of %d, want all", len(boxes), all)
	}
}

// TestPagePrintsExample holds that what a customer of the example gets is one sheet of paper.
func TestPagePrintsExample(t *testing.T) {
	page, err := os.ReadFile("../../examples/acme-suite/told/4.3.0/notes.html")
	if err != nil {
		t.Fatal(err)
	}
	if all := sheets(t, page); len(all) != 1 {
		t.Errorf("got %d sheets, want one:\n%s", len(all), strings.Join(all, "\n----\n"))
	}
}

// TestPagePrintsAddresses: who reads on paper sees where a link leads, once.
func TestPagePrintsAddresses(t *testing.T) {
	n := sample()
	n.Audience = Engineering
	n.Sections = []Section{{Key: "new", Title: "New", Items: []Item{{
		Type: "feature", Summary: "a", Details: "Read [the guide](https://a.example/guide) or https://b.example/plain.", Links: []string{"https://c.example/7"},
	}}}}
	var b bytes.Buffer
	if err := n.HTML(&b); err != nil {
		t.Fatal(err)
	}
	sheet := strings.Join(sheets(t, b.Bytes()), "")
	for address, want := range map[string]string{"a.example": "the guide <https://a.example/guide> or", "b.example": "or https://b.example/plain.", "c.example": "https://c.example/7"} {
		if strings.Count(sheet, address) != 1 || !strings.Contains(sheet, want) {
			t.Errorf("want %q once, got\n%s", want, sheet)
		}
	}
}

// TestPagePrintsRowsTogether prints tables that end at every height of a sheet of paper: none
// leaves fewer than three rows on one.
func TestPagePrintsRowsTogether(t *testing.T) {
	const fewest, most = 20, 44
	var all strings.Builder
	for rows := fewest; rows <= most; rows++ {
		n := &Notes{Audience: Sales, Language: "en", Words: english(), Product: Named{Title: "Suite"}, From: &Release{Version: "1"}, To: Release{Version: "2"}}
		for i := range rows {
			n.Moved = append(n.Moved, Move{Named: Named{Title: fmt.Sprintf("row-%d-%d", rows, i)}, Change: "raised", From: "1", To: "2"})
		}
		if rows%2 == 0 {
			n.Unchanged = []Move{{Named: Named{Title: "the rest"}, To: "1"}}
		}
		var b bytes.Buffer
		if err := n.HTML(&b); err != nil {
			t.Fatal(err)
		}
		page := b.String()
		if rows == fewest {
			head, _, _ := strings.Cut(page, "<main>")
			policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
			all.WriteString(policy.ReplaceAllString(head, "<style>main { break-before: page; }</style>"))
		}
		_, body, _ := strings.Cut(page, "<main>")
		body, _, _ = strings.Cut(body, "</main>")
		all.WriteString("<main>" + body + "</main>")
	}
	parted, told := 0, 0
	for i, sheet := range sheets(t, []byte(all.String())) {
		rows := regexp.MustCompile(`row-(\d+)-\d+`).FindAllStringSubmatch(sheet, -1)
		if len(rows) > 0 && len(rows) < 3 {
			t.Errorf("sheet %d: got %d rows of the table of %s, want three at least", i+1, len(rows), rows[0][1])
		}
		if len(rows) == 0 && strings.Contains(sheet, "the rest") {
			t.Errorf("sheet %d: got the line below a table without the table", i+1)
		}
		if len(rows) > 0 && !strings.Contains(sheet, "Suite 2") {
			parted++
		}
		told += len(rows)
	}
	if want := (fewest + most) * (most - fewest + 1) / 2; told != want {
		t.Errorf("got %d rows in print, want %d", told, want)
	}
	if parted == 0 {
		t.Error("got no table on two sheets, want some: nothing was tried")
	}
}

// TestPagePrintsNoHoles holds that a long text starts where the one before it ends, and that a
// short one stays whole.
func TestPagePrintsNoHoles(t *testing.T) {
	n := sample()
	n.Moved = nil
	short := Item{Type: "feature", Summary: "short", Details: "short text"}
	long := Item{Type: "feature", Summary: "long", Details: strings.Repeat(strings.Repeat("long text ", 60)+"\n\n", 6)}
	n.Sections = []Section{{Key: "new", Title: "New", Items: append(slices.Repeat([]Item{short}, 10), long)}}
	for range 40 {
		n.Sections[0].Items = append(n.Sections[0].Items, short)
	}
	var b bytes.Buffer
	if err := n.HTML(&b); err != nil {
		t.Fatal(err)
	}
	all := sheets(t, b.Bytes())
	if !strings.Contains(all[0], "long text") {
		t.Errorf("got a first sheet that ends before the long text, want its start there:\n%s", all[0])
	}
	for i, sheet := range all {
		if heads, texts := len(regexp.MustCompile(`(?m)^ *short$`).FindAllString(sheet, -1)), strings.Count(sheet, "short text"); heads != texts {
			t.Errorf("sheet %d: got %d short changes and %d of their texts, want as many", i+1, heads, texts)
		}
	}
}
