package resolve

import (
	"maps"
	"slices"

	"joinery/manifest"
)

// Amendment is what one command changes in manifests: edits of several files that belong
// together. [AmendBump], [AmendMerge] and [AmendCut] make one; nothing is written until
// somebody writes its files.
type Amendment struct {
	Lines []string // what it does, for people: a line an edit, in the order of the work
	Hints []string // what else there is to know or to do

	edits map[string][]func(*manifest.Edit) // by file
}

// Files returns the new contents of the files that the amendment changes, by name. It reads
// each file once. The error is that of read, or a *[manifest.EditError] about an edit that
// cannot be made in the file as it is.
func (a *Amendment) Files(read func(file string) ([]byte, error)) ([]manifest.File, error) {
	var files []manifest.File
	for _, name := range slices.Sorted(maps.Keys(a.edits)) {
		before, err := read(name)
		if err != nil {
			return nil, err
		}
		edit := manifest.NewEdit(name, before)
		for _, apply := range a.edits[name] {
			apply(edit)
		}
		after, err := edit.Apply()
		if err != nil {
			return nil, err
		}
		files = append(files, manifest.File{Path: name, Data: after})
	}
	return files, nil
}

func (a *Amendment) edit(file, line string, apply func(*manifest.Edit)) {
	if a.edits == nil {
		a.edits = map[string][]func(*manifest.Edit){}
	}
	a.edits[file] = append(a.edits[file], apply)
	a.Lines = append(a.Lines, line)
}

// add inserts a successor's snapshot into its component's manifest.
func (a *Amendment) add(s *Successor, moved ...MovedPin) {
	entry := s.Entry(s.Snapshot, moved...)
	name := s.Component.Name.Value
	line := s.Component.File + ": " + name + " " + entry.Version + " is new"
	for i, v := range entry.Extends {
		line += [...]string{", extends ", " and "}[min(i, 1)] + v
	}
	for i, pin := range moved {
		line += [...]string{", with ", " and "}[min(i, 1)] + pin.Name.Value + " " + pin.To
	}
	a.edit(s.Component.File, line, func(e *manifest.Edit) { e.AddEntry(name, entry) })
}

// follow makes the steps of a plan.
func (a *Amendment) follow(steps []PinMove) {
	for _, step := range steps {
		if step.Next != nil {
			a.add(step.Next, step.Pins...)
			continue
		}
		pin := step.Pins[0]
		a.edit(pin.File(), step.String(), func(e *manifest.Edit) { e.Set(pin.Want, pin.To) })
	}
}
