package notes

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// document returns a document and its parts by name.
func document(t *testing.T, n *Notes) (whole []byte, parts map[string]string) {
	t.Helper()
	var b bytes.Buffer
	if err := n.Docx(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(data)
	}
	return b.Bytes(), parts
}

// sample has something of everything that a document can show.
func sample() *Notes {
	return &Notes{
		Audience: Sales, Language: "en", Words: english(), Product: Named{Title: "Suite & Sons"}, From: &Release{Version: "1.0.0"},
		To: Release{Version: "1.1.0", Released: "2026-11-23"},
		Sections: []Section{
			{Key: "new", Title: "New", Items: []Item{{
				Type: "feature", Summary: "Pay by `instalments`", Of: []Part{{Named: Named{Title: "Payments"}}},
				Details: "Some **bold** and *soft* words, ~~struck~~, [a link](https://a.example?b=1&c=2), [no link](javascript:x).\n\n" +
					"1. one\n2. two\n   - deeper\n3. three\n\nThen:\n\n1. anew\n\n```\ncode <b>\n  more\n```\n\n## Heading\n\n> quoted\n\n| a | b |\n|---|---|\n| c | d |\n\n\x01",
			}}},
			{Key: "fixed", Title: "Fixed", Items: []Item{{Type: "fix", Summary: "One"}, {Type: "fix", Summary: "Two"}}},
		},
		Moved: []Move{{Named: Named{Title: "Payments"}, Change: "raised", From: "1.3.2", To: "1.4.0"}},
	}
}

func TestDocx(t *testing.T) {
	n := sample()
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewGray(image.Rect(0, 0, 40, 10))); err != nil {
		t.Fatal(err)
	}
	if n.Logo = NewLogo("logo.png", logo.Bytes()); n.Logo == nil {
		t.Fatal("got no logo, want the picture")
	}
	whole, parts := document(t, n)
	if again, _ := document(t, n); !bytes.Equal(whole, again) {
		t.Error("got other bytes the second time, want the same")
	}
	for name, text := range parts {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue
		}
		for d := xml.NewDecoder(strings.NewReader(text)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s is no XML: %v", name, err)
			}
		}
	}
	body := parts["word/document.xml"]
	for _, want := range []string{
		`<w:pStyle w:val="Title"/></w:pPr><w:r><w:t xml:space="preserve">Suite &amp; Sons 1.1.0`,
		`<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">New`,
		`<w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t xml:space="preserve">Pay by `,
		`<w:rStyle w:val="Aside"/><w:b w:val="0"/></w:rPr><w:t xml:space="preserve"> (Payments`,
		`<w:b/></w:rPr><w:t xml:space="preserve">bold`,
		`<w:strike/></w:rPr><w:t xml:space="preserve">struck`,
		`<w:hyperlink r:id="rId10">`,
		`<w:pStyle w:val="ListParagraph"/><w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">one`,
		`<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">deeper`,
		`<w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">three`,
		`<w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">anew`,
		`code &lt;b&gt;</w:t><w:br/>`,
		`<w:tblHeader/>`,
		`<w:pStyle w:val="Cell"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve">c</w:t></w:r></w:p></w:tc>`,
		`<a:blip r:embed="rId3"/>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the document lacks %s", want)
		}
	}
	for _, want := range []string{`w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>`, `w:numId="3"`} {
		if !strings.Contains(parts["word/numbering.xml"], want) {
			t.Errorf("the lists lack %s", want)
		}
	}
	if footer := parts["word/footer.xml"]; !strings.Contains(footer, "Suite &amp; Sons 1.1.0") || !strings.Contains(footer, `w:instr=" PAGE "`) {
		t.Errorf("got the footer %s, want the headline and the page's number", footer)
	}
	if rels := parts["word/_rels/document.xml.rels"]; strings.Contains(rels, "javascript") || !strings.Contains(rels, `Target="https://a.example?b=1&amp;c=2"`) {
		t.Errorf("got the relations %s, want the one safe link", rels)
	}
}

// TestDocxOpens has LibreOffice read the document and looks at what it makes of it.
func TestDocxOpens(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed: nobody opens the document here (apt-get install libreoffice-writer)")
	}
	dir := t.TempDir()
	whole, _ := document(t, sample())
	if err := os.WriteFile(filepath.Join(dir, "notes.docx"), whole, 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--headless", "--convert-to", "html:HTML (StarWriter)", "--outdir", dir, filepath.Join(dir, "notes.docx"))
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	page, err := os.ReadFile(filepath.Join(dir, "notes.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<h1", "<h2", "<ul", "<ol", "<table", "Pay by ", "https://a.example"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("what was read lacks %s", want)
		}
	}
}

// TestDocxColumns holds that the columns of a table fit what is in them, and fill the page.
func TestDocxColumns(t *testing.T) {
	for _, c := range []struct {
		rows [][]string
		want []int
	}{
		{[][]string{{"Component", "Version"}}, []int{5309, 4329}},
		{[][]string{{"Component", "Before", "Now"}, {"Spring Cloud Circuitbreaker", "3.3.0", "5.0.0"}}, []int{6244, 1697, 1697}},
		{[][]string{{"a", "b"}, {strings.Repeat("long", 100), "1.0.0"}}, []int{8118, 1520}},
	} {
		got := columnWidths(cells(c.rows))
		sum := 0
		for _, w := range got {
			sum += w
		}
		if !slices.Equal(got, c.want) || sum != tableWidth {
			t.Errorf("%q: got the widths %d, together %d, want %d, together %d", c.rows, got, sum, c.want, tableWidth)
		}
	}
}

// TestDocxRowsTogether holds that the first rows of a table stay together, and the last ones.
func TestDocxRowsTogether(t *testing.T) {
	for rows, want := range map[int]string{1: "k", 3: "kkk", 4: "kkkk", 7: "kkk.kkk", 8: "kkk..kkk"} {
		var written, got strings.Builder
		d := &docx{body: bufio.NewWriter(&written)}
		d.table(cells(slices.Repeat([][]string{{"a"}}, rows)))
		d.body.Flush()
		for row := range strings.SplitSeq(strings.TrimSuffix(written.String(), "</w:tbl>\n"), "<w:tr>") {
			switch {
			case strings.HasPrefix(row, "<w:tbl>"):
			case strings.Contains(row, "<w:keepNext/>"):
				got.WriteByte('k')
			default:
				got.WriteByte('.')
			}
		}
		if got.String() != want {
			t.Errorf("%d rows: got %s, want %s, where k keeps with the next", rows, got.String(), want)
		}
	}
}
