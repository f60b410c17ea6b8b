// Package diag holds findings: what is wrong with a manifest, where, and what settles it.
//
// Whoever finds something makes a [Diagnostic]; whoever prints it ([Text] and [JSON], [SARIF],
// [JUnit], [GitHub] and [GitLab] for build services) knows nothing of rules. Printers sort their
// list by place and drop doubles ([List.Sorted]), so the same workspace always prints the same
// report. A bare error elsewhere means input/output or a bug; every problem with what somebody
// wrote is a Diagnostic. The finding
//
//	Diagnostic{
//		Rule: "one-version", Severity: Error,
//		Message: "ledger-lib appears at 2.1.0 and at 2.2.0",
//		At:      Place{File: "joinery.yaml", Line: 9, Column: 5, Width: 10},
//		Product: "acme-suite", Component: "ledger-lib",
//	}
//
// has the identity one-version:acme-suite:ledger-lib: and is printed as
//
//	joinery.yaml:9:5: error: ledger-lib appears at 2.1.0 and at 2.2.0 [one-version]
//	    9 |     ledger-lib: 2.2.0
//	      |     ^^^^^^^^^^
//
// A further format is a function of its own that takes a writer and a List.
package diag

import (
	"cmp"
	"fmt"
	"strings"
)

// Severity says how much a finding weighs.
type Severity uint8

// The severities, lightest first. Off marks a rule that is switched off; no finding carries it.
const (
	Off Severity = iota
	Note
	Warning
	Error
)

var severityNames = [...]string{"off", "note", "warning", "error"}

// String returns off, note, warning or error.
func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return fmt.Sprintf("severity(%d)", uint8(s))
}

// ParseSeverity reads what a manifest may ask for: error, warning or off. It refuses note,
// which only an exception may turn a finding into.
func ParseSeverity(text string) (Severity, bool) {
	switch text {
	case "error":
		return Error, true
	case "warning":
		return Warning, true
	case "off":
		return Off, true
	}
	return Off, false
}

// Place is a stretch of one line of a file.
type Place struct {
	File   string // relative to the workspace's root, with slashes; "" when no file is meant
	Line   int    // from 1; 0 when unknown
	Column int    // in characters, from 1; 0 when unknown
	Width  int    // in characters; 0 when unknown
}

// IsZero reports whether p names no file.
func (p Place) IsZero() bool { return p.File == "" }

// String returns file:line:column, without the parts that are unknown.
func (p Place) String() string {
	switch {
	case p.File == "" || p.Line <= 0:
		return p.File
	case p.Column <= 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Compare orders places by file, line and column; the width does not matter.
func (p Place) Compare(q Place) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Path is a chain of requirements from a product down to a version.
type Path struct {
	Steps []string // "acme-suite", "payments-api 1.4.0", "ledger-lib 2.1.0"
	At    Place    // where the last requirement is written
}

// Related is a further place that belongs to a finding.
type Related struct {
	At      Place
	Message string
}

// Diagnostic is one finding.
type Diagnostic struct {
	Rule     string // a rule's id, "one-version"
	Severity Severity
	State    string   // new, old or fixed against a base revision; "" without one
	Was      Severity // of an old finding that was lighter in the base; else Off
	Message  string   // one line, lower case, no full stop
	At       Place

	Product   string // the product that it is about, if one
	Component string // the component that it is about, if one
	Document  string // the file, where no component is known
	Subject   string // what tells it from its like: a version, a dependency, a field path

	Versions []string // the versions in question
	Paths    []Path
	Merge    string   // the MERGE version that settles it, if one does
	Hints    []string // what to do next, each tried or sure to work
	Related  []Related
}

// standing returns what a finding is against a base, in words: "old, was a warning".
func (d Diagnostic) standing() string {
	if d.State != "" && d.Was != Off {
		return d.State + ", was a " + d.Was.String()
	}
	return d.State
}

var escapeID = strings.NewReplacer("%", "%25", ":", "%3A")

// ID is the finding's identity: rule, product, component or document, and subject, joined by
// colons. A part that is not known is empty; a colon or percent sign inside a part is written
// %3A or %25, and a document begins with "./", so findings that differ in a part differ in
// their ID. It never holds a line number: a finding keeps its identity while the text around
// it moves.
func (d Diagnostic) ID() string {
	about := d.Component
	if about == "" && d.Document != "" {
		about = "./" + d.Document
	}
	parts := []string{d.Rule, d.Product, about, d.Subject}
	for i, part := range parts {
		parts[i] = escapeID.Replace(part)
	}
	return strings.Join(parts, ":")
}
