package notes

import (
	"iter"
	"strings"
)

// Markdown that is longer than wholeMarkdown is read piece by piece: read, it takes a hundred times
// the room that it took in writing. Nobody writes so much about a change by hand, and machines that
// do write little markup, so what a piece loses does no harm: a list or table that goes on in the
// next piece starts anew, and a reference leads to nothing outside of its piece.
const (
	wholeMarkdown = 256 << 10
	pieceEnough   = 16 << 10 // from here on a piece ends where a paragraph does
	pieceFull     = 64 << 10 // and from here on where a line does, of twice as much any line
)

// piece is Markdown that can be read by itself.
type piece struct {
	text  string
	plain bool // it is a line too long to be read, and stands as it is
}

// piecesOf cuts Markdown where it can be read apart: never inside a block of code, and not at all
// where something may be hidden over several paragraphs.
func piecesOf(markdown string) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		if len(markdown) <= wholeMarkdown || mayHide(markdown) {
			yield(piece{markdown, false})
			return
		}
		start, at, fence, afterBlank := 0, 0, "", false
		cut := func(long bool) bool {
			text := markdown[start:at]
			start = at
			return text == "" || yield(piece{text, long})
		}
		for line := range strings.Lines(markdown) {
			words := strings.TrimLeft(line, " ")
			size := at - start
			blank := strings.TrimSpace(line) == ""
			begins := !blank && len(words) == len(line) && line[0] != '\t' // something that may stand at the page's margin
			switch {
			case fence != "":
			case size >= pieceEnough && afterBlank && begins, size >= pieceFull && begins, size >= 2*pieceFull, len(line) > pieceFull:
				if !cut(false) {
					return
				}
			}
			at += len(line)
			if fence == "" && len(line) > pieceFull {
				if !cut(true) {
					return
				}
				continue
			}
			fence = fenceBehind(fence, words)
			afterBlank = blank
		}
		cut(false)
	}
}

// mayHide reports whether Markdown holds what may hide a part of it.
func mayHide(markdown string) bool {
	for at := 0; ; at++ {
		next := strings.IndexByte(markdown[at:], '<')
		if next < 0 {
			return false
		}
		at += next
		if hiderAt([]byte(markdown[at:min(len(markdown), at+len("<script")+1)])) != nil {
			return true
		}
	}
}

// fenceBehind returns the fence of the block of code that is open behind a line, given that before
// it; "" for none.
func fenceBehind(fence, line string) string {
	for _, sign := range []string{"`", "~"} {
		n := len(line) - len(strings.TrimLeft(line, sign))
		switch {
		case n < len("```"):
		case fence == "":
			return line[:n]
		case strings.HasPrefix(fence, sign) && n >= len(fence) && strings.TrimSpace(line[n:]) == "":
			return ""
		}
	}
	return fence
}
