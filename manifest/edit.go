package manifest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Edit collects changes to one file and applies them as byte splices. What no change names
// stays byte for byte: comments, blank lines, quotes, line endings, order. Set in
//
//	versions:
//	  - version: 1.4.0   # shipped
//
// with 1.4.1 for 1.4.0 replaces five bytes. Places are those of the source that NewEdit got,
// whatever the order of the calls; an edit inside an entry that the same Edit adds cannot be
// asked for. An Edit is not safe for concurrent use.
type Edit struct {
	file string
	src  []byte
	asks []*editAsk
}

// NewEdit returns an Edit of src. The name stands in errors only; nothing is read or written.
func NewEdit(file string, src []byte) *Edit { return &Edit{file: file, src: src} }

// editAsk is one change that somebody asked for.
type editAsk struct {
	at        Text   // the scalar that the change starts from; zero when it has a component
	component string // the component that gets new entries
	entries   []NewEntry
	notes     []Note // to be added to the entry at the place
	says      string // "set released of 1.4.0 to 2026-11-20"
	hint      string
	plan      func(*editFile, editSpot) (editPlan, error)
}

// editPlan is how a change is made: its splices, and what it does to the tree.
type editPlan struct {
	splices []editSplice
	intend  []func()
}

// editSplice puts text in place of the bytes from start to end. Of several insertions at one
// place the lower rank comes first.
type editSplice struct {
	start, end int
	text       string
	rank       int
}

// Set replaces the one-line scalar that stands at the place by value; at.Value must be what
// the file says there. A key is a scalar too. The quote style stays, and quotes come in where
// plain text would not read back as value.
func (e *Edit) Set(at Text, value string) {
	e.asks = append(e.asks, &editAsk{
		at:   at,
		says: fmt.Sprintf("set %q to %q", at.Value, value),
		hint: fmt.Sprintf("write %q there by hand", value),
		plan: func(f *editFile, s editSpot) (editPlan, error) { return f.planSet(s, value) },
	})
}

// SetField gives the version entry whose version stands at the place the field key with that
// text: a one-line scalar that is there already is replaced as by Set, a field that is not is
// added behind those that stand before it by custom.
func (e *Edit) SetField(at Text, key, value string) {
	e.asks = append(e.asks, &editAsk{
		at:   at,
		says: fmt.Sprintf("set %s of %s to %q", key, at.Value, value),
		hint: fmt.Sprintf("write the field %s with the text %q into that entry by hand", key, value),
		plan: func(f *editFile, s editSpot) (editPlan, error) { return f.planField(s, key, value) },
	})
}

// RemoveField takes the field key, with all that it holds and the comment behind it, out of the
// version entry whose version stands at the place. Comments above it stay. A field that is not
// there needs no change; version cannot be removed.
func (e *Edit) RemoveField(at Text, key string) {
	e.asks = append(e.asks, &editAsk{
		at:   at,
		says: fmt.Sprintf("remove %s of %s", key, at.Value),
		hint: fmt.Sprintf("delete the field %s of that entry by hand", key),
		plan: func(f *editFile, s editSpot) (editPlan, error) { return f.planRemove(s, key) },
	})
}

// SetExtends makes extends the versions that the entry whose version stands at the place grew
// from. Items that stay keep their text; no versions at all removes the field.
func (e *Edit) SetExtends(at Text, extends []string) {
	extends = slices.Clone(extends)
	e.asks = append(e.asks, &editAsk{
		at:   at,
		says: fmt.Sprintf("set extends of %s to [%s]", at.Value, strings.Join(extends, ", ")),
		hint: fmt.Sprintf("write extends: [%s] into that entry by hand", strings.Join(extends, ", ")),
		plan: func(f *editFile, s editSpot) (editPlan, error) { return f.planExtends(s, extends) },
	})
}

// AddNotes puts changes last into those of the version entry whose version stands at the place,
// laid out like the ones that are there.
func (e *Edit) AddNotes(at Text, notes []Note) {
	if len(notes) == 0 {
		return
	}
	for _, ask := range e.asks {
		if ask.at == at && ask.notes != nil {
			ask.notes = append(ask.notes, notes...)
			return
		}
	}
	ask := &editAsk{
		at:    at,
		notes: slices.Clone(notes),
		says:  fmt.Sprintf("add changes to %s", at.Value),
		hint:  "write the changes into that entry by hand",
	}
	ask.plan = func(f *editFile, s editSpot) (editPlan, error) { return f.planNotes(s, ask.notes) }
	e.asks = append(e.asks, ask)
}

// AddEntry puts a new entry first into the component's list of versions, laid out like the
// first entry there. Of several the one added last comes first.
func (e *Edit) AddEntry(component string, n NewEntry) {
	for _, ask := range e.asks {
		if ask.component == component && ask.entries != nil {
			ask.entries = append(ask.entries, n)
			return
		}
	}
	ask := &editAsk{
		component: component,
		entries:   []NewEntry{n},
		says:      fmt.Sprintf("add %s to %s", n.Version, component),
		hint:      fmt.Sprintf("write the entry %s first into the versions of %s by hand", n.Version, component),
	}
	ask.plan = func(f *editFile, _ editSpot) (editPlan, error) { return f.planEntries(component, ask.entries) }
	e.asks = append(e.asks, ask)
}

// Apply makes all changes or none. It returns the new bytes, which it has read back and found
// to say what was intended and nothing else, or an *EditError. Without changes it returns the
// source as it is. Apply can be called again; the source is left alone.
func (e *Edit) Apply() ([]byte, error) {
	if len(e.asks) == 0 {
		return slices.Clone(e.src), nil
	}
	out, err := e.apply(e.asks)
	var failed *EditError
	if err == nil || errors.As(err, &failed) {
		return out, err
	}
	for _, ask := range e.asks { // which one is it?
		if _, alone := e.apply([]*editAsk{ask}); alone != nil && !errors.As(alone, &failed) {
			return nil, e.failure(ask, alone)
		}
	}
	return nil, &EditError{File: e.file, Edit: "make these edits together", Problem: err.Error(), Hint: "make them one after the other"}
}

// apply makes the changes asked for. An error that is no *EditError says that the result does
// not read as intended.
func (e *Edit) apply(asks []*editAsk) ([]byte, error) {
	f, err := newEditFile(e.src)
	if err != nil {
		return nil, &EditError{File: e.file, Edit: "edit the file", Problem: err.Error(), Hint: "mend the file first"}
	}
	var splices []editSplice
	var intend []func()
	spots := f.spots(asks)
	for _, ask := range asks {
		plan, err := f.planOne(ask, spots[ask])
		if err != nil {
			return nil, e.failure(ask, err)
		}
		splices = append(splices, plan.splices...)
		intend = append(intend, plan.intend...)
	}
	out, err := f.spliced(f.leaveOut(splices))
	if err != nil {
		return nil, err
	}
	for _, change := range intend {
		change()
	}
	if err = f.verify(out); err != nil && f.bare {
		if whole := append(out, f.eol...); f.verify(whole) == nil {
			return whole, nil // the block that ends it now says that there is a line ending
		}
	}
	return out, err
}

// planOne plans one change once its place is known to be sound.
func (f *editFile) planOne(ask *editAsk, spot editSpot) (editPlan, error) {
	if ask.entries == nil {
		if err := f.sound(ask.at, spot); err != nil {
			return editPlan{}, err
		}
	}
	return ask.plan(f, spot)
}

func (e *Edit) failure(ask *editAsk, err error) *EditError {
	return &EditError{File: e.file, Line: int(ask.at.Line), Column: int(ask.at.Column), Edit: ask.says, Problem: err.Error(), Hint: ask.hint}
}

// spliced returns the file with the splices made, or an error when two touch the same bytes.
func (f *editFile) spliced(splices []editSplice) ([]byte, error) {
	slices.SortStableFunc(splices, func(a, b editSplice) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.rank, b.rank))
	})
	splices = slices.Compact(splices) // the same asked for twice
	var out strings.Builder
	out.WriteString(f.bom)
	done := 0
	for _, s := range splices {
		if s.start < done {
			return nil, errors.New("two of them touch the same text")
		}
		out.WriteString(f.text[done:s.start])
		out.WriteString(s.text)
		done = s.end
	}
	out.WriteString(f.text[done:])
	if f.bare {
		return []byte(strings.TrimSuffix(out.String(), f.eol)), nil
	}
	return []byte(out.String()), nil
}
