package notes

import (
	"slices"

	"joinery/manifest"
)

// Audience is who reads the notes: one of [manifest.Audiences].
type Audience string

// The audiences.
const (
	Sales       Audience = "sales"       // plain language for customers: titles, no internal components, no ids, no links
	Engineering Audience = "engineering" // everything, and the reason of every step
	Support     Audience = "support"     // what behaves differently, and how to recognise the release
)

// ParseAudience returns the audience of that name, false when there is none.
func ParseAudience(name string) (Audience, bool) {
	return Audience(name), slices.Contains(manifest.Audiences, name)
}

// hears reports whether the audience is told of a change.
func (a Audience) hears(n *manifest.Note) bool {
	return a == Engineering || !n.Internal && n.Type.Value != "docs" && n.Type.Value != "internal"
}

// sees reports whether the audience is told of a component, or, for nil, of a product.
func (a Audience) sees(c *manifest.Component) bool {
	return a != Sales || c == nil || c.Exposure.Value != "internal"
}

// seesStep reports whether the audience is told of a component's step. Of one that no manifest
// declares nobody knows whether it is internal: customers are told of it when the product names
// it itself.
func (a Audience) seesStep(s *step) bool {
	if s.undeclared && a == Sales {
		return s.isDirect()
	}
	return a.sees(s.component)
}

// ownText returns the text that a change has for the audience alone, "" when it has none.
func (a Audience) ownText(n *manifest.Note) string {
	for _, t := range n.Texts {
		if t.Key.Value == string(a) {
			return t.Value.Value
		}
	}
	return ""
}

// details returns what the audience reads below a change's summary: its own text, else the
// details, which customers are spared.
func (a Audience) details(n *manifest.Note) string {
	if own := a.ownText(n); own != "" || a == Sales {
		return own
	}
	return n.Details.Value
}
