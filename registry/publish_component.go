package registry

import (
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// component takes a component and its versions.
func (s *shelf) component(p manifest.Parts) error {
	c := p.Component
	name := c.Name.Value
	item, there, err := s.tx.Item(s.ctx, name)
	if err != nil {
		return err
	}
	scheme := c.Versioning.Scheme
	if !there {
		if err := s.claim(aComponent, name); err != nil {
			return err
		}
		item = Item{Name: name, Created: s.now}
	} else if err := keepsScheme(item, scheme); err != nil {
		return err
	}
	item.Scheme, item.Pattern = scheme.Name(), patternOf(scheme)
	item.Since = item.since(c)
	changed := item.Title != c.Title.Value || item.Description != c.Description.Value || !slices.Equal(item.Document, p.Text)
	item.Title, item.Description, item.Document = c.Title.Value, c.Description.Value, p.Text
	l, err := newLedger(s.ctx, s.tx, item, s.now)
	if err != nil {
		return err
	}
	switch {
	case !there:
		l.tell(s.who, ItemAdded, "", item.Scheme)
		s.add("Component", name, "", OutcomeAdded, "")
	case changed:
		l.tell(s.who, ItemChanged, "", "")
		s.add("Component", name, "", OutcomeUpdated, "")
	default:
		s.add("Component", name, "", OutcomeUnchanged, "")
	}
	var newcomers []newcomer
	for i, e := range slices.Backward(c.Versions) { // oldest first by custom, so that marks and order of arrival agree
		drawn, isNew, err := s.entry(l, e, p.Entries[i])
		if err != nil {
			return err
		}
		if isNew {
			newcomers = append(newcomers, newcomer{e, drawn, len(s.outcomes) - 1})
		}
	}
	for _, n := range newcomers {
		if err := s.lineage(l, n); err != nil {
			return err
		}
	}
	if !l.touched() {
		return nil
	}
	w := l.writing()
	if !there {
		w.NewItems, w.Items = w.Items, nil
	}
	s.out.join(w)
	return nil
}

// since returns the day from which the item's versions count their age, where its document is this one:
// what that says, else what its oldest version tells, unless the item had an older one.
func (i *Item) since(c *manifest.Component) time.Time {
	released := slices.ContainsFunc(c.Versions, func(e *manifest.Entry) bool { return !e.Parsed.IsPrerelease() })
	day := resolve.FirstReleaseOf(c)
	switch said := c.Versioning.FirstRelease.Value != ""; {
	case day.IsZero(), !said && !released, !said && !i.Since.IsZero() && i.Since.Before(day):
		return i.Since
	}
	return day
}

// keepsScheme returns Conflict when an item that has versions would get another scheme.
func keepsScheme(item Item, scheme version.Scheme) error {
	known, err := item.By()
	if err != nil || item.Given == 0 || known.String() == scheme.String() {
		return err
	}
	return &Error{
		Code: Conflict, Field: item.Name, Message: item.Name + " is " + scheme.String() + " in the document and " + known.String() + " here, where it has versions",
		Hint: "a component keeps its scheme; one under another name may have another",
	}
}

// patternOf returns calver's pattern in its full form, "" for the other schemes.
func patternOf(scheme version.Scheme) string {
	pattern, ok := strings.CutPrefix(scheme.String(), "calver ")
	if !ok {
		return ""
	}
	return pattern
}
