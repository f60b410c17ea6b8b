package notes

import (
	"fmt"
	"unicode/utf8"
)

// The measures of a table, in twentieths of a point: what lies between the margins of the page,
// and what a cell needs besides its text and for each character of it.
const (
	tableWidth = 9638
	cellMargin = 230
	charWidth  = 125
)

// Columns are never narrower than for a word, and share what is left as if no text were longer
// than a line.
const (
	fewestChars = 6
	mostChars   = 40
)

// together is how many rows stand on a page at least.
const together = 3

// table writes rows of cells; the first is the head, and stands on every page.
func (d *docx) table(rows [][][]run) {
	d.counted = nil
	widths := columnWidths(rows)
	fmt.Fprintf(d.body, `<w:tbl><w:tblPr><w:tblStyle w:val="Versions"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`, tableWidth)
	for _, w := range widths {
		fmt.Fprintf(d.body, `<w:gridCol w:w="%d"/>`, w)
	}
	d.body.WriteString("</w:tblGrid>\n")
	for i, row := range rows {
		head, keep := "", ""
		if i == 0 {
			head = "<w:tblHeader/>"
		}
		if i < together || len(rows)-i <= together { // the last one with the line below the table
			keep = "<w:keepNext/>"
		}
		d.body.WriteString("<w:tr><w:trPr><w:cantSplit/>" + head + "</w:trPr>")
		for c, cell := range row {
			fmt.Fprintf(d.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/>%s</w:pPr>`, widths[c], keep)
			for _, r := range cell {
				r.bold = r.bold || i == 0
				d.runs([]run{r})
			}
			d.body.WriteString("</w:p></w:tc>")
		}
		d.body.WriteString("</w:tr>\n")
	}
	d.body.WriteString("</w:tbl>\n")
}

// columnWidths shares the width of a table out by the longest text of each column; the widths
// add up to it.
func columnWidths(rows [][][]run) []int {
	wants, sum := make([]int, len(rows[0])), 0
	for c := range wants {
		longest := fewestChars
		for _, row := range rows {
			longest = max(longest, utf8.RuneCountInString(plain(row[c])))
		}
		wants[c] = cellMargin + charWidth*min(longest, mostChars)
		sum += wants[c]
	}
	left := tableWidth
	for c := 1; c < len(wants); c++ {
		wants[c] = wants[c] * tableWidth / sum
		left -= wants[c]
	}
	wants[0] = left
	return wants
}

// cells returns rows of texts as those of a table.
func cells(rows [][]string) [][][]run {
	all := make([][][]run, len(rows))
	for i, row := range rows {
		for _, text := range row {
			all[i] = append(all[i], []run{{text: text}})
		}
	}
	return all
}
