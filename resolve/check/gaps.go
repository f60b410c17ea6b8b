package check

import (
	"strings"

	"joinery/manifest"
)

// gaps tell what could not be read of a workspace's documents: other findings say why.
type gaps struct {
	fields   map[string][]string // a component to the paths of the fields that do not fit
	named    map[string]bool     // the names in documents that do not fit
	nameless []string            // manifests with documents of which not even the name is known
}

func newGaps(w *manifest.Workspace) gaps {
	g := gaps{fields: map[string][]string{}, named: map[string]bool{}}
	for i := range w.Problems {
		d := &w.Problems[i]
		if d.Rule != "syntax" && d.Rule != "schema" {
			continue
		}
		g.named[d.Component], g.named[d.Product] = true, true
		switch {
		case d.Component != "":
			g.fields[d.Component] = append(g.fields[d.Component], d.Subject)
		case d.Product == "" && !strings.HasPrefix(d.At.File, changesFolder):
			g.nameless = append(g.nameless, d.At.File)
		}
	}
	return g
}

// in reports whether something of a version could not be read.
func (g gaps) in(e *manifest.Entry) bool {
	for _, field := range g.fields[e.Component.Name.Value] {
		below, inVersions := strings.CutPrefix(field+".", "versions.")
		if !inVersions {
			continue
		}
		longest := "" // 1.4.0.1 is meant, not 1.4.0
		for _, other := range e.Component.Versions {
			if text := other.Version.Value; len(text) > len(longest) && strings.HasPrefix(below, text+".") {
				longest = text
			}
		}
		if longest == e.Version.Value {
			return true
		}
	}
	return false
}
