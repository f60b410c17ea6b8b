package notes

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"joinery/manifest/version"
)

// Changelog returns a changelog in Markdown with the notes put in by their version: above the first
// heading of a lower one, else below all versions; where no heading names a version, above the
// first that does not speak of what is not released yet ("Unreleased"), else at the end. All else
// stays byte for byte. A changelog that has a heading for the version already is returned as it is.
// An empty one gets the title Changelog. Line ends and the level of the heading are those of the
// file.
func (n *Notes) Changelog(before []byte) []byte {
	heading := n.To.Version
	if n.To.Released != "" {
		heading += " (" + n.To.Released + ")"
	}
	all := versionHeadings(before)
	part := legible(n.markdown(n.marks(all), heading, nil)) + "\n"
	if len(bytes.TrimSpace(before)) == 0 {
		return []byte("# Changelog\n\n" + strings.TrimRight(part, "\n") + "\n")
	}
	line := "\n"
	if bytes.Contains(before, []byte("\r\n")) {
		line = "\r\n"
		part = strings.ReplaceAll(part, "\n", line)
	}
	if slices.ContainsFunc(all, func(h mdHeading) bool { return speaksOf(h.text, n.To.Version) }) {
		return before
	}
	at := n.place(all)
	end := at < 0
	if end {
		at = len(before) - len(footer.Find(before))
	}
	after := slices.Clone(before[:at])
	for end && !bytes.HasSuffix(after, []byte(line+line)) {
		after = append(after, line...)
	}
	if at == len(before) {
		part = strings.TrimRight(part, "\r\n") + line
	}
	after = append(after, part...)
	return append(after, before[at:]...)
}

// marks returns the marks of the headings that a changelog has its versions under: of the second
// level, or, where it has them under the first alone, of that.
func (n *Notes) marks(all []mdHeading) string {
	level := 0
	for _, h := range all {
		if numbered.MatchString(h.text) || !n.versionIn(h.text).IsZero() {
			level = max(level, h.level)
		}
	}
	if level == 1 {
		return "#"
	}
	return "##"
}

// footer are the targets of links at the end of a changelog, which belong to all of it.
var footer = regexp.MustCompile(`(?m)(?:^\[[^\]\n]+\]:[^\n]*\n?\s*)+\z`)

// place returns where among the headings of a changelog the notes belong, -1 for behind them all.
func (n *Notes) place(all []mdHeading) int {
	at, versions := -1, false
	for _, h := range all {
		v := n.versionIn(h.text)
		switch {
		case v.IsZero():
			if !versions && at < 0 && !strings.EqualFold(strings.Trim(h.text, "[] "), "unreleased") {
				at = h.at
			}
			continue
		case !versions:
			versions, at = true, -1
		}
		if at < 0 && v.Compare(n.version) < 0 {
			at = h.at
		}
	}
	return at
}

// versionIn returns the first version of the product's scheme that a heading names, the zero
// Version when it names none.
func (n *Notes) versionIn(heading string) version.Version {
	if n.version.IsZero() {
		return version.Version{}
	}
	for _, word := range strings.FieldsFunc(heading, func(r rune) bool { return strings.ContainsRune(" \t[](),:", r) }) {
		if v, err := n.version.Scheme().Parse(strings.TrimPrefix(word, "v")); err == nil && strings.ContainsAny(word, "0123456789") {
			return v
		}
	}
	return version.Version{}
}
