package resolve

import (
	"strings"

	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// MovedPin is a requirement and what it asks for from now on.
type MovedPin struct {
	Requirement
	To string // as it is to be written

	version version.Version
}

// PinMove is one step of a plan of [MovePins].
type PinMove struct {
	Pins     []MovedPin // by place; one when edited in place
	Next     *Successor // the new version that takes a released one's place, its pins moved; nil: edited in place
	NextFree bool       // the number right after the released version's is taken
	Cut      bool       // the plan counts on Next being cut
}

// At returns where the first pin stands, in the released version if there is one.
func (m PinMove) At() diag.Place { return m.Pins[0].At() }

// String tells a person in one line where the step is and what to do: an edit, or the command
// that makes the new version, what to change in it, and the cut where the plan counts on one.
func (m PinMove) String() string {
	var b strings.Builder
	b.WriteString(m.At().String())
	b.WriteString(": ")
	if m.Next == nil {
		pin := m.Pins[0]
		b.WriteString(pin.Name.Value + " " + pin.Want.Value + " becomes " + pin.To)
		return b.String()
	}
	released := m.Next.Extends[0]
	name := released.Component.Name.Value
	b.WriteString(name + " " + released.Version.Value + " is released: " + m.Command() + ", then ")
	for i, pin := range m.Pins {
		if i > 0 {
			b.WriteString(" and ")
		}
		b.WriteString(pin.verb() + " " + pin.Name.Value + " " + pin.To)
	}
	b.WriteString(" in it")
	if m.Cut {
		b.WriteString(", then joinery cut " + name + " " + m.Next.Snapshot.String())
	}
	return b.String()
}

// Command returns the command that makes the new version, "" for an edit in place.
func (m PinMove) Command() string {
	if m.Next == nil {
		return ""
	}
	released := m.Next.Extends[0]
	words := []string{"joinery bump", released.Component.Name.Value}
	switch level, kinds := patchOf(released.Component); {
	case level != version.None:
		words = append(words, level.String())
	case len(kinds) > 0:
		words = append(words, kinds[0].String())
	}
	words = append(words, "--from", released.Version.Value)
	if m.NextFree {
		words = append(words, "--next-free")
	}
	return strings.Join(words, " ")
}

// verb says how the pin asks: for one version or for a range.
func (p MovedPin) verb() string {
	if p.To == p.version.String() {
		return "pin"
	}
	return "require"
}

// Moved returns a requirement rewritten in its own form so that it admits a version: an exact
// one names it, ^1.4 becomes ^2.0 for 2.0.3, ~> 3.2 becomes ~> 4.0. One that admits the version
// already stays. What has no form to keep, such as ">= 1, < 2" or a range that no pre-release
// can meet, becomes exact.
func Moved(c version.Constraint, to version.Version) string {
	if c.Admits(to) {
		return c.String()
	}
	if text, ok := c.Moved(to); ok {
		if moved, err := version.ParseConstraint(to.Scheme(), text); err == nil && moved.Admits(to) {
			return text
		}
	}
	return to.String()
}
