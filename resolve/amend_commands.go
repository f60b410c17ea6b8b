package resolve

import (
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// AmendBump adds a component's next version as a -SNAPSHOT. See [Bump] for the arguments and
// errors.
func AmendBump(c *manifest.Component, level version.Level, o BumpOptions) (*Amendment, error) {
	next, err := Bump(c, level, o)
	if err != nil {
		return nil, err
	}
	a := &Amendment{}
	a.add(next)
	for _, from := range next.Extends {
		if !from.Parsed.IsPrerelease() {
			continue
		}
		if cutting, err := Cut(c, CutOptions{Version: from.Version.Value, Date: o.Date}); err == nil {
			a.Hints = append(a.Hints, "to release "+from.Version.Value+" itself as "+cutting.To.String()+": joinery cut "+c.Name.Value+" "+from.Version.Value)
		}
	}
	return a, nil
}

// AmendMerge adds the version that brings some versions of a component together, as a
// -SNAPSHOT. With movePins, all that required one of them follows, as [MovePins] plans it. See
// [MergeOf] for the arguments and errors.
func AmendMerge(source Source, c *manifest.Component, versions []string, movePins bool, o MergeOptions) (*Amendment, error) {
	merge, err := MergeOf(c, versions, o)
	if err != nil {
		return nil, err
	}
	a := &Amendment{}
	a.add(merge)
	top := merge.Extends[len(merge.Extends)-1]
	for _, e := range merge.Extends {
		if Descends(top, e) {
			a.Hints = append(a.Hints, top.Version.Value+" grew out of "+e.Version.Value+" and holds it already")
		}
	}
	if movePins {
		steps, err := MovePins(source, RequirersOf(source), merge.move(), PinOptions{Date: o.Date})
		if err != nil {
			return nil, err
		}
		a.follow(steps)
	}
	return a, nil
}

// move returns how whoever requires what the successor extends follows to it.
func (s *Successor) move() Move {
	m := Move{Component: s.Component, To: s.Snapshot}
	for _, e := range s.Extends {
		m.From = append(m.From, e.Parsed)
	}
	return m
}

// AmendCut turns a pre-release into a production version in place, with its date and revision. What names
// it under `extends` moves along, and so do the exact requirements on it in products and
// unreleased versions, and constraints that would be left without any version. Released
// versions that require it stay as they are; a hint names each. See [Cut] for the errors.
func AmendCut(source Source, c *manifest.Component, o CutOptions) (*Amendment, error) {
	cutting, err := Cut(c, o)
	if err != nil {
		return nil, err
	}
	a := &Amendment{}
	a.cut(cutting)
	all := RequirersOf(source)
	steps, err := cutting.pins(all)
	if err != nil {
		return nil, err
	}
	a.follow(steps)
	for _, r := range all[c.Name.Value] {
		if r.Released() && cutting.Strands(r.Dependency) {
			a.Hints = append(a.Hints, r.At().String()+": "+r.Entry.Component.Name.Value+" "+r.Entry.Version.Value+
				" is released and keeps requiring "+r.Name.Value+" "+r.Want.Value)
		}
	}
	return a, nil
}

// move returns how whoever requires the pre-release follows to the production version.
func (c *Cutting) move() Move {
	return Move{Component: c.Entry.Component, From: []version.Version{c.Entry.Parsed}, To: c.To}
}

// pins plans which requirements move along, all in place.
func (c *Cutting) pins(all Requirers) ([]PinMove, error) {
	left := func(r Requirement) bool { return c.leavesNothing(r.Dependency) }
	return movePins(all, PinOptions{InForce: left, InPlace: true}, c.move())
}

// cut renames the entry, says its day and revision, and renames it where others extend it.
func (a *Amendment) cut(cutting *Cutting) {
	e, to := cutting.Entry, cutting.To.String()
	line := e.At().String() + ": " + e.Component.Name.Value + " " + e.Version.Value + " becomes " + to
	if day := cutting.Date; !day.IsZero() {
		line += ", released " + day.UTC().Format(time.DateOnly)
	}
	if cutting.Revision != "" {
		line += ", from " + cutting.Revision
	}
	if len(cutting.Extends) > 0 {
		line += ", extends " + strings.Join(cutting.Extends, " and ")
	}
	a.edit(e.Component.File, line, func(edit *manifest.Edit) {
		edit.Set(e.Version, to)
		if !cutting.Date.IsZero() {
			edit.SetField(e.Version, "released", cutting.Date.UTC().Format(time.DateOnly))
		}
		if cutting.Revision != "" {
			edit.SetField(e.Version, "revision", cutting.Revision)
		}
		if cutting.Extends != nil {
			edit.SetExtends(e.Version, cutting.Extends)
		}
	})
	for _, other := range e.Component.Versions {
		for _, r := range other.Extends {
			if Entry(e.Component, r.Value) == e {
				a.edit(e.Component.File, r.In(e.Component.File).String()+": "+other.Version.Value+" extends "+to,
					func(edit *manifest.Edit) { edit.Set(r.Text, to) })
			}
		}
	}
}

// Strands reports whether a requirement is met by the pre-release and, once it is cut, by no
// version of the component.
func (c *Cutting) Strands(d *manifest.Dependency) bool {
	return c.move().leavesBehind(d) && c.leavesNothing(d)
}

// leavesNothing reports whether a requirement that the pre-release meets is met by no other
// version of the component.
func (c *Cutting) leavesNothing(d *manifest.Dependency) bool {
	return highest(c.Entry.Component, func(e *manifest.Entry) bool { return e != c.Entry && admits(d, e.Parsed) }) == nil
}
