package notes

import (
	"archive/zip"
	"bufio"
	_ "embed"
	"io"
	"strings"
)

// The parts of a document that do not depend on what it says.
var (
	//go:embed docx/styles.xml
	docxStyles string
	//go:embed docx/settings.xml
	docxSettings string
	//go:embed docx/content_types.xml
	docxContentTypes string
)

const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageRels   = `http://schemas.openxmlformats.org/package/2006/relationships`
)

// Docx writes the notes as a document for word processors, with headings, lists and tables of
// their own kinds. The same notes give the same bytes: the archive has no times in it and is
// not compressed. The error is w's.
func (n *Notes) Docx(w io.Writer) error {
	d, z := &docx{}, zip.NewWriter(w)
	put := func(name string, write func(*bufio.Writer)) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return err
		}
		b := bufio.NewWriter(f) // keeps the first error
		write(b)
		return b.Flush()
	}
	is := func(text string) func(*bufio.Writer) { return func(b *bufio.Writer) { b.WriteString(text) } }
	for _, part := range []struct {
		name  string
		write func(*bufio.Writer)
	}{
		{"[Content_Types].xml", is(docxContentTypes)},
		{"_rels/.rels", is(xmlHead + `<Relationships xmlns="` + packageRels + `"><Relationship Id="rId1" Type="` + relationships + `/officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`)},
		{"docProps/core.xml", is(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
			`<dc:title>` + xmlText(n.Headline()) + `</dc:title><dc:language>` + xmlText(n.Language) + `</dc:language></cp:coreProperties>`)},
		{"word/document.xml", func(b *bufio.Writer) { d.document(b, n) }},
		{"word/styles.xml", is(strings.ReplaceAll(docxStyles, "LANGUAGE", xmlText(n.Language)))},
		{"word/settings.xml", is(docxSettings)},
		{"word/footer.xml", is(docxFooter(n.Headline()))},
		{"word/numbering.xml", d.numbering}, // what the document refers to, so it stands behind it
		{"word/_rels/document.xml.rels", d.relations},
	} {
		if err := put(part.name, part.write); err != nil {
			return err
		}
	}
	if d.logo != nil {
		if err := put("word/"+d.logo.file, func(b *bufio.Writer) { b.Write(n.Logo.Data) }); err != nil {
			return err
		}
	}
	return z.Close()
}

// write lays the notes out.
func (d *docx) write(n *Notes) {
	d.picture(n.Logo, n.Product.Title)
	d.paragraph("Title", run{text: n.Headline()})
	for _, line := range n.Intro() {
		d.paragraph("Subtitle", run{text: line})
	}
	for _, s := range n.Sections {
		d.paragraph("Heading1", run{text: s.Title})
		list := true
		for _, i := range s.Items {
			list = list && i.Details == ""
		}
		for at, i := range s.Items {
			n.docxItem(d, i, list, keepsItem(at, len(s.Items)))
		}
	}
	if table := n.Table(); table != nil {
		d.paragraph("Heading1", run{text: n.Words.Say("components")})
		d.table(cells(table))
		if rest := n.Rest(); rest != "" {
			d.paragraph("BelowTable", run{text: rest})
		} else {
			d.paragraph("AfterTable") // word processors want a paragraph behind a table
		}
	}
	if reasons := n.Reasons(); len(reasons) > 0 {
		d.paragraph("Heading1", run{text: n.Words.Say("because")})
		for at, r := range reasons {
			d.bullet(1, keepsItem(at, len(reasons)), []run{{text: r}})
		}
	}
	if marks := n.Marks(); len(marks) > 0 {
		d.paragraph("Heading1", run{text: n.Words.Say("recognise")})
		for at, m := range marks {
			d.bullet(1, keepsItem(at, len(marks)), []run{{text: m.Name + ": "}, {text: m.Value, mono: m.Exact}})
		}
	}
}

// docxItem writes an item as a line of a list, which keep holds on the page of the next, or under a
// heading of its own.
func (n *Notes) docxItem(d *docx, i Item, list, keep bool) {
	var runs []run
	if lead := n.Lead(i); lead != "" {
		runs = append(runs, run{text: lead + ": "})
	}
	if n.IsMarkdown(i) {
		runs = append(runs, inlineOf(i.Summary)...)
	} else {
		runs = append(runs, run{text: i.Summary})
	}
	var about []string
	if origin := i.Origin(); origin != "" {
		about = append(about, origin)
	}
	if aside := strings.Join(append(about, n.Facts(i)...), ", "); aside != "" {
		runs = append(runs, run{text: " (" + aside + ")", aside: true})
	}
	if list {
		d.bullet(1, keep, runs)
	} else {
		d.paragraph("Heading2", runs...)
	}
	d.details(i.Details)
	for _, l := range i.Links {
		d.paragraph("Note", run{text: l, link: safeLink(l)})
	}
}
