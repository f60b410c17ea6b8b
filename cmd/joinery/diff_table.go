package main

import (
	"strings"
	"unicode"
)

// leastColumn is the width under which no column is narrowed.
const leastColumn = 8

// table arranges rows of cells in columns that fit a width, two blanks apart. Where the widest
// columns must give way, their cells go on in further lines, at blanks as long as that is enough:
// nothing is cut off. It returns the lines of each row.
func table(rows [][]string, width int) [][]string {
	if len(rows) == 0 {
		return nil
	}
	columns := make([]int, len(rows[0]))
	words := make([]int, len(columns)) // the longest word of each
	for i := range columns {
		for _, row := range rows {
			columns[i] = max(columns[i], textColumns(row[i]))
			for _, word := range strings.Fields(row[i]) {
				words[i] = max(words[i], textColumns(word))
			}
		}
	}
	narrow(columns, words, width)
	narrow(columns, make([]int, len(columns)), width)
	all := make([][]string, len(rows))
	for r, row := range rows {
		cells := make([][]string, len(row))
		height := 1
		for i, cell := range row {
			cells[i] = folded(cell, columns[i])
			height = max(height, len(cells[i]))
		}
		for at := range height {
			var line strings.Builder
			for i, cell := range cells {
				text := ""
				if at < len(cell) {
					text = cell[at]
				}
				line.WriteString(text + strings.Repeat(" ", max(0, columns[i]-textColumns(text))+2))
			}
			all[r] = append(all[r], strings.TrimRight(line.String(), " "))
		}
	}
	return all
}

// narrow takes columns of width away where columns are widest, until the row fits or none may give
// way any more: none under its least, nor under leastColumn.
func narrow(columns, least []int, width int) {
	sum := 2 * (len(columns) - 1)
	for _, n := range columns {
		sum += n
	}
	for ; sum > width; sum-- {
		widest := -1
		for i, n := range columns {
			if n > max(least[i], leastColumn) && (widest < 0 || n > columns[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		columns[widest]--
	}
}

// folded cuts a text into pieces that take at most width columns: at a blank, else behind a
// separator, where one stands in the second half of a piece.
func folded(text string, width int) []string {
	var pieces []string
	rest := []rune(text)
	for {
		fits, taken := 0, 0
		for fits < len(rest) && taken+runeColumns(rest[fits]) <= width {
			taken += runeColumns(rest[fits])
			fits++
		}
		if fits == len(rest) {
			return append(pieces, string(rest))
		}
		fits = max(fits, 1)
		cut := behindLast(rest[:fits+1], " ", fits/2)
		if cut == 0 {
			cut = behindLast(rest[:fits], "-./+_@,", fits/2)
		}
		if cut == 0 {
			cut = fits
		}
		pieces = append(pieces, strings.TrimRight(string(rest[:cut]), " "))
		rest = []rune(strings.TrimLeft(string(rest[cut:]), " "))
	}
}

// behindLast returns the place behind the last of some characters that does not stand among the
// first least ones, 0 when there is none.
func behindLast(text []rune, characters string, least int) int {
	for at := len(text); at > least; at-- {
		if strings.ContainsRune(characters, text[at-1]) {
			return at
		}
	}
	return 0
}

// textColumns returns how many columns of a terminal a text takes.
func textColumns(text string) int {
	n := 0
	for _, r := range text {
		n += runeColumns(r)
	}
	return n
}

// wide are the characters that take two columns: those of East Asia and emoji.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, {Lo: 0x2e80, Hi: 0x303e, Stride: 1}, {Lo: 0x3041, Hi: 0xa4cf, Stride: 1},
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1}, {Lo: 0xf900, Hi: 0xfaff, Stride: 1}, {Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
		{Lo: 0xff00, Hi: 0xff60, Stride: 1}, {Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1}, {Lo: 0x1f680, Hi: 0x1f6ff, Stride: 1}, {Lo: 0x1f900, Hi: 0x1faff, Stride: 1},
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1},
	},
}

func runeColumns(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}
