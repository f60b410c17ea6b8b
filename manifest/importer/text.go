package importer

import "strings"

// clean returns a foreign text on one line: UTF-8, without control characters, each run of
// blanks one blank, none around it.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || 0x7f <= r && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	return strings.Join(strings.Fields(text), " ")
}

// lastSegment returns what stands behind the last "/".
func lastSegment(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// cut returns a text cut to that many characters; 0 cuts nothing.
func cut(text string, most int) string {
	if most == 0 || len(text) <= most {
		return text
	}
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// maxTold is how many characters of a text are told.
const maxTold = 400

// short returns a text that can be told, cut where it is too long.
func short(text string) string { return cut(text, maxTold) }
