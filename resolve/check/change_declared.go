package check

import (
	"bytes"
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// ChangeDeclared finds, against a base, components that changed ([Touched]) although nobody says
// so: they have no version that they did not have, and no change file that is new or edited names
// them, by a former name at least. One that only has another name now is neither. A new or edited
// change file that names nothing answers for all. It reports a component once, with three of the
// files.
var ChangeDeclared = &Rule{
	ID:       "change-declared",
	Says:     "a component whose paths changed has a change that is new or edited, or a new version",
	Standard: Recommended,
	Severity: diag.Warning,
	Check:    checkChangeDeclared,
}

func checkChangeDeclared(f *Facts) []Finding {
	b := f.Options.Base
	if b == nil {
		return nil
	}
	declared, all := f.declaredChanges()
	if all {
		return nil
	}
	touched := Touched(f.Workspace, b.Workspace, b.Changed)
	var found []Finding
	for _, c := range f.Workspace.Components {
		if files := touched[c.Name.Value]; len(files) > 0 && !declared[c.Name.Value] && !hasNewVersion(c, f.kinship.then[c]) {
			found = append(found, undeclared(c, files))
		}
	}
	return found
}

// declaredChanges returns the names that change files answer for which are new or edited, those
// that components have now. One that names nothing answers for all.
func (f *Facts) declaredChanges() (names map[string]bool, all bool) {
	names = map[string]bool{}
	former := f.formerChanges()
	for _, change := range f.Workspace.Changes {
		if !slices.Contains(f.Options.Base.Changed, change.File) {
			continue
		}
		if text, known := words(f.Workspace, change.File); known && former[text] > 0 {
			former[text]--
			continue
		}
		if len(change.Components) == 0 && f.isSound(change.File) {
			return nil, true
		}
		for i := range change.Components {
			name := change.Components[i].Name.Value
			names[name] = true
			if c := f.renamed[name]; c != nil {
				names[c.Name.Value] = true
			}
		}
	}
	return names, false
}

// formerChanges returns what those change files of the base say that differ now, and how many say
// it. One may have another name now, or differ in its mode alone: then a file says the same.
func (f *Facts) formerChanges() map[string]int {
	b := f.Options.Base
	former := map[string]int{}
	for _, change := range b.Workspace.Changes {
		if !slices.Contains(b.Changed, change.File) {
			continue
		}
		if text, known := words(b.Workspace, change.File); known {
			former[text]++
		}
	}
	return former
}

// words returns the text of a file, however its lines end.
func words(w *manifest.Workspace, file string) (text string, known bool) {
	source, err := w.Source(file)
	return string(bytes.ReplaceAll(source, []byte("\r\n"), []byte("\n"))), err == nil
}

// isSound reports whether nothing is wrong with a file.
func (f *Facts) isSound(file string) bool {
	return !slices.ContainsFunc(f.Workspace.Problems, func(d diag.Diagnostic) bool { return d.At.File == file })
}

// hasNewVersion reports whether a component has a version that it did not have, or is new itself.
func hasNewVersion(now, then *manifest.Component) bool {
	if then == nil {
		return true
	}
	known := byText(then)
	return slices.ContainsFunc(now.Versions, func(e *manifest.Entry) bool { return known[e.Version.Value] == nil })
}

func undeclared(c *manifest.Component, files []string) Finding {
	const most = 3
	name := c.Name.Value
	var what []string
	for i, file := range files {
		if i == most {
			what = append(what, fmt.Sprintf("%d more", len(files)-most))
			break
		}
		what = append(what, legible(file))
	}
	declare := "joinery change " + name + "=TYPE says what changed"
	if c.Versioning.Scheme == version.Loose { // no plan gives it a next version
		declare = "enter its new version by hand: " + name + " is loose"
	}
	return Finding{Diagnostic: diag.Diagnostic{
		At: c.Name.In(c.File), Component: name,
		Message: fmt.Sprintf("%s changed and no change says so: %s", name, enumerate(what, " and ")),
		Hints:   []string{declare, "joinery change --none says that nothing needs releasing"},
	}}
}
