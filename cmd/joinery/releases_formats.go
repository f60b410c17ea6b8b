package main

import (
	"strings"

	"joinery/manifest/diag/columns"
	"joinery/resolve/bundle"
	"joinery/resolve/diff"
	"joinery/resolve/diff/plain"
)

// releasesText prints releases for people, in 80 columns: a line each, and beneath it what it
// brought.
//
//	acme-suite
//	4.2.1  2026-09-08  patch  follows 4.2.0
//	       1 fix; payments-api 1.3.2
//	4.2.0  2026-07-01  first
//	       9 components
func releasesText(out writer, product string, listed []listedRelease) error {
	if len(listed) == 0 {
		return nil
	}
	var b strings.Builder
	b.WriteString(product + "\n")
	rows := make([][]string, len(listed))
	for i := range listed {
		r := &listed[i]
		rows[i] = []string{r.Version.Value, r.Released.Value, r.step(), r.follows()}
	}
	const indent = "  "
	for i, lines := range columns.Table(rows, planWidth-len(indent)) {
		for _, line := range lines {
			b.WriteString(indent + line + "\n")
		}
		for _, line := range columns.Fold(plain.Line(listed[i].summary()), planWidth-2*len(indent)) {
			b.WriteString(strings.TrimRight(indent+indent+line, " ") + "\n")
		}
	}
	_, err := out.Write([]byte(b.String()))
	return err
}

// follows says which bundles a release follows: "follows 4.2.0".
func (r *listedRelease) follows() string {
	if len(r.Extends) == 0 {
		return ""
	}
	return "follows " + strings.Join(r.extended(), ", ")
}

func (r *listedRelease) extended() []string {
	var all []string
	for _, e := range r.Extends {
		all = append(all, e.Value)
	}
	return all
}

// releasesMarkdown prints releases as a table for a page.
func releasesMarkdown(out writer, product string, listed []listedRelease) error {
	var b strings.Builder
	b.WriteString("### Releases of " + plain.Markdown(product) + "\n")
	if len(listed) > 0 {
		b.WriteString("\n| version | released | step | follows | brought |\n|---|---|---|---|---|\n")
	}
	for i := range listed {
		r := &listed[i]
		cells := []string{r.Version.Value, r.Released.Value, r.step(), strings.Join(r.extended(), ", "), r.summary()}
		for j := range cells {
			cells[j] = plain.Markdown(cells[j])
		}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	_, err := out.Write([]byte(b.String()))
	return err
}

// Releases as json; docs/reference/releases-json.md explains every field. The order of fields is
// the order in print.
type (
	releasesReport struct {
		Version  int             `json:"version"`
		Product  string          `json:"product"`
		Releases []releaseReport `json:"releases"`
	}
	releaseReport struct {
		Version  string         `json:"version"`
		Released string         `json:"released,omitempty"`
		Extends  []string       `json:"extends,omitempty"`
		Level    string         `json:"level,omitempty"`
		Asked    string         `json:"asked,omitempty"`
		Kinds    []string       `json:"kinds,omitempty"`
		RaisedBy string         `json:"raisedBy,omitempty"`
		Summary  string         `json:"summary"`
		Changes  map[string]int `json:"changes,omitempty"`
		Lost     map[string]int `json:"lost,omitempty"`
		Because  []diff.Cause   `json:"because"`
		Digest   string         `json:"digest"`
		File     string         `json:"file"`
	}
)

// releasesJSON prints releases for programs.
func releasesJSON(out writer, product string, listed []listedRelease) error {
	report := releasesReport{Version: 1, Product: product, Releases: []releaseReport{}}
	for i := range listed {
		r := &listed[i]
		made, _ := bundle.MadeBy(r.Bundle)
		report.Releases = append(report.Releases, releaseReport{
			Version: r.Version.Value, Released: r.Released.Value, Extends: r.extended(),
			Level: made.Level.Name(), Asked: made.Asked.Name(), Kinds: diff.KindNames(r.Bump.Kinds), RaisedBy: r.raised(), Summary: r.summary(), Changes: r.changes, Lost: r.lost,
			Because: diff.Causes(r.Bump.Because), Digest: r.Digest.Value, File: r.File,
		})
	}
	return printJSON(out, report)
}
