package graph

import (
	"strings"
	"unicode"

	"joinery/manifest/diag/columns"
)

// textWidth estimates how wide text is in a size given in pixels. Which font the reader has is
// unknown, so the widths are those of a wide one, DejaVu Sans: text then fits in its box
// with every common system font.
func textWidth(text string, size int, bold bool) int {
	thousandths := 0
	for _, r := range text {
		thousandths += runeWidth(r)
	}
	if bold {
		thousandths += thousandths / 8
	}
	return (thousandths*size + 999) / 1000
}

// runeWidth is a rune's width in thousandths of the font size.
func runeWidth(r rune) int {
	switch {
	case strings.ContainsRune("ijl'|", r):
		return 310
	case strings.ContainsRune(" .,:;!-/()[]ftr·", r):
		return 410
	case strings.ContainsRune("mwMW@%—…", r):
		return 1000
	case columns.OfRune(r) == 2, r >= 0x1f000: // the latter are pictures
		return 1100
	case unicode.Is(unicode.Mn, r):
		return 0
	case unicode.IsUpper(r), r > unicode.MaxLatin1:
		return 780
	}
	return 640
}

// fit cuts text so that it is no wider than room, with a mark where something is missing.
// Line breaks and what cannot be shown become spaces.
func fit(text string, size int, bold bool, room int) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	if textWidth(text, size, bold) <= room {
		return text
	}
	runes := []rune(text)
	runes = runes[:min(len(runes), room)] // no text that fits is longer in runes than in pixels
	for len(runes) > 0 && textWidth(string(runes)+"…", size, bold) > room {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
