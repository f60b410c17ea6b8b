package main

import (
	"context"
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// review reads a change file as the workspace would, and returns what is wrong with it. The
// workspace that it returns holds that file alone, for showing lines of it.
func (w *opened) review(ctx context.Context, file string, text []byte) (diag.List, *manifest.Workspace, error) {
	read, err := manifest.Load(ctx, newOverlay(nil, []manifest.File{{Path: file, Data: text}}), manifest.Options{Workers: 1})
	if err != nil {
		return nil, nil, err
	}
	problems := read.Problems
	for _, c := range read.Changes {
		for _, changed := range c.Components {
			if name := changed.Name.Value; !w.known(name) {
				d := diag.Diagnostic{
					Rule: "known-component", Severity: diag.Error, At: changed.Name.In(c.File), Document: c.File, Subject: name,
					Message: fmt.Sprintf("the change names %s, which no document declares", name),
				}
				if near := manifest.Nearest(name, w.Names()); near != "" {
					d.Hints = []string{"did you mean " + near + "?"}
				}
				problems = append(problems, d)
			}
		}
		if c.Summary.Value == placeholder {
			problems = append(problems, diag.Diagnostic{
				Rule: "schema", Severity: diag.Error, At: c.Summary.In(c.File), Document: c.File, Subject: "summary",
				Message: "found the summary of the draft, wanted a sentence that says what changed",
			})
		}
	}
	return problems, read, nil
}
