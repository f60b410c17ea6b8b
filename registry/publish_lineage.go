package registry

import (
	"strings"

	"joinery/manifest"
)

// newcomer is a version that a document publishes.
type newcomer struct {
	entry   *manifest.Entry
	drawn   []string // what it was drawn behind
	outcome int      // its place among the outcomes
}

// lineage looks whether what a document says of a version's lineage holds, once all of the document's
// versions are taken. The error is Conflict.
func (s *shelf) lineage(l *ledger, n newcomer) error {
	if err := l.grewOutOf(n.entry); err != nil {
		return err
	}
	warning, err := l.passedOver(n.entry, n.drawn)
	s.outcomes[n.outcome].Warning = warning
	return err
}

// grewOutOf returns Conflict when a version that is published now extends one that is not published,
// nor in its document: no product could be made of a document that does.
func (l *ledger) grewOutOf(e *manifest.Entry) error {
	for _, x := range e.Extends {
		parsed, err := l.parse("extends", x.Value)
		if err != nil {
			return err
		}
		known, there, err := l.version(numberOf(parsed))
		if err != nil {
			return err
		}
		if there && known.State == Published {
			continue
		}
		instead, err := l.nearest([]string{x.Value}, e.Component)
		if err != nil {
			return err
		}
		name, other := l.item.Name, "let "+e.Version.Value+" extend nothing"
		if len(instead) > 0 {
			other = "let " + e.Version.Value + " extend " + strings.Join(instead, " and ")
		}
		fault := &Error{Code: Conflict, Field: name + " " + e.Version.Value, Message: name + " " + e.Version.Value + " extends " + x.Value + ", which "}
		switch {
		case there && known.At(l.now) == Lapsed:
			fault.Message += "was reserved and lapsed"
			fault.Hint = other
		case there:
			fault.Message += "was drawn and not published"
			fault.Hint = "publish " + x.Value + " first, or " + other
		case parsed.Prerelease() == snapshot && parsed.Core().Compare(e.Parsed.Core()) == 0:
			fault.Message += "still changes"
			fault.Hint = other
		case parsed.Prerelease() == snapshot:
			fault.Message += "still changes"
			fault.Hint = "cut " + x.Value + " and publish it first, or " + other
		default:
			fault.Message += name + " does not have"
			fault.Hint = "publish " + x.Value + " first, or in the same document"
		}
		return fault
	}
	return nil
}

// passedOver says which published versions a version was drawn behind that its document knows nothing
// of; "" when there is none.
func (l *ledger) passedOver(e *manifest.Entry, drawn []string) (string, error) {
	behind, err := l.nearest(drawn, nil)
	if err != nil || len(behind) == 0 {
		return "", nil // too far away to be told
	}
	var missed []string
	for _, number := range behind {
		older, err := l.stored(number)
		if err != nil {
			return "", err
		}
		holds := false
		for i := 0; i < len(e.Extends) && !holds; i++ {
			extended := e.Extends[i].Parsed
			if holds = extended.Compare(older) == 0; !holds {
				if holds, err = l.descends(extended, older); err != nil {
					return "", err
				}
			}
		}
		if !holds {
			missed = append(missed, number)
		}
	}
	if len(missed) == 0 {
		return "", nil
	}
	extended := "nothing"
	if len(e.Extends) > 0 {
		extended = strings.Join(textsOf(e.Extends), " and ") + " alone"
	}
	which := strings.Join(missed, " and ")
	return "it was drawn behind " + which + " and extends " + extended + ": notes and compatibility do not count " + which, nil
}
