package notes

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"
)

// docx is a document in the making: WordprocessingML.
type docx struct {
	body    *bufio.Writer // keeps the first error
	links   []string      // targets; the first has the relation rId10
	lists   []listStart
	counted []int // of the numbered list that is being written: the number that comes next, by depth
	logo    *docxLogo
}

// listStart is where a numbered list starts: at which level, from 1, with which number. The first
// one is list number 2.
type listStart struct{ depth, number int }

// listIndent is how far a level of a list stands in, in twentieths of a point.
const listIndent = 360

// firstLink and firstList are where the ids of links and of numbered lists start.
const (
	firstLink = 10
	firstList = 2
)

func (d *docx) paragraph(style string, runs ...run) { d.styled(style, "", runs) }

// styled writes a paragraph with properties besides its style.
func (d *docx) styled(style, properties string, runs []run) {
	if style != "ListParagraph" {
		d.counted = nil
	}
	fmt.Fprintf(d.body, `<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>`, style, properties)
	d.runs(runs)
	d.body.WriteString("</w:p>\n")
}

func (d *docx) bullet(depth int, keep bool, runs []run) {
	d.counted = d.counted[:min(len(d.counted), depth-1)]
	d.listed(1, depth, keep, runs)
}

// numbered writes an item of a numbered list; one that does not carry on starts another list.
func (d *docx) numbered(depth, number int, keep bool, runs []run) {
	if len(d.counted) < depth || d.counted[depth-1] != number {
		d.lists = append(d.lists, listStart{depth, number})
	}
	for len(d.counted) < depth {
		d.counted = append(d.counted, 0)
	}
	d.counted = d.counted[:depth]
	d.counted[depth-1] = number + 1
	d.listed(firstList+len(d.lists)-1, depth, keep, runs)
}

// listed writes an item of a list; keep holds it on the page of what follows.
func (d *docx) listed(list, depth int, keep bool, runs []run) {
	d.styled("ListParagraph", fmt.Sprintf(keepNext(keep)+`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, min(depth, 9)-1, list), runs)
}

func (d *docx) runs(runs []run) {
	for _, r := range runs {
		var look string
		if r.link != "" {
			d.links = append(d.links, r.link)
			fmt.Fprintf(d.body, `<w:hyperlink r:id="rId%d">`, firstLink+len(d.links)-1)
			look = `<w:rStyle w:val="Hyperlink"/>`
		} else if r.aside {
			look = `<w:rStyle w:val="Aside"/><w:b w:val="0"/>`
		} else if r.mono {
			look = `<w:rStyle w:val="Verbatim"/>`
		}
		if r.bold {
			look += "<w:b/>"
		}
		if r.italic {
			look += "<w:i/>"
		}
		if r.struck {
			look += "<w:strike/>"
		}
		if look != "" {
			look = "<w:rPr>" + look + "</w:rPr>"
		}
		d.body.WriteString("<w:r>" + look)
		for at, line := 0, ""; at <= len(r.text); at += len(line) + 1 {
			if at > 0 {
				d.body.WriteString("<w:br/>")
			}
			line, _, _ = strings.Cut(r.text[at:], "\n")
			d.body.WriteString(`<w:t xml:space="preserve">` + xmlText(line) + "</w:t>")
		}
		d.body.WriteString("</w:r>")
		if r.link != "" {
			d.body.WriteString("</w:hyperlink>")
		}
	}
}

// document writes the document itself, and keeps what the other parts say of it.
func (d *docx) document(to *bufio.Writer, n *Notes) {
	d.body = to
	to.WriteString(xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="` + relationships + `"` +
		` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>` + "\n")
	d.write(n)
	to.WriteString(`<w:sectPr><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="964" w:right="1134" w:bottom="1021" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>` + "\n")
}

// numbering describes the lists: number 1 has bullets, each numbered one starts anew.
func (d *docx) numbering(b *bufio.Writer) {
	b.WriteString(xmlHead + `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + "\n")
	for kind, format := range []string{"bullet", "decimal"} {
		fmt.Fprintf(b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="hybridMultilevel"/>`, kind)
		for level := range 9 {
			sign := "•"
			if format == "decimal" {
				sign = fmt.Sprintf("%%%d.", level+1)
			}
			fmt.Fprintf(b, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr></w:lvl>`,
				level, format, sign, listIndent*(level+1), listIndent)
		}
		b.WriteString("</w:abstractNum>\n")
	}
	b.WriteString(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>` + "\n")
	for i, list := range d.lists {
		fmt.Fprintf(b, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/>`, firstList+i)
		for level := range 9 {
			start := 1
			if level == list.depth-1 {
				start = list.number
			}
			fmt.Fprintf(b, `<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride>`, level, start)
		}
		b.WriteString("</w:num>\n")
	}
	b.WriteString("</w:numbering>\n")
}

func (d *docx) relations(b *bufio.Writer) {
	b.WriteString(xmlHead + `<Relationships xmlns="` + packageRels + `">` +
		`<Relationship Id="rId1" Type="` + relationships + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + relationships + `/numbering" Target="numbering.xml"/>` +
		`<Relationship Id="rId4" Type="` + relationships + `/settings" Target="settings.xml"/>` +
		`<Relationship Id="rId5" Type="` + relationships + `/footer" Target="footer.xml"/>`)
	if d.logo != nil {
		b.WriteString(`<Relationship Id="rId3" Type="` + relationships + `/image" Target="` + d.logo.file + `"/>`)
	}
	for i, link := range d.links {
		fmt.Fprintf(b, `<Relationship Id="rId%d" Type="%s/hyperlink" Target="%s" TargetMode="External"/>`, firstLink+i, relationships, xmlText(link))
	}
	b.WriteString("</Relationships>\n")
}

// xmlText makes text safe in XML; what XML cannot hold becomes U+FFFD.
func xmlText(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(legible(text))) // a Builder never fails
	return b.String()
}
