package manifest

import (
	"fmt"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"joinery/manifest/diag"
)

// mark is a position that the parser noted, line and column from 1, of the document.
type mark struct{ line, column int }

// trouble is what the parser knows about a syntax error. Its error text has no column and
// often a wrong line; what it noted while it parsed is exact, so it is read from there.
type trouble struct {
	problem string // what stopped it, in its own words
	at      mark   // where
	context string // what it was about to read
	since   mark   // where that began
	token   mark   // the last thing that it had read
}

// troubleOf reads the parser's notes. Should they not be where they are in the release of
// yaml.v3 that go.mod names, the zero marks say so; TestSyntaxMarks fails then.
func troubleOf(parser *yaml.Decoder, err error) (t trouble) {
	t.problem = strings.TrimPrefix(err.Error(), "yaml: ")
	defer func() { _ = recover() }()
	state := reflect.ValueOf(parser).Elem().FieldByName("parser").Elem()
	notes := state.FieldByName("parser")
	read := func(m reflect.Value) mark {
		return mark{int(m.FieldByName("line").Int()) + 1, int(m.FieldByName("column").Int()) + 1}
	}
	t.token = read(state.FieldByName("event").FieldByName("start_mark"))
	if problem := notes.FieldByName("problem").String(); problem != "" {
		t.problem, t.at = problem, read(notes.FieldByName("problem_mark"))
		t.context, t.since = notes.FieldByName("context").String(), read(notes.FieldByName("context_mark"))
	} else {
		t.at = t.token
	}
	return t
}

// syntax reports a syntax error in plain words.
func (d *decoder) syntax(parser *yaml.Decoder, err error, c chunk) {
	d.guessName(c)
	t := troubleOf(parser, err)
	if end := c.end(); t.at.line > end.line {
		t.at = end
	}
	at, since := d.markPlace(t.at), d.markPlace(t.since)
	atEnd := at.Width == 0
	found := d.found(at)
	message, hint, begun := t.problem, "", ""
	switch {
	case strings.Contains(t.context, "quoted scalar") && strings.HasPrefix(t.problem, "found unexpected"):
		at, message, hint = since, "found a quote that is never closed", "close it on the same line, with the same quote"
	case t.problem == "did not find expected ',' or ']'", t.problem == "did not find expected ',' or '}'":
		what, closing := "list", "]"
		if strings.HasSuffix(t.problem, "'}'") {
			what, closing = "map", "}"
		}
		if atEnd {
			at, message = since, fmt.Sprintf("found a %s that is never closed, wanted %q", what, closing)
		} else {
			message, begun = fmt.Sprintf("found %s in a %s, wanted \",\" or %q", found, what, closing), "the "+what+" starts here"
		}
	case t.context == "while scanning a block scalar":
		at = since
		message, hint = "found "+d.found(at)+", which starts a text of several lines, and text behind it", "put quotes around a constraint such as \">= 1.2, < 2\""
	case t.problem == "did not find expected key":
		message, begun = fmt.Sprintf("found %s, wanted a key of the map", found), "the map starts here"
		hint = "keys of one map start in the same column; check the indentation and the quotes"
	case t.problem == "did not find expected '-' indicator":
		message, begun = fmt.Sprintf("found %s, wanted \"- \" and an item of the list", found), "the list starts here"
		hint = "items of one list start in the same column; check the indentation"
	case t.problem == "mapping values are not allowed in this context":
		message, hint = "found \":\" where no key can stand", "put quotes around a text that holds \": \", or check the indentation"
	case t.problem == "could not find expected ':'":
		at = since
		message, hint = "found "+d.found(at)+" without \":\", wanted a key and its value", "put \": \" behind a key; quote a text of several lines"
	case t.problem == "found character that cannot start any token" && strings.HasPrefix(d.rest(at), "\t"),
		strings.HasPrefix(t.problem, "found a tab character"):
		message, hint = "found a tab, wanted spaces", "indent with spaces"
	case t.problem == "found character that cannot start any token":
		message, hint = fmt.Sprintf("found %s, which cannot start a text", found), "put quotes around the text"
	case t.problem == "block sequence entries are not allowed in this context":
		message, hint = "found \"- \" where no list can start", "start the list on a line of its own"
	case t.problem == "mapping keys are not allowed in this context":
		message, hint = "found \"?\" where no key can stand", "put quotes around the text"
	case t.problem == "did not find expected node content":
		message = fmt.Sprintf("found %s, wanted a value", found)
	case t.problem == "did not find expected <document start>":
		message, hint = fmt.Sprintf("found %s behind the end of the document", found), "start the next document with a line \"---\""
	case t.problem == "did not find expected alphabetic or numeric character":
		at = since
		message, hint = fmt.Sprintf("found %s, which cannot start a text", d.found(at)), "put quotes around a text that starts with \"*\" or \"&\""
	case strings.HasPrefix(t.problem, "unknown anchor"):
		message, hint = "found an alias, which manifests do not have", "put quotes around a text that starts with \"*\""
	case t.problem == "found unknown escape character":
		message, hint = fmt.Sprintf("found the escape %s, which does not exist", found), "double the backslash, or use single quotes"
	case strings.HasPrefix(t.problem, "exceeded max depth"):
		message = "found lists or maps nested deeper than 10000"
	case strings.Contains(t.context, "directive") || strings.Contains(t.problem, "directive"), strings.Contains(t.problem, "incompatible YAML document"):
		if strings.Contains(t.context, "directive") {
			at = since
		}
		message, hint = "found a directive, which manifests do not need", "leave out the line that starts with \"%\""
	}
	finding := d.report("syntax", at, message)
	if hint != "" {
		finding.Hints = []string{hint}
	}
	if begun != "" && t.since.line > 0 {
		finding.Related = append(finding.Related, related(since, begun))
	}
}

// guessName sets the name that a document probably declares whose nodes cannot be had: what
// stands behind "name:" at the start of a line.
func (d *decoder) guessName(c chunk) {
	for line := range strings.Lines(string(c.text)) {
		key, value, _ := strings.Cut(strings.TrimRight(line, "\r\n"), ":")
		switch value = strings.Trim(strings.TrimSpace(value), `"'`); {
		case key == "kind" && d.name == "":
			d.isPart = value == "Component"
		case key == "name" && CheckName(value) == nil && d.name == "":
			d.name = value
		}
	}
}

// markPlace returns the place of one character of the document; its width is 0 at the end of
// a line.
func (d *decoder) markPlace(m mark) diag.Place {
	if m.line == 0 {
		return diag.Place{File: d.file.name, Line: d.skipped + 1, Column: 1}
	}
	at := diag.Place{File: d.file.name, Line: m.line + d.skipped, Column: m.column}
	if rest := d.rest(at); rest != "" {
		at.Width = 1
	}
	return at
}

// rest returns the text of a line from a place on.
func (d *decoder) rest(at diag.Place) string {
	line := []rune(d.file.line(at.Line))
	if at.Column < 1 || at.Column > len(line) {
		return ""
	}
	return string(line[at.Column-1:])
}

// found names what stands at a place: a word, or a sign.
func (d *decoder) found(at diag.Place) string {
	rest := d.rest(at)
	if rest == "" {
		return "the end of the text"
	}
	word := strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" \t,:[]{}\"'", r) })
	if len(word) > 0 && strings.HasPrefix(rest, word[0]) {
		return quoted(word[0])
	}
	return quoted(string([]rune(rest)[:1]))
}
