package notes

import (
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// maker collects what is told.
type maker struct {
	source   resolve.Source
	past     *resolve.Past
	problems diag.List       // what could not be told
	hidden   map[string]bool // what no manifest declares and customers are not told of, by name
	audience Audience
	words    Words
	product  Named
	products map[*Item]string   // what is about the product itself, with the version that brought it
	items    map[itemKey]*Item  // what one change file says of several components is one item
	groups   map[string][]*Item // by section
	made     []Made
	because  []Cause
	unsaid   []unsaid
	tickets  diag.List // what looks like a ticket in what customers read
}

// itemKey is what an item is known by: what the reader does not get any more is told apart.
type itemKey struct {
	gone bool
	resolve.Tale
}

// own tells the changes of the product itself, and why its version is what it is.
func (m *maker) own(from, to *manifest.Bundle) {
	var have []*manifest.Bundle
	if from != nil {
		have = append(have, from)
	}
	n := m.past.Releases(have, to)
	m.broken(n.Breaks)
	m.changes(nil, n.Told, n.Gone)
	if m.audience != Engineering || from == nil {
		return
	}
	for _, s := range n.Through {
		step, follows := bundle.MadeBy(s.Bundle)
		verdict := string(step.Verdict)
		if !follows {
			verdict = "first"
		}
		m.made = append(m.made, Made{
			s.Version, step.Level.Name(), step.Asked.Name(), step.RaisedBy.Name(), verdict, step.ByHand(),
		})
		for _, c := range s.Bundle.Bump.Because {
			m.because = append(m.because, Cause{s.Version, c.Component, c.From, c.To, c.Change, c.Level.String()})
		}
	}
}

// tell tells a component's step: the step itself where it is news, and the changes. It returns
// what the step brought.
func (m *maker) tell(s *step) resolve.News {
	label := m.named(s.Name, s.title).Label()
	switch s.Movement {
	case bundle.Added:
		item := &Item{Type: added, Summary: label}
		if s.component != nil {
			item.Details, _, _ = strings.Cut(strings.TrimSpace(s.component.Description.Value), "\n\n")
		}
		m.put("new", item)
	case bundle.Removed:
		m.put("upgrade", &Item{Type: removed, Summary: m.words.Say("item.removed", "component", label)})
		return resolve.News{}
	case bundle.Lowered:
		m.put("upgrade", &Item{Type: lowered, Summary: m.words.Say("item.lowered", "component", label, "from", versions(s.From), "to", versions(s.To))})
	}
	if s.Formerly != "" && m.audience != Sales {
		m.put("note", &Item{Type: renamed, Summary: m.words.Say("item.renamed", "component", label, "before", s.Formerly)})
	}
	n := m.news(s)
	if s.Movement == bundle.Added && m.audience == Sales {
		n.Told = m.able(n.Told)
	}
	m.changes(s, n.Told, n.Gone)
	return n
}

// able returns what customers are told of a new component's past: what it can do in their words.
func (m *maker) able(past []resolve.Told) []resolve.Told {
	return slices.DeleteFunc(past, func(t resolve.Told) bool {
		return t.Note.Type.Value != "feature" || !says(m.audience.ownText(t.Note))
	})
}

// changes tells changes of a component, or, for nil, of the product itself, newest first.
func (m *maker) changes(s *step, news, gone []resolve.Told) {
	for i := len(news) - 1; i >= 0; i-- {
		if t := news[i]; m.audience.hears(t.Note) {
			item := m.change(sectionOf(t.Note.Type.Value), s, t)
			if m.audience == Sales {
				m.wantText(item, s, t)
				m.suspectTickets(item, s, t)
			}
		}
	}
	for i := len(gone) - 1; i >= 0; i-- {
		if t := gone[i]; m.audience.hears(t.Note) {
			item := m.change("gone", s, t)
			if m.audience == Sales {
				m.suspectTickets(item, s, t)
			}
		}
	}
}

// change tells a change, and returns the item that does: one that is there already where another
// component brought the change too.
func (m *maker) change(section string, s *step, t resolve.Told) *Item {
	n := t.Note
	item := &Item{Type: n.Type.Value, Summary: resolve.Headline(n.Summary.Value), Details: strings.TrimSpace(m.audience.details(n))}
	var links []string
	for _, l := range n.Links {
		links = append(links, l.Value)
	}
	switch m.audience {
	case Engineering:
		item.ID, item.Reverts, item.Internal, item.Links = n.ID.Value, n.Reverts.Value, n.Internal, links
	case Sales:
		item.Summary, item.Details = resolve.WithoutTickets(item.Summary, links), resolve.WithoutTickets(item.Details, links)
		if !says(item.Summary) { // it was a ticket alone
			item.Summary = m.words.Say("kind." + item.Type)
		}
		if !says(item.Details) {
			item.Details = ""
		}
	}
	var part *Part
	if s != nil {
		part = &Part{Named: m.named(s.Name, s.title)}
		if m.audience != Sales {
			part.Version = t.Version
		}
		if m.audience == Engineering {
			part.Revision = t.Revision()
		}
	}
	key := itemKey{section == "gone", t.Tale()}
	if known := m.items[key]; known != nil {
		if part != nil {
			m.also(known, *part)
		}
		if known.Details == "" {
			known.Details = item.Details
		}
		m.heavier(known, item.Type)
		return known
	}
	m.items[key] = item
	if part != nil {
		item.Of = []Part{*part}
	} else {
		m.products[item] = t.Version
	}
	m.put(section, item)
	return item
}

// also adds a component to those that an item is about. What is about the product itself names it
// from then on; to customers it goes on to be about all of it.
func (m *maker) also(item *Item, part Part) {
	if len(item.Of) == 0 {
		if m.audience == Sales {
			return
		}
		item.Of = []Part{{Named: m.product, Version: m.products[item]}}
	}
	item.Of = append(item.Of, part)
}
