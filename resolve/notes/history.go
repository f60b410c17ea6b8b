package notes

import (
	"fmt"
	"slices"
	"strings"

	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// news returns what a component's step brought, and keeps what of it cannot be told.
func (m *maker) news(s *step) resolve.News {
	n := m.past.News(s.Name, texts(s.From), texts(s.To))
	if len(n.Unknown) > 0 {
		m.lacks(s.Name, n.Unknown, fmt.Sprintf("no manifest here knows %s %s: what %s brought is not told",
			s.Name, enumerated(n.Unknown), itOrThey(n.Unknown)))
	}
	switch {
	case len(n.Before) == 0 || len(n.Unknown) == len(s.To):
	case len(n.Before) == len(s.From):
		m.lacks(s.Name, n.Before, fmt.Sprintf("no manifest here knows %s %s, which they have: only what %s brought itself is told",
			s.Name, enumerated(n.Before), enumerated(texts(s.To))))
	default:
		m.lacks(s.Name, n.Before, fmt.Sprintf("no manifest here knows %s %s, which they have: what %s brought may be told as new",
			s.Name, enumerated(n.Before), itOrThey(n.Before)))
	}
	m.broken(n.Breaks)
	return n
}

// broken keeps where lineages end before their time, a line for each cause.
func (m *maker) broken(all []resolve.Break) {
	var groups [][]resolve.Break
	for _, b := range all {
		at := slices.IndexFunc(groups, func(g []resolve.Break) bool {
			return g[0].Had == b.Had && g[0].Unread == b.Unread
		})
		if at < 0 {
			at, groups = len(groups), append(groups, nil)
		}
		groups[at] = append(groups[at], b)
	}
	for _, g := range groups {
		m.brokenFor(g)
	}
}

// brokenFor keeps breaks of one line and one cause.
func (m *maker) brokenFor(all []resolve.Break) {
	first := all[0]
	name := first.Name()
	var missing []string
	for _, b := range all {
		if !slices.Contains(missing, b.Extends.Value) {
			missing = append(missing, b.Extends.Value)
		}
	}
	lack, verb := "what came with it and before is not told", "is"
	if len(missing) > 1 {
		lack, verb = "what came with them and before is not told", "are"
	}
	if first.Had {
		lack = "what they have from before may be told as new"
	}
	d := diag.Diagnostic{
		Rule: "known-version", Severity: diag.Warning, Component: name, Versions: missing,
		Subject: strings.Join(missing, " "), At: first.Extends.In(first.File()),
	}
	switch {
	case first.Unread != "":
		d.At = diag.Place{File: first.Unread}
		d.Message = fmt.Sprintf("%s %s cannot be read: of %s itself, %s", name, enumerated(missing), name, lack)
		for _, reason := range first.Why {
			if reason.Severity == diag.Error {
				d.Related = append(d.Related, diag.Related{At: reason.At, Message: reason.Message})
			}
		}
	case first.Bundle != nil:
		d.Message = fmt.Sprintf("%s %s %s not here: of %s itself, %s", name, enumerated(missing), verb, name, lack)
	case len(all) == 1:
		d.Message = fmt.Sprintf("%s %s extends %s, which no manifest here knows: %s", name, first.Version, first.Extends.Value, lack)
	default:
		d.Message = fmt.Sprintf("no manifest here knows %s %s, which other versions extend: %s", name, enumerated(missing), lack)
	}
	m.problems = append(m.problems, d)
}

func (m *maker) lacks(name string, versions []string, message string) {
	m.problems = append(m.problems, diag.Diagnostic{
		Rule: "known-version", Severity: diag.Warning, Component: name, Versions: versions,
		Subject: strings.Join(versions, " "), Message: message,
	})
}

// texts returns the versions that a bundle lists of a component, as written.
func texts(held []bundle.Held) []string {
	all := make([]string, len(held))
	for i, h := range held {
		all[i] = h.Version.Value
	}
	return all
}

// enumerated writes "1.0.0", "1.0.0 and 1.1.0", "1.0.0, 1.1.0 and 1.2.0".
func enumerated(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

func itOrThey(all []string) string {
	if len(all) == 1 {
		return "it"
	}
	return "they"
}
