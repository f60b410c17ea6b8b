package main

import (
	"fmt"
	"strings"

	"joinery/manifest/diag"
)

// outcome is what a check found, apart by what became of it.
type outcome struct {
	w       *opened
	base    *past     // nil without one
	onlyNew bool      // findings that the base has too are kept back
	shown   diag.List // present, and asked for
	fixed   diag.List // the base's alone; their places are in it
	kept    int       // findings that are present and not shown
}

// The states that findings have against a base.
const (
	stateNew   = "new"
	stateFixed = "fixed"
)

func newOutcome(w *opened, base *past, found diag.List, onlyNew bool) outcome {
	o := outcome{w: w, base: base, onlyNew: onlyNew}
	for _, d := range found {
		switch {
		case d.State == stateFixed:
			o.fixed = append(o.fixed, d)
		case onlyNew && d.State != stateNew:
			o.kept++
		default:
			o.shown = append(o.shown, d)
		}
	}
	return o
}

// reported returns the findings that a report holds: what is shown, and what is fixed unless
// new ones alone are asked for.
func (o outcome) reported() diag.List {
	if o.onlyNew {
		return o.shown
	}
	return append(o.shown[:len(o.shown):len(o.shown)], o.fixed...)
}

// summary counts what is present and shown.
func (o outcome) summary() diag.Summary {
	return diag.Summary{
		Errors: o.shown.Count(diag.Error), Warnings: o.shown.Count(diag.Warning), Notes: o.shown.Count(diag.Note),
		Components: len(o.w.Components), Versions: o.versions(),
	}
}

func (o outcome) versions() int {
	n := 0
	for _, component := range o.w.Components {
		n += len(component.Versions)
	}
	return n
}

// line sums up for people: "2 errors (1 new), 3 fixed in 1 product, 31 versions of 12
// components, against main (9f2c1ab)".
func (o outcome) line() string {
	line := fmt.Sprintf("%s in %s, %s of %s", o.counts(),
		count(len(o.w.Products), "product"), count(o.versions(), "version"), count(len(o.w.Components), "component"))
	if o.base != nil {
		line += ", against " + o.base.Name
	}
	return line
}

func (o outcome) counts() string {
	if o.base == nil {
		return severityLine(o.shown)
	}
	var words []string
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Note} {
		n, fresh := o.shown.Count(s), 0
		for _, d := range o.shown {
			if d.Severity == s && d.State == stateNew {
				fresh++
			}
		}
		switch {
		case n == 0:
		case o.onlyNew:
			words = append(words, count(n, "new "+s.String()))
		case fresh == 0:
			words = append(words, count(n, s.String())+" (none new)")
		default:
			words = append(words, fmt.Sprintf("%s (%d new)", count(n, s.String()), fresh))
		}
	}
	if len(words) == 0 && o.onlyNew {
		words = append(words, "nothing new")
	}
	if len(words) == 0 {
		words = append(words, "no findings")
	}
	if o.kept > 0 {
		words = append(words, fmt.Sprintf("%d old", o.kept))
	}
	if len(o.fixed) > 0 {
		words = append(words, fmt.Sprintf("%d fixed", len(o.fixed)))
	}
	return strings.Join(words, ", ")
}
