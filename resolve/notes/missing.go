package notes

import (
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// TicketRule is the rule of a finding about what looks like a ticket.
const TicketRule = "sales-ticket"

// unsaid is a change that customers must hear of and that has no text for them.
type unsaid struct {
	item *Item
	diag.Diagnostic
}

// missing returns what stands between the notes and customers: the changes without a text for
// them, but for those that got one from another component, and what looks like tickets.
func (m *maker) missing() diag.List {
	all := m.tickets
	for _, u := range m.unsaid {
		if u.item.Details == "" {
			all = append(all, u.Diagnostic)
		}
	}
	return all.Sorted()
}

// wantText keeps that a change which customers must hear of says nothing to them.
func (m *maker) wantText(item *Item, s *step, t resolve.Told) {
	what := map[string]string{"feature": "feature", "breaking": "breaking change"}[t.Note.Type.Value]
	if what == "" || says(m.audience.ownText(t.Note)) {
		return
	}
	d := finding(s, t, "sales-text", t.Note.Summary)
	d.Message = fmt.Sprintf("the %s %q has no text for sales", what, resolve.Headline(t.Note.Summary.Value))
	d.Hints = []string{"say it in the customer's words under texts: {sales: …}, in a change file under ## for sales"}
	m.unsaid = append(m.unsaid, unsaid{item, d})
}

// suspectTickets keeps what looks like tickets in what customers read of a change.
func (m *maker) suspectTickets(item *Item, s *step, t resolve.Told) {
	keep := func(text string, at manifest.Text) {
		for _, ticket := range resolve.SuspectTickets(text) {
			d := finding(s, t, TicketRule, at)
			d.Subject += " " + ticket
			d.Message = fmt.Sprintf("%s looks like a ticket, and customers would read it", ticket)
			d.Hints = []string{"take it out, or link the ticket under links: then it goes by itself"}
			m.tickets = append(m.tickets, d)
			d.Severity = diag.Warning
			m.problems = append(m.problems, d)
		}
	}
	keep(item.Summary, t.Note.Summary)
	for _, own := range t.Note.Texts {
		if own.Key.Value == string(Sales) {
			var links []string
			for _, l := range t.Note.Links {
				links = append(links, l.Value)
			}
			keep(resolve.WithoutTickets(own.Value.Value, links), own.Value)
		}
	}
}

// finding starts a finding about a change.
func finding(s *step, t resolve.Told, rule string, at manifest.Text) diag.Diagnostic {
	d := diag.Diagnostic{
		Rule: rule, Severity: diag.Error, Versions: []string{t.Version}, At: at.In(t.File()), Subject: t.Note.ID.Value,
	}
	if d.Subject == "" {
		d.Subject = t.Version + " " + t.Note.Summary.Value
	}
	if s != nil {
		d.Component = s.Name
	}
	return d
}
