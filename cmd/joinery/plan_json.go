package main

import (
	"bytes"
	"encoding/json"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/diff"
	"joinery/resolve/plan"
)

// The plan as json; docs/reference/plan-json.md explains every field. The order of fields is the
// order in print.
type (
	planReport struct {
		Version    int                `json:"version"`
		Components []plannedComponent `json:"components"`
		Products   []plannedProduct   `json:"products"`
		Along      []plannedAlong     `json:"along,omitempty"`
		Spent      []string           `json:"spent,omitempty"`
	}
	plannedAlong struct {
		In string `json:"in"`
		plannedPin
	}
	plannedComponent struct {
		Name    string          `json:"name"`
		From    string          `json:"from,omitempty"`
		To      string          `json:"to"`
		Level   string          `json:"level"`
		Kinds   []string        `json:"kinds,omitempty"`
		Cut     string          `json:"cut,omitempty"`
		Because []plannedReason `json:"because"`
		Pins    []plannedPin    `json:"pins,omitempty"`
	}
	plannedReason struct {
		Change     string   `json:"change,omitempty"`
		Type       string   `json:"type,omitempty"`
		Level      string   `json:"level,omitempty"`
		Dependency string   `json:"dependency,omitempty"`
		To         string   `json:"to,omitempty"`
		Path       []string `json:"path,omitempty"`
		Group      string   `json:"group,omitempty"`
		Members    []string `json:"members,omitempty"`
		Asked      bool     `json:"asked,omitempty"`
	}
	plannedPin struct {
		Name string `json:"name"`
		From string `json:"from"`
		To   string `json:"to"`
	}
	plannedProduct struct {
		Name     string          `json:"name"`
		From     string          `json:"from,omitempty"`
		To       string          `json:"to,omitempty"`
		Level    string          `json:"level,omitempty"`
		Asked    string          `json:"asked,omitempty"`
		Kinds    []string        `json:"kinds,omitempty"`
		RaisedBy string          `json:"raisedBy,omitempty"`
		Because  []plannedCause  `json:"because"`
		Pins     []plannedPin    `json:"pins,omitempty"`
		Problems json.RawMessage `json:"problems,omitempty"`
	}
	plannedCause struct {
		Component string `json:"component,omitempty"`
		From      string `json:"from,omitempty"`
		To        string `json:"to,omitempty"`
		Change    string `json:"change,omitempty"`
		Level     string `json:"level"`
	}
)

// planJSON prints a plan for programs.
func planJSON(out writer, made *plan.Plan) error {
	report := planReport{Version: 1, Components: []plannedComponent{}, Products: []plannedProduct{}}
	for _, c := range made.Components {
		report.Components = append(report.Components, reportComponent(c))
	}
	for _, p := range made.Products {
		planned, err := reportProduct(p)
		if err != nil {
			return err
		}
		report.Products = append(report.Products, planned)
	}
	for _, pin := range movedAlong(made) {
		report.Along = append(report.Along, plannedAlong{asking(pin), plannedPin{pin.Name.Value, pin.Want.Value, pin.To}})
	}
	for _, change := range made.Spent {
		report.Spent = append(report.Spent, change.File)
	}
	return printJSON(out, report)
}

func reportComponent(c *plan.Component) plannedComponent {
	r := plannedComponent{
		Name: c.Name.Value, To: c.To.String(), Level: c.Level.String(), Kinds: diff.KindNames(c.Kinds),
		Because: []plannedReason{}, Pins: reportPins(c.Pins),
	}
	if c.From != nil {
		r.From = c.From.Version.Value
	}
	if c.Cut != nil {
		r.Cut = c.Cut.Version.Value
	}
	for _, reason := range c.Because {
		r.Because = append(r.Because, reportReason(reason))
	}
	return r
}

func reportReason(r plan.Reason) plannedReason {
	switch {
	case r.Change != nil:
		reason := plannedReason{Change: r.Change.File, Type: r.Type}
		if r.Level != manifest.TypeLevel(r.Type) {
			reason.Level = r.Level.String()
		}
		return reason
	case r.Dependency != "":
		return plannedReason{Dependency: r.Dependency, To: r.To.String(), Path: r.Path}
	case r.Group != "":
		return plannedReason{Group: r.Group, Members: r.Members}
	}
	return plannedReason{Asked: true}
}

func reportProduct(p *plan.Product) (plannedProduct, error) {
	r := plannedProduct{Name: p.Name.Value, Because: []plannedCause{}, Pins: reportPins(p.Pins)}
	if p.From != nil {
		r.From = p.From.Version.Value
	}
	if p.Next != nil {
		bump := p.Next.Bump
		r.To, r.Kinds = p.Next.Version.String(), diff.KindNames(bump.Kinds)
		if p.From != nil {
			r.Level, r.Asked = madeBy(p.Next).Level.String(), bump.Level.String()
		}
		if bump.RaisedBy != version.None {
			r.RaisedBy = bump.RaisedBy.String()
		}
		for _, cause := range bump.Because {
			r.Because = append(r.Because, plannedCause{cause.Component, cause.From, cause.To, cause.Change, cause.Level.String()})
		}
	}
	var err error
	r.Problems, err = reportProblems(p.Problems)
	return r, err
}

// reportProblems returns findings in the form that check prints them in.
func reportProblems(l diag.List) (json.RawMessage, error) {
	if len(l) == 0 {
		return nil, nil
	}
	var b bytes.Buffer
	if err := diag.JSON(&b, l, diag.Summary{}); err != nil {
		return nil, err
	}
	var report struct {
		Diagnostics json.RawMessage `json:"diagnostics"`
	}
	err := json.Unmarshal(b.Bytes(), &report)
	return report.Diagnostics, err
}

func reportPins(pins []resolve.MovedPin) []plannedPin {
	var all []plannedPin
	for _, pin := range pins {
		all = append(all, plannedPin{pin.Name.Value, pin.Want.Value, pin.To})
	}
	return all
}
