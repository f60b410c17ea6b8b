package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"joinery/manifest"
	"joinery/resolve/diff/plain"
	"joinery/resolve/plan"
)

const (
	planWidth  = 80 // columns; a word that is longer is not cut
	planIndent = 15 // where reasons start, behind their kind
	planFiles  = 20 // files that are named
)

// planText prints a plan for people:
//
//	web-shop  2.0.1 → 2.0.2  patch
//	  follows      auth-sdk 4.0.0
//	  pin          auth-sdk ~> 3.2 → ~> 4.0
func planText(out writer, made *plan.Plan, files []manifest.File) error {
	var b strings.Builder
	shown := showPlan(made)
	for _, step := range shown.components {
		writeStep(&b, "", step)
	}
	if len(shown.components) > 0 && len(shown.products) > 0 {
		b.WriteByte('\n')
	}
	for _, step := range shown.products {
		writeStep(&b, "product ", step)
	}
	if len(shown.along) > 0 {
		b.WriteString("\nelsewhere\n")
	}
	for _, pin := range shown.along {
		writeReason(&b, "pin", pin.name+" "+pin.from+" → "+pin.to)
	}
	if len(files) > 0 {
		fmt.Fprintf(&b, "\n%s would be written\n", count(len(files), "file"))
		for _, f := range files[:min(planFiles, len(files))] {
			b.WriteString("  " + fileWords(f) + "\n")
		}
		if more := len(files) - planFiles; more > 0 {
			fmt.Fprintf(&b, "  and %d more\n", more)
		}
	}
	if len(problemsOf(made)) > 0 {
		b.WriteString("\nthis stands in the way:\n\n")
	}
	_, err := out.Write([]byte(b.String()))
	return err
}

// writeStep writes a component or product, and beneath it why it moves.
func writeStep(b *strings.Builder, what string, s shownStep) {
	b.WriteString(what + s.name + "  ")
	switch {
	case s.to == "":
		b.WriteString("cannot be composed")
	case s.from == "":
		b.WriteString(s.to + "  first")
	default:
		b.WriteString(s.from + " → " + s.to)
		if s.level != "" {
			b.WriteString("  " + s.level)
		}
	}
	b.WriteByte('\n')
	if s.cut != "" {
		writeReason(b, "cuts", s.cut)
	}
	for _, r := range s.reasons {
		writeReason(b, r.kind, plain.Line(r.text))
		if r.file != "" {
			writeReason(b, "", plain.Line(r.file))
		}
	}
	for _, pin := range s.pins {
		writeReason(b, "pin", pin.name+" "+pin.from+" → "+pin.to)
	}
}

// writeReason writes a label and a text beside it, in as many lines as it takes.
func writeReason(b *strings.Builder, label, text string) {
	lead := "  " + label
	for i, line := range wrapped(text, planWidth-planIndent) {
		if i > 0 {
			lead = ""
		}
		fmt.Fprintf(b, "%-*s%s\n", planIndent, lead, line)
	}
}

// wrapped cuts a text at its blanks into lines of at most width characters.
func wrapped(text string, width int) []string {
	lines := []string{""}
	room := width
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		n := utf8.RuneCountInString(word)
		switch {
		case lines[last] == "":
			lines[last], room = word, width-n
		case n+1 > room:
			lines, room = append(lines, word), width-n
		default:
			lines[last], room = lines[last]+" "+word, room-n-1
		}
	}
	return lines
}

// fileWords names a file that a release writes or removes.
func fileWords(f manifest.File) string {
	if f.Remove {
		return f.Path + " (removed)"
	}
	return f.Path
}
