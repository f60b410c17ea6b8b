package notes

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// mdHeading is a heading of a changelog: where it starts, its level, and its text.
type mdHeading struct {
	at, level int
	text      string
}

// versionHeadings returns the headings that a changelog has its versions under: those of second
// level, and those of first level that speak of a version, as some tools write. Fenced code and
// comments have none.
func versionHeadings(markdown []byte) []mdHeading {
	return slices.DeleteFunc(headings(markdown), func(h mdHeading) bool {
		return h.level > 2 || h.level == 1 && !numbered.MatchString(h.text)
	})
}

// numbered is a heading that starts with a version, maybe in brackets.
var numbered = regexp.MustCompile(`^\[?v?[0-9]+\.[0-9]`)

// headings returns the headings of Markdown, underlined ones too, that stand outside fenced code
// and comments.
func headings(markdown []byte) []mdHeading {
	var all []mdHeading
	fence, comment, at := "", false, 0
	var above mdHeading // the line before, where an underline would make it a heading
	for line := range bytes.Lines(markdown) {
		text := strings.TrimSpace(string(line))
		before := above
		above = mdHeading{}
		switch {
		case fence != "":
			if strings.HasPrefix(text, fence) && strings.Trim(text, fence[:1]) == "" {
				fence = ""
			}
		case comment:
			comment = !strings.Contains(text, "-->")
		case strings.HasPrefix(text, "<!--"):
			comment = !strings.Contains(text, "-->")
		case fenceOf(text) != "":
			fence = fenceOf(text)
		case bytes.HasPrefix(line, []byte("#")):
			marks := len(text) - len(strings.TrimLeft(text, "#"))
			if rest := text[marks:]; marks <= 6 && strings.HasPrefix(rest, " ") {
				all = append(all, mdHeading{at, marks, strings.TrimSpace(strings.TrimRight(rest, "# "))})
			}
		case before.text != "" && strings.Trim(text, "=") == "" && text != "":
			all = append(all, mdHeading{before.at, 1, before.text})
		case before.text != "" && strings.Trim(text, "-") == "" && text != "":
			all = append(all, mdHeading{before.at, 2, before.text})
		case text != "" && !strings.HasPrefix(string(line), "    ") && !strings.ContainsAny(text[:1], "-*+>|"):
			above = mdHeading{at: at, text: text}
			if before.text != "" { // a heading of several lines starts with its first
				above.at, above.text = before.at, before.text+" "+text
			}
		}
		at += len(line)
	}
	return all
}

// fenceOf returns the fence that a line opens fenced code with, "" for any other line: one of
// backticks has none behind it, else it is code within a line.
func fenceOf(line string) string {
	for _, mark := range []string{"`", "~"} {
		rest := strings.TrimLeft(line, mark)
		if n := len(line) - len(rest); n >= 3 && (mark == "~" || !strings.Contains(rest, mark)) {
			return line[:n]
		}
	}
	return ""
}

// speaksOf reports whether a heading is that of a version: "4.3.0", "[v4.3.0] - 2026-11-23",
// "Acme Suite 4.3.0". It is that of the first version that it names.
func speaksOf(heading, version string) bool {
	at := regexp.MustCompile(`(^|[\s\[(v])` + regexp.QuoteMeta(version) + `($|[\s\]):,])`).FindStringIndex(heading)
	return at != nil && !otherVersion.MatchString(heading[:at[0]])
}

// otherVersion is a version, in words that stand before another.
var otherVersion = regexp.MustCompile(`(^|[\s\[(v])[0-9]+\.[0-9]`)
