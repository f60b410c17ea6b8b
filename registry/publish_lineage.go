package registry

import (
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
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
	if warning == "" && len(n.drawn) > 0 {
		warning = leap(n.entry)
	}
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
		name, other := l.item.Name, "let "+e.Version.Value+" extend nothing"
		switch {
		case CodeOf(err) == Conflict: // too far away to be named
			other = "let " + e.Version.Value + " extend a version that is published"
		case err != nil:
			return err
		case len(instead) > 0:
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
		case isSnapshotOf(parsed, e.Parsed):
			fault.Message += "still changes"
			fault.Hint = other
		case parsed.Prerelease() == snapshot:
			fault.Message += "still changes"
			fault.Hint = "cut " + x.Value + " and publish it first, or " + other
		default:
			fault.Message += name + " does not have"
			fault.Hint = "publish " + x.Value + " first, or in the same document; where it is lost, let " + e.Version.Value + " extend what is published"
		}
		return fault
	}
	return nil
}

// isSnapshotOf reports whether a version is the SNAPSHOT that another is cut from.
func isSnapshotOf(v, of version.Version) bool {
	if v.Prerelease() != snapshot {
		return false
	}
	if v.Scheme() == version.Loose {
		return strings.TrimSuffix(v.Canonical(), "-"+snapshot) == of.Canonical()
	}
	return v.Core().Compare(of.Core()) == 0
}

// passedOver says which published versions a version was drawn behind that its document knows nothing
// of; "" when there is none.
func (l *ledger) passedOver(e *manifest.Entry, drawn []string) (string, error) {
	behind, err := l.nearest(drawn, nil)
	if CodeOf(err) == Conflict {
		return "", nil // too far away to be told
	}
	if err != nil {
		return "", err
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

// leap says that a number goes on from one that is not published, as 1.1.1 does behind 1.1.0, where the
// version extends 1.0.0, or that a MERGE with one is none of what the version extends: there are rules against
// that. It is "" for others.
func leap(e *manifest.Entry) string {
	if levelsDown(e.Parsed.Scheme()) == nil || len(e.Extends) == 0 {
		return ""
	}
	if warning := belowMerge(e); warning != "" {
		return warning
	}
	numbers := e.Parsed.Numbers()
	for at, rule := range []string{"lineage-major-resets", "lineage-minor-resets"} {
		var top uint64
		for _, x := range e.Extends {
			top = max(top, x.Parsed.Numbers()[at])
		}
		if numbers[at] == top {
			continue
		}
		if numbers[at] < top || !slices.ContainsFunc(numbers[at+1:], func(n uint64) bool { return n > 0 }) {
			return ""
		}
		return "it extends nothing of " + prefixMark(numbers[:at+1]) + ", and is not its first number: " + without(rule)
	}
	return ""
}

func belowMerge(e *manifest.Entry) string {
	parents := make([]version.Version, len(e.Extends))
	for i, x := range e.Extends {
		parents[i] = x.Parsed
	}
	merge, err := resolve.Merge(parents, time.Time{}, time.Time{})
	if err != nil || e.Parsed.Core().Compare(merge) >= 0 {
		return ""
	}
	return "it is below " + merge.String() + ", the MERGE version of " + strings.Join(textsOf(e.Extends), " and ") + ": " + without("lineage-merge")
}

func without(rule string) string {
	return "products take it without the rule " + rule + ", or with an exception"
}
