package notes

import (
	"strings"
)

// What the formats have in common is worded here, once.

// Headline returns the notes' title, such as "Acme Suite 4.3.0".
func (n *Notes) Headline() string {
	return n.Words.Say("headline", "product", n.Product.Title, "version", n.To.Version)
}

// Intro returns the lines below the title: the day, if there is one, and what is compared.
func (n *Notes) Intro() []string {
	var lines []string
	if n.To.Released != "" {
		lines = append(lines, n.Words.Say("released", "date", n.Words.Day(n.To.Released)))
	}
	if n.From == nil {
		lines = append(lines, n.Words.Say("first"))
	} else {
		lines = append(lines, n.Words.Say("since", "version", n.From.Version))
	}
	switch {
	case len(n.Sections) > 0:
	case len(n.Moved) > 0:
		lines = append(lines, n.Words.Say("silent"))
	default:
		lines = append(lines, n.Words.Say("nothing"))
	}
	return lines
}

// Lead returns the words that stand before an item's summary, "" for most items: what a change
// that matters to those who upgrade is.
func (n *Notes) Lead(i Item) string {
	switch i.Type {
	case "breaking", "removal", "deprecation":
		return n.Words.Say("type." + i.Type)
	}
	return ""
}

// IsMarkdown reports whether an item's summary is Markdown that somebody wrote, and no sentence
// of ours about a component.
func (n *Notes) IsMarkdown(i Item) bool {
	switch i.Type {
	case added, removed, lowered, renamed:
		return false
	}
	return true
}

// Origin returns what an item is about: "Payments API", for others than sales
// "payments-api 1.4.0"; "" for the product itself.
func (i Item) Origin() string {
	var parts []string
	for _, p := range i.Of {
		text := p.Label()
		if p.Version != "" {
			text += " " + p.Version
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// Facts returns what engineering is told of an item besides: type, whether others are told,
// id, what it takes back, the commits. It is empty for other audiences.
func (n *Notes) Facts(i Item) []string {
	if n.Audience != Engineering || !n.IsMarkdown(i) {
		return nil
	}
	facts := []string{n.Words.Say("kind." + i.Type)}
	if i.Internal && i.Type != "internal" {
		facts = append(facts, n.Words.Say("internal"))
	}
	if i.ID != "" {
		facts = append(facts, i.ID)
	}
	if i.Reverts != "" {
		facts = append(facts, n.Words.Say("reverts", "id", i.Reverts))
	}
	for _, p := range i.Of {
		if p.Revision != "" {
			facts = append(facts, n.Words.Say("revision", "revision", p.Revision))
		}
	}
	return facts
}

// Table returns the components that moved as a table, its head first: component, before, now,
// and, for others than sales, the step; of a first release component and version alone. It is
// empty when none moved.
func (n *Notes) Table() [][]string {
	if len(n.Moved) == 0 {
		return nil
	}
	var rows [][]string
	row := func(name, before, now, step string) {
		switch {
		case n.From == nil:
			rows = append(rows, []string{name, now})
		case n.Audience == Sales:
			rows = append(rows, []string{name, before, now})
		default:
			rows = append(rows, []string{name, before, now, step})
		}
	}
	now := n.Words.Say("now")
	if n.From == nil {
		now = n.Words.Say("version")
	}
	row(n.Words.Say("component"), n.Words.Say("before"), now, n.Words.Say("step"))
	for _, m := range n.Moved {
		name := m.Label()
		if m.Formerly != "" && m.Formerly != name {
			name += " (" + n.Words.Say("formerly", "name", m.Formerly) + ")"
		}
		step := n.Words.Say("change." + m.Change)
		if m.Level != "" {
			step += ", " + n.Words.level(m.Level)
		}
		row(name, orDash(m.From), orDash(m.To), step)
	}
	return rows
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// Rest returns the line that names what stayed as it was, "" when nothing did.
func (n *Notes) Rest() string {
	if len(n.Unchanged) == 0 {
		return ""
	}
	names := make([]string, len(n.Unchanged))
	for i, m := range n.Unchanged {
		names[i] = m.Label() + " " + m.To
	}
	return n.Words.Say("unchanged", "components", strings.Join(names, ", "))
}

// Fact is a name and a value.
type Fact struct {
	Name, Value string
	Exact       bool // the value is one that machines compare: a digest, a file
}

// Marks returns, for others than sales, how the release is recognised: its version, day and
// digest, for support the versions that the one before has not, and the files of what moved.
func (n *Notes) Marks() []Fact {
	if n.Audience == Sales {
		return nil
	}
	facts := []Fact{{n.Words.Say("version"), n.To.Version, false}}
	if n.To.Released != "" {
		facts = append(facts, Fact{n.Words.Say("date.label"), n.Words.Day(n.To.Released), false})
	}
	if n.To.Digest != "" {
		facts = append(facts, Fact{n.Words.Say("digest"), n.To.Digest, true})
	}
	if own := n.ownVersions(); own != "" {
		facts = append(facts, Fact{n.Words.Say("mark.versions", "version", n.From.Version), own, false})
	}
	for _, a := range n.Artifacts {
		facts = append(facts, Fact{n.Words.Say("artifact") + " " + a.Component + " " + a.Version, strings.TrimSpace(a.URI + " " + a.Digest), true})
	}
	return facts
}

// ownVersions names, for support, the components that tell the release from the one before.
func (n *Notes) ownVersions() string {
	if n.Audience != Support || n.From == nil {
		return ""
	}
	var all []string
	for _, m := range n.Moved {
		if m.To != "" && m.To != m.From {
			all = append(all, m.Label()+" "+m.To)
		}
	}
	return strings.Join(all, ", ")
}
