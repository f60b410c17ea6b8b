package columns

import "strings"

// least is the width under which no column of a table is narrowed.
const least = 8

// Table arranges rows of as many cells each in columns that fit a width, two blanks apart. Where
// the widest columns must give way, their cells go on in further lines, at blanks as long as that
// is enough: nothing is cut off. It returns the lines of each row, without blanks at their ends.
func Table(rows [][]string, width int) [][]string {
	if len(rows) == 0 {
		return nil
	}
	widths := make([]int, len(rows[0]))
	words := make([]int, len(widths)) // the longest word of each
	for i := range widths {
		for _, row := range rows {
			widths[i] = max(widths[i], Of(row[i]))
			for _, word := range strings.Fields(row[i]) {
				words[i] = max(words[i], Of(word))
			}
		}
	}
	narrow(widths, words, width)
	narrow(widths, make([]int, len(widths)), width)
	all := make([][]string, len(rows))
	for r, row := range rows {
		all[r] = lines(row, widths)
	}
	return all
}

// lines writes a row's cells beside each other.
func lines(row []string, widths []int) []string {
	cells := make([][]string, len(row))
	height := 1
	for i, cell := range row {
		cells[i] = Fold(cell, widths[i])
		height = max(height, len(cells[i]))
	}
	all := make([]string, height)
	for at := range all {
		var line strings.Builder
		for i, cell := range cells {
			text := ""
			if at < len(cell) {
				text = cell[at]
			}
			line.WriteString(text + strings.Repeat(" ", max(0, widths[i]-Of(text))+2))
		}
		all[at] = strings.TrimRight(line.String(), " ")
	}
	return all
}

// narrow takes width away where columns are widest, until the row fits or none may give way any
// more: none under its floor, nor under least.
func narrow(widths, floors []int, width int) {
	sum := 2 * (len(widths) - 1)
	for _, n := range widths {
		sum += n
	}
	for ; sum > width; sum-- {
		widest := -1
		for i, n := range widths {
			if n > max(floors[i], least) && (widest < 0 || n > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}
