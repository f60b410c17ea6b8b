package notes

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// details writes an item's details. A table of theirs is one; inside a list it is a paragraph
// for each row.
func (d *docx) details(markdown string) {
	p := &proser{src: []byte(markdown)}
	document := reader.Parser().Parse(text.NewReader(p.src))
	for c := document.FirstChild(); c != nil; c = c.NextSibling() {
		if table, ok := c.(*extast.Table); ok {
			d.table(p.rows(table))
			d.paragraph("AfterTable")
			continue
		}
		p.blocks = nil
		p.block(c, 0)
		for _, b := range p.blocks {
			d.block(b)
		}
	}
}

// rows returns a table's cells, the head first; every row has as many as the head.
func (p *proser) rows(table ast.Node) [][][]run {
	var all [][][]run
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		var cells [][]run
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, p.inline(cell, run{}))
		}
		if len(all) > 0 {
			cells = append(cells, make([][]run, len(all[0]))...)[:len(all[0])]
		}
		all = append(all, cells)
	}
	return all
}

// block writes a paragraph of an item's details.
func (d *docx) block(b block) {
	indent := ""
	if b.depth > 0 {
		indent = fmt.Sprintf(`<w:ind w:left="%d"/>`, listIndent*b.depth)
	}
	switch b.kind {
	case headingBlock:
		d.paragraph("Heading3", b.runs...)
	case codeBlock:
		d.styled("Code", indent, b.runs)
	case itemBlock:
		if b.number > 0 {
			d.numbered(b.depth, b.number, b.runs)
			return
		}
		d.bullet(b.depth, b.runs)
	default:
		d.styled("BodyText", indent, b.runs)
	}
}
