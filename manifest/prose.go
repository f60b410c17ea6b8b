package manifest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"joinery/manifest/diag"
)

// proseLines cuts a text into lines without their ends.
func proseLines(text string) []string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimSuffix(lines[i], "\r")
	}
	return lines
}

// prose reads a change's text for people from lines[from] on: the first paragraph, what
// follows it, and the sections that start with "## for AUDIENCE".
func (d *decoder) prose(c *Change, lines []string, from int) {
	fence, sections := from, d.sections(lines, from)
	for from < sections[0].end && strings.TrimSpace(lines[from]) == "" {
		from++
	}
	end := from
	for end < sections[0].end && strings.TrimSpace(lines[end]) != "" {
		end++
	}
	if from < end {
		words := strings.Fields(strings.Join(lines[from:end], " "))
		c.Summary = Text{Value: strings.Join(words, " "), Line: int32(from + 1), Column: int32(indent(lines[from]) + 1)}
	} else if len(c.Components) > 0 {
		d.enter("summary")
		d.report("schema", diag.Place{File: c.File, Line: fence, Column: 1, Width: len("---")},
			"found no text below the front matter, wanted a sentence that says what changed")
		d.leave()
	}
	c.Details = block(lines, end, sections[0].end)
	d.texts(c, lines, sections[1:])
}

// section is a part of the prose: what stands before the first heading for an audience, or
// such a heading and its text.
type section struct {
	heading    int // the line's index
	title      string
	start, end int // of its text
}

// sections finds the headings "## for …"; what looks like one inside a code block is text.
func (d *decoder) sections(lines []string, from int) []section {
	all := []section{{heading: -1, start: from, end: len(lines)}}
	fence := ""
	for i := from; i < len(lines); i++ {
		if mark := fenceOf(lines[i]); mark != "" {
			switch {
			case fence == "":
				fence = mark
			case mark[0] == fence[0] && len(mark) >= len(fence) && strings.Trim(lines[i], " \t"+mark[:1]) == "":
				fence = ""
			}
			continue
		}
		if fence != "" {
			continue
		}
		if title, ok := audienceHeading(lines[i]); ok {
			all[len(all)-1].end = i
			all = append(all, section{heading: i, title: title, start: i + 1, end: len(lines)})
		}
	}
	return all
}

// texts keeps the audiences' own texts.
func (d *decoder) texts(c *Change, lines []string, sections []section) {
	first := map[string]diag.Place{}
	d.enter("texts")
	defer d.leave()
	for _, s := range sections {
		line := lines[s.heading]
		at := diag.Place{File: c.File, Line: s.heading + 1, Column: indent(line) + 1, Width: utf8.RuneCountInString(strings.TrimSpace(line))}
		d.enter(s.title)
		text := block(lines, s.start, s.end)
		if before, twice := first[s.title]; !slices.Contains(Audiences, s.title) {
			d.report("schema", at, fmt.Sprintf("found a text for %s, wanted one for %s", quoted(s.title), either(Audiences)),
				meant(Nearest(strings.ToLower(s.title), Audiences))...)
		} else if twice {
			found := d.report("schema", at, fmt.Sprintf("%q stands twice", "## for "+s.title), "keep one of the two")
			found.Related = append(found.Related, related(before, "it stands here first"))
		} else if text.Value == "" {
			d.report("schema", at, fmt.Sprintf("found no text below %q", "## for "+s.title), "leave the heading out when there is nothing to say")
		} else {
			c.Texts = append(c.Texts, Label{Key: Text{Value: s.title, Line: int32(at.Line), Column: int32(at.Column)}, Value: text})
		}
		if _, known := first[s.title]; !known {
			first[s.title] = at
		}
		d.leave()
	}
}

// block returns lines[start:end] without blank lines around them, as they are written.
func block(lines []string, start, end int) Text {
	for start < end && strings.TrimSpace(lines[start]) == "" {
		start++
	}
	for start < end && strings.TrimSpace(lines[end-1]) == "" {
		end--
	}
	if start == end {
		return Text{}
	}
	return Text{Value: strings.Join(lines[start:end], "\n"), Line: int32(start + 1), Column: 1}
}

// audienceHeading returns what stands behind "for" in a second-level heading "## for …".
func audienceHeading(line string) (title string, ok bool) {
	blanks := indent(line)
	rest, isHeading := strings.CutPrefix(line[blanks:], "##")
	words := strings.Fields(rest)
	if blanks > 3 || !isHeading || len(words) == 0 || rest[0] != ' ' && rest[0] != '\t' || !strings.EqualFold(words[0], "for") {
		return "", false
	}
	if last := len(words) - 1; last > 0 && strings.Trim(words[last], "#") == "" {
		words = words[:last]
	}
	return strings.Join(words[1:], " "), true
}

// fenceOf returns the sign of a code block that a line starts or ends with: three or more
// backticks or tildes.
func fenceOf(line string) string {
	blanks := indent(line)
	rest := line[blanks:]
	if blanks > 3 || rest == "" || rest[0] != '`' && rest[0] != '~' {
		return ""
	}
	mark := rest[:len(rest)-len(strings.TrimLeft(rest, rest[:1]))]
	if len(mark) < 3 {
		return ""
	}
	return mark
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
