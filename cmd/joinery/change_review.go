package main

import (
	"context"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve/check"
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
		problems = append(problems, check.ChangeNames(w.Workspace, c)...)
		if c.Summary.Value == placeholder {
			problems = append(problems, diag.Diagnostic{
				Rule: "schema", Severity: diag.Error, At: c.Summary.In(c.File), Document: c.File, Subject: "summary",
				Message: "found the summary of the draft, wanted a sentence that says what changed",
			})
		}
	}
	return problems, read, nil
}
