package resolve

import (
	"errors"
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// bring decides for every component where it goes. Nested products come first, since they hold
// components in their place.
func (m *lineMerge) bring(all []*holding) error {
	for _, h := range all {
		if inner := m.source.Product(h.name); inner != nil {
			m.nested(inner, h)
		}
	}
	for _, h := range all {
		c := m.source.Component(h.name)
		switch {
		case m.source.Product(h.name) != nil: // see nested
		case h.beside:
			m.hint(h.name + " stands at several versions in one bundle, as an exception allows: it is left as it is")
		case len(h.versions) == 1:
			m.onlyIn(h)
			if e := m.entry(h.name, h.versions[0]); e != nil {
				m.goTo(h, e)
			}
		case c == nil:
			m.hint(h.name + " stands at " + enumerate(h.versions, " and at ") + ", and no document declares it any more: it is left out")
		default:
			if err := m.component(c, h); err != nil {
				return err
			}
		}
	}
	if len(m.lost.Reasons) > 0 {
		return m.lost
	}
	return nil
}

// component lets a component go to the version that holds all, or to a new MERGE entry.
func (m *lineMerge) component(c *manifest.Component, h *holding) error {
	held, err := entries(c, h.versions)
	if unknown := new(UnknownVersionError); errors.As(err, &unknown) {
		m.lost.Reasons = append(m.lost.Reasons, h.in[unknown.Version]+" holds "+h.name+" "+unknown.Version+", which "+c.File+" does not have")
		return nil
	}
	if err != nil {
		return err
	}
	to := heirOf(c, held)
	if v, ok := m.fixed[h.name]; ok {
		to = Entry(c, v)
	}
	switch {
	case to != nil:
		m.goTo(h, to)
		return nil
	case c.Versioning.Scheme == version.Loose:
		m.hint(h.name + " is loose, and " + enumerate(h.versions, " and ") + " have no MERGE: choose one by hand")
		return nil
	}
	merge, err := MergeOf(c, h.versions, m.options)
	if err != nil {
		return err
	}
	if err := m.draft.Add(h.name, merge.Entry(merge.Snapshot)); err != nil {
		return err
	}
	made := m.entry(h.name, merge.Snapshot.String())
	m.fresh[made], m.made = merge, append(m.made, made)
	m.goTo(h, made)
	return nil
}

// entry returns the draft's entry of a version, nil when there is none.
func (m *lineMerge) entry(component, v string) *manifest.Entry {
	if c := m.draft.Component(component); c != nil {
		return Entry(c, v)
	}
	return nil
}

// goTo makes an entry of the draft the target of its component.
func (m *lineMerge) goTo(h *holding, to *manifest.Entry) {
	m.targets[to] = true
	held := []version.Version{to.Parsed}
	for _, v := range h.versions {
		if e := m.entry(h.name, v); e != nil {
			held = append(held, e.Parsed)
		}
	}
	m.move(h, Move{Component: to.Component, To: to.Parsed}, held)
}

func (m *lineMerge) move(h *holding, move Move, held []version.Version) {
	m.held[h.name], m.moves = held, append(m.moves, move)
	if len(h.versions) > 1 {
		m.parted = append(m.parted, move)
	}
}

// heirOf returns the lowest active version that is one of those held or newer, and grew out of
// all others of them; nil when the lines have parted.
func heirOf(c *manifest.Component, held []*manifest.Entry) *manifest.Entry {
	family := familyOf(c)
	for _, e := range held {
		family.descend(e)
	}
	var lowest *manifest.Entry
	for i, e := range c.Versions {
		if e.Status == manifest.Active && family.grew[i]+boolean(slices.Contains(held, e)) == len(held) &&
			(lowest == nil || e.Parsed.Compare(lowest.Parsed) < 0) {
			lowest = e
		}
	}
	return lowest
}

// onlyIn tells of a direct component of one line that the product no longer names.
func (m *lineMerge) onlyIn(h *holding) {
	named := slices.ContainsFunc(m.product.Components, func(d manifest.Dependency) bool { return d.Name.Value == h.name })
	if v := h.versions[0]; h.direct && !named && h.bundles < len(m.bundles) {
		m.hint(h.name + " " + v + " stands in " + h.in[v] + " alone, and " + m.product.Name.Value + " does not name it: whoever comes from there loses it")
	}
}

func (m *lineMerge) hint(text string) { m.amendment.Hints = append(m.amendment.Hints, text) }
