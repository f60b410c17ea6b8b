package diff

import (
	"encoding/json"
	"io"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// A difference as json; docs/reference/diff-json.md explains every field. The order of fields is
// the order in print.
type (
	report struct {
		Version    int         `json:"version"`
		From       ofBundle    `json:"from"`
		To         ofBundle    `json:"to"`
		Step       step        `json:"step"`
		Components []component `json:"components"`
		Same       int         `json:"same"`
	}
	ofBundle struct {
		Product  string `json:"product"`
		Version  string `json:"version"`
		Released string `json:"released,omitempty"`
		Digest   string `json:"digest"`
		File     string `json:"file"`
	}
	step struct {
		Verdict  string   `json:"verdict"`
		Level    string   `json:"level,omitempty"`
		Back     bool     `json:"back,omitempty"`
		Asked    string   `json:"asked,omitempty"`
		Kinds    []string `json:"kinds,omitempty"`
		RaisedBy string   `json:"raisedBy,omitempty"`
		Through  []string `json:"through,omitempty"`
		Because  []Cause  `json:"because"`
	}
	component struct {
		Name      string     `json:"name"`
		Formerly  string     `json:"formerly,omitempty"`
		Movement  string     `json:"movement"`
		From      []string   `json:"from,omitempty"`
		To        []string   `json:"to,omitempty"`
		Level     string     `json:"level,omitempty"`
		Kinds     []string   `json:"kinds,omitempty"`
		Asks      string     `json:"asks,omitempty"`
		WasDirect bool       `json:"wasDirect,omitempty"`
		IsDirect  bool       `json:"isDirect,omitempty"`
		Through   []string   `json:"through,omitempty"`
		Lost      []string   `json:"lost,omitempty"`
		Artifacts []artifact `json:"artifacts,omitempty"`
	}
	artifact struct {
		URI      string `json:"uri"`
		Movement string `json:"movement"`
		From     string `json:"from,omitempty"`
		To       string `json:"to,omitempty"`
	}
)

// Cause is what asked for a product's step, as json has it.
type Cause struct {
	Component string `json:"component,omitempty"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Change    string `json:"change,omitempty"`
	Level     string `json:"level"`
}

// JSON writes a difference for programs, as one indented object. The error is w's.
func JSON(w io.Writer, d *bundle.Difference) error {
	s := &d.Step
	r := report{
		Version: 1, From: reportBundle(d.From), To: reportBundle(d.To),
		Step: step{
			Verdict: string(s.Verdict), Level: s.Level.Name(), Back: s.Back, Asked: s.Asked.Name(),
			RaisedBy: s.RaisedBy.Name(), Because: Causes(s.Because),
		},
		Components: []component{}, Same: d.Same,
	}
	if d.To.Versioning.Scheme == version.AnyVer {
		r.Step.Kinds = KindNames(s.Kinds)
	}
	for _, b := range s.Through {
		r.Step.Through = append(r.Step.Through, b.Version.Value)
	}
	for i := range d.Components {
		r.Components = append(r.Components, reportMoved(&d.Components[i]))
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

func reportBundle(b *manifest.Bundle) ofBundle {
	return ofBundle{b.Name.Value, b.Version.Value, b.Released.Value, b.Digest.Value, b.File}
}

// Causes returns causes as json has them, in their order; never nil.
func Causes(causes []manifest.Cause) []Cause {
	all := []Cause{}
	for _, c := range causes {
		all = append(all, Cause{c.Component, c.From, c.To, c.Change, c.Level.String()})
	}
	return all
}

func reportMoved(m *bundle.Moved) component {
	r := component{
		Name: m.Name, Formerly: m.Formerly, Movement: string(m.Movement), From: bundle.Versions(m.From), To: bundle.Versions(m.To),
		Level: m.Level.Name(), Kinds: KindNames(m.Kinds), Asks: m.Asks.Name(),
		WasDirect: m.WasDirect(), IsDirect: m.IsDirect(), Through: m.Through, Lost: m.Lost,
	}
	for _, a := range m.Artifacts {
		r.Artifacts = append(r.Artifacts, artifact{a.URI, string(a.Movement), a.From, a.To})
	}
	return r
}
