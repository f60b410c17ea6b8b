package notes

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// details writes an item's details. A table of theirs is one; inside a list it is a paragraph
// for each row.
func (d *docx) details(markdown string) {
	flow := flow{write: d.block}
	for piece := range piecesOf(markdown) {
		p := read(piece)
		for c := p.page.FirstChild(); c != nil; c = c.NextSibling() {
			if table, ok := c.(*extast.Table); ok {
				flow.end()
				d.table(p.rows(table))
				d.paragraph("AfterTable")
				continue
			}
			for _, b := range p.blocksIn(c) {
				flow.add(b)
			}
		}
	}
	flow.end()
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

// block writes a paragraph of an item's details; keep holds it on the page of what follows.
func (d *docx) block(b block, keep bool) {
	indent := ""
	if b.depth > 0 {
		indent = fmt.Sprintf(`<w:ind w:left="%d"/>`, listIndent*b.depth)
	}
	switch b.kind {
	case headingBlock:
		d.paragraph("Heading3", b.runs...)
	case codeBlock:
		d.styled("Code", keepNext(keep)+indent, b.runs)
	case itemBlock:
		if b.number > 0 {
			d.numbered(b.depth, b.number, keep, b.runs)
			return
		}
		d.bullet(b.depth, keep, b.runs)
	default:
		d.styled("BodyText", keepNext(keep)+indent, b.runs)
	}
}
