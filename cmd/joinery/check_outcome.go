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
	onlyNew bool      // people are told, and the check fails on, what the change brought along
	present diag.List // what is there now
	shown   diag.List // of that what people are told; an error among it makes the check fail
	fixed   diag.List // the base's alone; their places are in it
}

// The states that findings have against a base.
const (
	stateNew   = "new"
	stateFixed = "fixed"
)

func newOutcome(w *opened, base *past, found diag.List, onlyNew bool) outcome {
	o := outcome{w: w, base: base, onlyNew: onlyNew}
	for _, d := range found {
		if d.State == stateFixed {
			o.fixed = append(o.fixed, d)
			continue
		}
		o.present = append(o.present, d)
		if !onlyNew || d.State == stateNew || d.Was != diag.Off {
			o.shown = append(o.shown, d)
		}
	}
	return o
}

// told returns the findings for people: what is shown, and what is fixed unless new ones alone are
// asked for.
func (o outcome) told() diag.List {
	if o.onlyNew {
		return o.shown
	}
	return o.all()
}

// all returns every finding, as a service wants them that compares reports by itself.
func (o outcome) all() diag.List {
	return append(o.present[:len(o.present):len(o.present)], o.fixed...)
}

// summary counts what is present.
func (o outcome) summary() diag.Summary {
	s := diag.Summary{
		Errors: o.present.Count(diag.Error), Warnings: o.present.Count(diag.Warning), Notes: o.present.Count(diag.Note),
		Components: len(o.w.Components), Versions: o.versions(),
	}
	if o.base != nil {
		s.States = &diag.States{Fixed: len(o.fixed)}
		for i := range o.present {
			if o.present[i].State == stateNew {
				s.New++
			} else {
				s.Old++
			}
		}
	}
	return s
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
	add := func(format string, args ...any) { words = append(words, fmt.Sprintf(format, args...)) }
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Note} {
		n, fresh := o.shown.Count(s), 0
		for _, d := range o.shown {
			if d.Severity == s && d.State == stateNew {
				fresh++
			}
		}
		switch {
		case n == 0:
		case !o.onlyNew && fresh == 0:
			add("%s (none new)", count(n, s.String()))
		case !o.onlyNew:
			add("%s (%d new)", count(n, s.String()), fresh)
		default:
			if fresh > 0 {
				add("%s", count(fresh, "new "+s.String()))
			}
			if fresh < n {
				add("%s heavier than before", count(n-fresh, s.String()))
			}
		}
	}
	switch {
	case len(words) > 0:
	case o.onlyNew:
		add("nothing new")
	default:
		add("no findings")
	}
	if kept := len(o.present) - len(o.shown); kept > 0 {
		add("%d old", kept)
	}
	if len(o.fixed) > 0 {
		add("%d fixed", len(o.fixed))
	}
	return strings.Join(words, ", ")
}
