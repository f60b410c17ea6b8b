// Package rules holds the pages that explain joinery's rules, one a rule, named by its id: what
// the rule says, a manifest that breaks it and one that holds, why it matters, how to silence
// it. They are part of the program, so that a report can carry them where nobody has this
// folder: [Page] of "one-version" is the text of one-version.md.
package rules

import "embed"

//go:embed *.md
var pages embed.FS

// Page returns the page of the rule of that id, Markdown that starts with the id as its heading.
// It reports false when there is none.
func Page(id string) (string, bool) {
	if id == "README" {
		return "", false // the list of all rules
	}
	text, err := pages.ReadFile(id + ".md")
	return string(text), err == nil
}
