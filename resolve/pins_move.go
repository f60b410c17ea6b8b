package resolve

import (
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// MovedPin is a requirement and what it asks for from now on.
type MovedPin struct {
	Requirement
	To string // as it is to be written

	version version.Version
}

// MovedTo returns the requirement as it is once it admits a version; see [Moved].
func (r Requirement) MovedTo(to version.Version) MovedPin {
	return MovedPin{Requirement: r, To: Moved(r.Constraint, to), version: to}
}

// PinMove is one step of a plan of [MovePins].
type PinMove struct {
	Pins     []MovedPin      // by name; one when edited in place, maybe none for a version under way
	Next     *Successor      // a new version takes a released one's place, its pins moved
	UnderWay *manifest.Entry // one that is being made already does, and the plan counts on its cut
	NextFree bool            // the number right after the released version's is taken
	Cut      bool            // the plan counts on the version being cut
}

// At returns where the first pin stands, in the released version if there is one; where the
// version under way stands when it has nothing to move.
func (m PinMove) At() diag.Place {
	if len(m.Pins) == 0 {
		return m.UnderWay.At()
	}
	return m.Pins[0].At()
}

// String tells a person in one line where the step is and what to do: an edit, or the command
// that makes the new version, what to change in it, and the cut where the plan counts on one.
func (m PinMove) String() string {
	where := m.At().String() + ": "
	var does []string
	var name, version, snapshot string
	switch {
	case m.Next != nil:
		released := m.Next.Extends[0]
		name, version, snapshot = released.Component.Name.Value, released.Version.Value+" is released", m.Next.Snapshot.String()
		does = append(does, m.Command())
	case m.UnderWay != nil:
		name, snapshot = m.UnderWay.Component.Name.Value, m.UnderWay.Version.Value
		version = snapshot + " is under way"
	default:
		pin := m.Pins[0]
		return where + pin.Name.Value + " " + pin.Want.Value + " becomes " + pin.To
	}
	pins := make([]string, len(m.Pins))
	for i, pin := range m.Pins {
		pins[i] = pin.verb() + " " + pin.Name.Value + " " + pin.To
	}
	if len(pins) > 0 {
		does = append(does, strings.Join(pins, " and ")+" in it")
	}
	if m.Cut {
		does = append(does, "joinery cut "+name+" "+snapshot)
	}
	return where + name + " " + version + ": " + strings.Join(does, ", then ")
}

// Command returns the command that makes the new version, "" when there is none to make.
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
// already stays. What has no form to keep, such as ">= 1, < 2", or a form that cannot admit the
// version, such as ~> and a pre-release, becomes exact: so no range grows wider.
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
