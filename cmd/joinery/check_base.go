package main

import (
	"fmt"
	"slices"
	"strings"

	"joinery/manifest/diag"
)

// notes says on stderr what a reader of the findings must know of the base.
func (p *program) notes(base *past) {
	note := func(text, hint string) {
		fmt.Fprintln(p.stderr, "note: "+text)
		if hint != "" {
			fmt.Fprintln(p.stderr, "hint: "+hint)
		}
	}
	if base.Note != "" {
		note(base.Note, base.Hint)
	}
	if base.isEmpty() {
		note(base.Name+" holds no component and no product: everything is new", "")
	}
	if lost := base.unreadable(); len(lost) > 0 {
		note(fmt.Sprintf("%s of %s could not be read, what they declare counts as new: %s",
			count(len(lost), "file"), base.Name, someOf(lost)), "")
	}
}

// unreadable returns the base's files that hold a document of which nothing could be read.
func (p *past) unreadable() []string {
	said := map[string]bool{}
	for _, c := range p.Components {
		said[c.File] = true
	}
	for _, product := range p.Products {
		said[product.File] = true
	}
	for _, change := range p.Changes {
		said[change.File] = true
	}
	var lost []string
	for _, d := range p.Problems {
		if d.Severity == diag.Error && (d.Rule == "syntax" || d.Rule == "schema") && !said[d.At.File] {
			lost = append(lost, d.At.File)
		}
	}
	slices.Sort(lost)
	return slices.Compact(lost)
}

// someOf names three of a list, and how many more there are.
func someOf(names []string) string {
	const shown = 3
	if more := len(names) - shown; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:shown], ", "), more)
	}
	return strings.Join(names, ", ")
}
