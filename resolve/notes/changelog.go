package notes

import (
	"bytes"
	"regexp"
	"strings"
)

// Changelog returns a changelog in Markdown with the notes as its newest part: above the first
// second-level heading, but below one that speaks of what is not released yet ("Unreleased"),
// and below the title and what stands under it. All else stays byte for byte. A changelog that
// has a second-level heading for the version already is returned as it is. An empty one gets the
// title Changelog. Line ends are those of the file.
func (n *Notes) Changelog(before []byte) []byte {
	heading := n.To.Version
	if n.To.Released != "" {
		heading += " (" + n.To.Released + ")"
	}
	part := legible(n.markdown("##", heading, nil)) + "\n"
	if len(bytes.TrimSpace(before)) == 0 {
		return []byte("# Changelog\n\n" + strings.TrimRight(part, "\n") + "\n")
	}
	if bytes.Contains(before, []byte("\r\n")) {
		part = strings.ReplaceAll(part, "\n", "\r\n")
	}
	at := len(before)
	for _, h := range secondLevel(before) {
		if speaksOf(h.text, n.To.Version) {
			return before
		}
		if at == len(before) && !strings.EqualFold(strings.Trim(h.text, "[] "), "unreleased") {
			at = h.at
		}
	}
	var after []byte
	after = append(after, before[:at]...)
	if at == len(before) {
		line := "\n"
		if strings.Contains(part, "\r\n") {
			line = "\r\n"
		}
		for !bytes.HasSuffix(after, []byte(line+line)) {
			after = append(after, line...)
		}
		part = strings.TrimRight(part, "\r\n") + line
	}
	after = append(after, part...)
	return append(after, before[at:]...)
}

// mdHeading is a heading of a changelog: where its line starts, and its text.
type mdHeading struct {
	at   int
	text string
}

// secondLevel returns the headings "## …" of Markdown that stand outside fenced code.
func secondLevel(markdown []byte) []mdHeading {
	var all []mdHeading
	fence, at := "", 0
	for line := range bytes.Lines(markdown) {
		text := strings.TrimSpace(string(line))
		switch {
		case fence != "":
			if strings.HasPrefix(text, fence) && strings.Trim(text, fence[:1]) == "" {
				fence = ""
			}
		case strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~"):
			fence = text[:len(text)-len(strings.TrimLeft(text, text[:1]))]
		case bytes.HasPrefix(line, []byte("## ")):
			all = append(all, mdHeading{at, strings.TrimSpace(strings.TrimRight(text[3:], "# "))})
		}
		at += len(line)
	}
	return all
}

// speaksOf reports whether a heading is that of a version: "4.3.0", "[v4.3.0] - 2026-11-23",
// "Acme Suite 4.3.0".
func speaksOf(heading, version string) bool {
	return regexp.MustCompile(`(^|[\s\[(v])` + regexp.QuoteMeta(version) + `($|[\s\]):,])`).MatchString(heading)
}
