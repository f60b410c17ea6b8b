package plan

import (
	"maps"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// striking is the names that go out of a change file.
type striking struct {
	change *manifest.Change
	names  []string // as written
	empty  bool     // none stays
}

// strike notes which names the plan takes out of their change files: those of changes that it
// releases, and of those that had been released before.
func (w *planner) strike(plan *Plan) {
	if plan.Empty() {
		return
	}
	names := map[*manifest.Change][]string{}
	note := func(all []pending) {
		for _, c := range all {
			names[c.change] = append(names[c.change], c.names...)
		}
	}
	for _, name := range w.names {
		p := w.parts[name]
		if w.counts(name) {
			note(p.told)
			if p.moves {
				note(p.pending)
			}
		}
	}
	for _, p := range plan.Products {
		if p.Next != nil && w.counts(p.Name.Value) {
			note(w.own[p.Name.Value])
		}
	}
	for change, struck := range names {
		plan.struck = append(plan.struck, striking{change, struck, len(struck) == len(change.Components)})
	}
	slices.SortFunc(plan.struck, func(a, b striking) int { return strings.Compare(a.change.File, b.change.File) })
	if len(w.options.Only) == 0 {
		plan.Spent = w.spent
	}
}

// edit is one edit of a release: of a manifest, of a change file, or a whole file.
type edit struct {
	file  string
	line  string               // what it does, for people; "" where another line says it
	apply func(*manifest.Edit) // of a manifest
	names []string             // struck from a change file
	data  []byte               // of a new file
	gone  bool                 // the file is removed
}

// Files returns what the release writes and removes: manifests, bundles, change files, sorted by
// path. Read returns a file of the workspace as it is; each is read once.
//
// The error is that of read, a *[manifest.EditError] about an edit that cannot be made in the
// file as it is, or a *[ProblemsError].
func (p *Plan) Files(read func(file string) ([]byte, error)) ([]manifest.File, error) {
	if standing := slices.DeleteFunc(slices.Clone(p.Products), func(p *Product) bool { return len(p.Problems) == 0 }); len(standing) > 0 {
		return nil, &ProblemsError{standing}
	}
	byFile := map[string][]edit{}
	for _, e := range p.edits() {
		byFile[e.file] = append(byFile[e.file], e)
	}
	var files []manifest.File
	for _, name := range slices.Sorted(maps.Keys(byFile)) {
		file, err := apply(name, byFile[name], read)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// Paths returns the files that [Plan.Files] writes and removes, sorted, without reading any.
func (p *Plan) Paths() (written, removed []string) {
	gone := map[string]bool{}
	for _, e := range p.edits() {
		gone[e.file] = e.gone
	}
	for _, file := range slices.Sorted(maps.Keys(gone)) {
		if gone[file] {
			removed = append(removed, file)
		} else {
			written = append(written, file)
		}
	}
	return written, removed
}

// apply makes the edits of one file.
func apply(name string, edits []edit, read func(file string) ([]byte, error)) (manifest.File, error) {
	switch first := edits[0]; {
	case first.gone:
		return manifest.File{Path: name, Remove: true}, nil
	case first.data != nil:
		return manifest.File{Path: name, Data: first.data}, nil
	}
	src, err := read(name)
	if err != nil {
		return manifest.File{}, err
	}
	if names := edits[0].names; names != nil {
		after, _, err := manifest.Strike(name, src, names)
		return manifest.File{Path: name, Data: after}, err
	}
	made := manifest.NewEdit(name, src)
	for _, e := range edits {
		e.apply(made)
	}
	after, err := made.Apply()
	return manifest.File{Path: name, Data: after}, err
}

// Lines tells people what the release does: a line an edit, in the order of the work.
func (p *Plan) Lines() []string {
	var lines []string
	for _, e := range p.edits() {
		if e.line != "" {
			lines = append(lines, e.line)
		}
	}
	return lines
}

// edits returns the release in the order of the work: components, what moves along with them,
// products and their bundles, change files.
func (p *Plan) edits() []edit {
	var all []edit
	pin := func(pin resolve.MovedPin) {
		all = append(all, edit{
			file: pin.File(), line: pin.At().String() + ": " + pin.Name.Value + " " + pin.Want.Value + " becomes " + pin.To,
			apply: func(e *manifest.Edit) { e.Set(pin.Want, pin.To) },
		})
	}
	for _, c := range p.Components {
		if c.Cut == nil {
			all = append(all, c.added(p.options))
			continue
		}
		all = append(all, c.cut(p.options)...)
		for _, moved := range c.Pins {
			pin(moved)
		}
	}
	for _, moved := range p.Along {
		pin(moved)
	}
	for _, product := range p.Products {
		for _, moved := range product.Pins {
			pin(moved)
		}
		if b := product.Bundle; b != nil {
			file := manifest.BundleFile(b.Name.Value, b.Version.Value)
			all = append(all, edit{file: file, line: file + ": " + b.Name.Value + " " + b.Version.Value + " is new", data: bundle.YAML(b)})
		}
	}
	for _, s := range p.struck {
		e := edit{file: s.change.File, names: s.names, line: s.change.File + ": " + strings.Join(s.names, " and ") + " released, struck"}
		if s.empty {
			e.gone, e.line = true, s.change.File+": released, removed"
		}
		all = append(all, e)
	}
	if !p.Empty() {
		for _, c := range p.Spent {
			all = append(all, edit{file: c.File, gone: true, line: c.File + ": nothing to release, removed"})
		}
	}
	return all
}

// added returns the edit that adds a new entry.
func (c *Component) added(o Options) edit {
	n := c.entry(o)
	name := c.Name.Value
	line := c.File + ": " + name + " " + n.Version + " is new"
	for i, v := range n.Extends {
		line += [...]string{", extends ", " and "}[min(i, 1)] + v
	}
	for i, pin := range c.Pins {
		line += [...]string{", with ", " and "}[min(i, 1)] + pin.Name.Value + " " + pin.To
	}
	return edit{file: c.File, line: line, apply: func(e *manifest.Edit) { e.AddEntry(name, n) }}
}

// cut returns the edits that cut a pre-release.
func (c *Component) cut(o Options) []edit {
	entry, to, released := c.Cut, c.To.String(), day(o.Date)
	line := entry.At().String() + ": " + c.Name.Value + " " + entry.Version.Value + " becomes " + to
	if released != "" {
		line += ", released " + released
	}
	all := []edit{{file: c.File, line: line, apply: func(e *manifest.Edit) {
		e.Set(entry.Version, to)
		if released != "" {
			e.SetField(entry.Version, "released", released)
		}
		if o.Revision != "" && entry.Revision.Value == "" {
			e.SetField(entry.Version, "revision", o.Revision)
		}
		if len(c.Changes) > 0 {
			e.AddNotes(entry.Version, c.Changes)
		}
	}}}
	for _, other := range c.Versions {
		if production(other) {
			continue // it is released
		}
		for _, r := range other.Extends {
			if resolve.Entry(c.Component, r.Value) == entry {
				all = append(all, edit{
					file: c.File, line: r.In(c.File).String() + ": " + other.Version.Value + " extends " + to,
					apply: func(e *manifest.Edit) { e.Set(r.Text, to) },
				})
			}
		}
	}
	return all
}
