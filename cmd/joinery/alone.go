package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest/diag"
)

// openFor is open for the commands that bundles alone are enough for. Where nothing is declared,
// each of the words that name bundles must name a file, or a file at a revision: what there is
// beyond them is other bundles at most.
func (p *program) openFor(c *cli.Context, words []string, wanted ...string) (*opened, error) {
	w, err := p.openAny(c, wanted...)
	if err != nil || !w.bare() {
		return w, err
	}
	others := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return w.fileNamed(word) != "" || strings.Contains(word, ":") })
	for _, word := range others {
		if err := w.noFile(word); err != nil {
			return nil, err
		}
	}
	if len(words) == 0 || len(others) > 0 {
		return nil, w.noManifests()
	}
	return w, nil
}

// aloneNote says, once, what a comparison of bundles lacks where there are no manifests.
func (p *program) aloneNote(w *opened, lacks string) {
	if w.bare() {
		fmt.Fprintf(p.stderr, "note: no manifests are here, the bundles alone speak: %s\n", lacks)
	}
}

// unknownHere returns the problems of notes without those that one note about missing manifests
// stands for: the versions and components that no manifest knows.
func unknownHere(w *opened, problems diag.List) diag.List {
	if !w.bare() {
		return problems
	}
	return slices.DeleteFunc(slices.Clone(problems), func(d diag.Diagnostic) bool {
		return d.At.File == "" && (d.Rule == "known-version" || d.Rule == "known-component")
	})
}
