package main

import (
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/bundle"
	"joinery/resolve/diff"
	"joinery/resolve/plan"
)

// shownPlan is a plan put into words, which every format but json arranges in its own way.
type shownPlan struct {
	components, products []shownStep
	along                []shownPin // requirements elsewhere that named what is cut
}

// shownStep is one component or product of a plan.
type shownStep struct {
	name, from, to string // from is "" for a first version, to for a product that cannot be composed
	level          string // "minor", "functional, bugfix"
	cut            string // the pre-release that is cut
	reasons        []shownReason
	pins           []shownPin
}

type shownReason struct {
	kind string // a change's type, "follows", "group", "cut", or the level of a product's step
	text string // for people, not escaped
	file string // the change's
}

type shownPin struct{ name, from, to string }

func showPlan(made *plan.Plan) shownPlan {
	var s shownPlan
	for _, c := range made.Components {
		s.components = append(s.components, showComponent(c))
	}
	for _, p := range made.Products {
		s.products = append(s.products, showProduct(p))
	}
	for _, pin := range movedAlong(made) {
		s.along = append(s.along, shownPin{asking(pin) + ": " + pin.Name.Value, pin.Want.Value, pin.To})
	}
	return s
}

// movedAlong returns the requirements that move although who asks is not in the plan.
func movedAlong(made *plan.Plan) []resolve.MovedPin {
	var along []resolve.MovedPin
	for _, pin := range made.Along {
		planned := func(p *plan.Product) bool { return p.Product == pin.Product }
		if pin.Product == nil || !slices.ContainsFunc(made.Products, planned) {
			along = append(along, pin)
		}
	}
	return along
}

// asking names who requires, "web-shop 2.1.0-SNAPSHOT" or "acme-suite".
func asking(r resolve.MovedPin) string {
	if r.Product != nil {
		return r.Product.Name.Value
	}
	return r.Entry.Component.Name.Value + " " + r.Entry.Version.Value
}

func showComponent(c *plan.Component) shownStep {
	step := shownStep{name: c.Name.Value, to: c.To.String(), level: diff.StepText(c.Level, c.Kinds), pins: showPins(c.Pins)}
	if c.From != nil {
		step.from = c.From.Version.Value
	}
	if c.Cut != nil {
		step.cut = c.Cut.Version.Value
	}
	for _, r := range c.Because {
		step.reasons = append(step.reasons, showReason(c.Name.Value, r))
	}
	return step
}

func showReason(component string, r plan.Reason) shownReason {
	switch {
	case r.Change != nil:
		return shownReason{r.Type, r.Change.Summary.Value, r.Change.File}
	case r.Dependency != "":
		return shownReason{kind: "follows", text: strings.Join(behind(r), " → ")}
	case r.Group != "":
		others := make([]string, 0, len(r.Members))
		for _, name := range r.Members {
			if name != component {
				others = append(others, name)
			}
		}
		return shownReason{kind: "group", text: r.Group + " with " + strings.Join(others, ", ")}
	}
	return shownReason{kind: "cut", text: "named by --cut"}
}

// behind returns the way to what moved on its own, without the component itself.
func behind(r plan.Reason) []string {
	if len(r.Path) > 1 {
		return r.Path[1:]
	}
	return []string{r.Dependency + " " + r.To.String()}
}

func showProduct(p *plan.Product) shownStep {
	step := shownStep{name: p.Name.Value, pins: showPins(p.Pins)}
	if p.From != nil {
		step.from = p.From.Version.Value
	}
	if p.Next == nil {
		return step
	}
	made := madeBy(p.Next)
	step.to, step.level = p.Next.Version.String(), diff.StepText(made.Level, made.Kinds)
	if p.Next.Bump.RaisedBy != version.None {
		step.reasons = append(step.reasons, shownReason{kind: p.Next.Bump.RaisedBy.String(), text: "asked for by --level"})
	}
	for _, cause := range p.Next.Bump.Because {
		step.reasons = append(step.reasons, showCause(p, cause))
	}
	return step
}

// madeBy returns the step that a product is about to make.
func madeBy(next *resolve.Next) bundle.Made {
	var from []version.Version
	for _, b := range next.Extends {
		from = append(from, b.Parsed)
	}
	return bundle.MadeTo(next.Version, from, next.Bump)
}

func showCause(p *plan.Product, cause manifest.Cause) shownReason {
	r := shownReason{kind: cause.Level.String()}
	switch {
	case cause.Change != "":
		r.text, r.file = "the change "+cause.Change, "changes/"+cause.Change+".md"
		for _, note := range p.Next.Changes {
			if note.ID.Value == cause.Change {
				r.text = note.Summary.Value
			}
		}
	case cause.From == "":
		r.text = cause.Component + " " + cause.To + " is new"
	case cause.To == "":
		r.text = cause.Component + " " + cause.From + " is gone"
	default:
		r.text = cause.Component + " " + cause.From + " → " + cause.To
	}
	return r
}

func showPins(pins []resolve.MovedPin) []shownPin {
	var shown []shownPin
	for _, pin := range pins {
		shown = append(shown, shownPin{pin.Name.Value, pin.Want.Value, pin.To})
	}
	return shown
}
