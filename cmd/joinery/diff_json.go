package main

import (
	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// A difference as json; docs/reference/diff-json.md explains every field. The order of fields is
// the order in print.
type (
	diffReport struct {
		Version    int             `json:"version"`
		From       diffBundle      `json:"from"`
		To         diffBundle      `json:"to"`
		Step       diffStep        `json:"step"`
		Components []diffComponent `json:"components"`
		Same       int             `json:"same"`
	}
	diffBundle struct {
		Product  string `json:"product"`
		Version  string `json:"version"`
		Released string `json:"released,omitempty"`
		Digest   string `json:"digest"`
		File     string `json:"file"`
	}
	diffStep struct {
		Verdict  string      `json:"verdict"`
		Level    string      `json:"level,omitempty"`
		Back     bool        `json:"back,omitempty"`
		Asked    string      `json:"asked,omitempty"`
		Kinds    []string    `json:"kinds,omitempty"`
		RaisedBy string      `json:"raisedBy,omitempty"`
		Through  []string    `json:"through,omitempty"`
		Because  []diffCause `json:"because"`
	}
	diffCause struct {
		Component string `json:"component,omitempty"`
		From      string `json:"from,omitempty"`
		To        string `json:"to,omitempty"`
		Change    string `json:"change,omitempty"`
		Level     string `json:"level"`
	}
	diffComponent struct {
		Name      string         `json:"name"`
		Formerly  string         `json:"formerly,omitempty"`
		Movement  string         `json:"movement"`
		From      []string       `json:"from,omitempty"`
		To        []string       `json:"to,omitempty"`
		Level     string         `json:"level,omitempty"`
		Kinds     []string       `json:"kinds,omitempty"`
		Asks      string         `json:"asks,omitempty"`
		WasDirect bool           `json:"wasDirect,omitempty"`
		IsDirect  bool           `json:"isDirect,omitempty"`
		Through   []string       `json:"through,omitempty"`
		Lost      []string       `json:"lost,omitempty"`
		Artifacts []diffArtifact `json:"artifacts,omitempty"`
	}
	diffArtifact struct {
		URI      string `json:"uri"`
		Movement string `json:"movement"`
		From     string `json:"from,omitempty"`
		To       string `json:"to,omitempty"`
	}
)

// diffJSON prints a difference for programs.
func diffJSON(out writer, d *bundle.Difference) error {
	s := &d.Step
	report := diffReport{
		Version: 1, From: reportBundle(d.From), To: reportBundle(d.To),
		Step: diffStep{
			Verdict: string(s.Verdict), Level: levelName(s.Level), Back: s.Back, Asked: levelName(s.Asked),
			RaisedBy: levelName(s.RaisedBy), Because: reportCauses(s.Because),
		},
		Components: []diffComponent{}, Same: d.Same,
	}
	if d.To.Versioning.Scheme == version.AnyVer {
		report.Step.Kinds = kindNames(s.Kinds)
	}
	for _, b := range s.Through {
		report.Step.Through = append(report.Step.Through, b.Version.Value)
	}
	for i := range d.Components {
		report.Components = append(report.Components, reportMoved(&d.Components[i]))
	}
	return printJSON(out, report)
}

func reportBundle(b *manifest.Bundle) diffBundle {
	return diffBundle{b.Name.Value, b.Version.Value, b.Released.Value, b.Digest.Value, b.File}
}

func reportCauses(causes []manifest.Cause) []diffCause {
	all := []diffCause{}
	for _, c := range causes {
		all = append(all, diffCause{c.Component, c.From, c.To, c.Change, c.Level.String()})
	}
	return all
}

func reportMoved(m *bundle.Moved) diffComponent {
	r := diffComponent{
		Name: m.Name, Formerly: m.Formerly, Movement: string(m.Movement), From: heldTexts(m.From), To: heldTexts(m.To),
		Level: levelName(m.Level), Kinds: kindNames(m.Kinds), Asks: levelName(m.Asks),
		WasDirect: m.WasDirect(), IsDirect: m.IsDirect(), Through: m.Through, Lost: m.Lost,
	}
	for _, a := range m.Artifacts {
		r.Artifacts = append(r.Artifacts, diffArtifact{a.URI, string(a.Movement), a.From, a.To})
	}
	return r
}

// heldTexts returns the versions of a component, highest first.
func heldTexts(held []bundle.Held) []string {
	var all []string
	for _, h := range held {
		all = append(all, h.Version.Value)
	}
	return all
}

// levelName returns the name of a level, "" where there is none.
func levelName(l version.Level) string {
	if l == version.None {
		return ""
	}
	return l.String()
}
