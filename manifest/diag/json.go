package diag

import (
	"fmt"
	"io"
	"unicode/utf16"
)

// Summary counts what a check found and what it looked at. The caller fills it.
type Summary struct {
	Errors     int `json:"errors"`
	Warnings   int `json:"warnings"`
	Notes      int `json:"notes"`
	Components int `json:"components"`
	Versions   int `json:"versions"`
	*States        // absent without a base
}

// States counts findings by what they are against a base.
type States struct {
	New   int `json:"new"`
	Old   int `json:"old"`
	Fixed int `json:"fixed"`
}

// The report as JSON; the order of fields is the order in print.
type (
	jsonReport struct {
		Version     int              `json:"version"`
		Diagnostics []jsonDiagnostic `json:"diagnostics"`
		Summary     Summary          `json:"summary"`
	}
	jsonDiagnostic struct {
		ID       string `json:"id"`
		Rule     string `json:"rule"`
		Severity string `json:"severity"`
		State    string `json:"state,omitempty"`
		Was      string `json:"was,omitempty"`
		Message  string `json:"message"`
		jsonPlace
		Product   string        `json:"product,omitempty"`
		Component string        `json:"component,omitempty"`
		Versions  []string      `json:"versions,omitempty"`
		Paths     [][]string    `json:"paths,omitempty"`
		Merge     string        `json:"merge,omitempty"`
		Hints     []string      `json:"hints,omitempty"`
		Related   []jsonRelated `json:"related,omitempty"`
	}
	jsonPlace struct {
		File   string `json:"file,omitempty"`
		Line   int    `json:"line,omitempty"`
		Column int    `json:"column,omitempty"`
	}
	jsonRelated struct {
		jsonPlace
		Message string `json:"message"`
	}
)

// JSON prints findings for programs, sorted and each once, as one object of version 1 with
// their summary. Fields that are empty are absent, but "diagnostics" is a list even then.
// Characters that a terminal would obey or hide are written as \u escapes. The error is the
// writer's.
func JSON(w io.Writer, l List, s Summary) error {
	report := jsonReport{Version: 1, Diagnostics: []jsonDiagnostic{}, Summary: s}
	for _, d := range l.Sorted() {
		report.Diagnostics = append(report.Diagnostics, newJSONDiagnostic(d))
	}
	return writeJSON(w, report)
}

func newJSONDiagnostic(d Diagnostic) jsonDiagnostic {
	j := jsonDiagnostic{
		ID: d.ID(), Rule: d.Rule, Severity: d.Severity.String(), State: d.State, Message: d.Message,
		jsonPlace: newJSONPlace(d.At), Product: d.Product, Component: d.Component,
		Versions: d.Versions, Merge: d.Merge, Hints: d.Hints,
	}
	if d.Was != Off {
		j.Was = d.Was.String()
	}
	for _, path := range d.Paths {
		j.Paths = append(j.Paths, append([]string{}, path.Steps...))
	}
	for _, r := range d.Related {
		j.Related = append(j.Related, jsonRelated{jsonPlace: newJSONPlace(r.At), Message: r.Message})
	}
	return j
}

func newJSONPlace(p Place) jsonPlace {
	if p.IsZero() {
		return jsonPlace{}
	}
	return jsonPlace{File: p.File, Line: max(p.Line, 0), Column: max(p.Column, 0)}
}

// escapeJSON writes out what encoding/json leaves raw: DEL, C1 controls, formatting
// characters. They occur only inside strings, so the value stays the same.
func escapeJSON(text []byte) []byte {
	var out []byte
	for _, r := range string(text) {
		switch {
		case r == '\n' || harmless(r):
			out = append(out, string(r)...)
		case r <= 0xffff:
			out = fmt.Appendf(out, `\u%04x`, r)
		default:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		}
	}
	return out
}
