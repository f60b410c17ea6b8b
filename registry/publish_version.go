package registry

import (
	"slices"
	"time"

	"joinery/manifest"
	"joinery/resolve/bundle"
)

// snapshot is the pre-release of a version that still changes.
const snapshot = "SNAPSHOT"

// entry takes a version. It reports whether it was not published before, and then what it was drawn
// behind.
func (s *shelf) entry(l *ledger, e *manifest.Entry, text []byte) (drawn []string, isNew bool, err error) {
	parsed := e.Parsed
	if parsed.Prerelease() == snapshot {
		s.add("Version", l.item.Name, parsed.String(), OutcomeLeftOut, "a SNAPSHOT still changes")
		return nil, false, nil
	}
	v, there, err := l.version(numberOf(parsed))
	if err != nil {
		return nil, false, err
	}
	if there && v.State == Published {
		return nil, false, s.again(l, v, e, text)
	}
	if err := mayConfirm(v, there, e, s.who, l.now); err != nil {
		return nil, false, err
	}
	v.State, v.Published, v.Expires = Published, l.now, time.Time{}
	v.Text, v.Entry, v.Digest = parsed.String(), text, bundle.EntryDigest(e)
	v.Description = e.Description.Value
	if e.Revision.Value != "" {
		v.Revision = e.Revision.Value
	}
	drawn, v.Extends = v.Extends, textsOf(e.Extends)
	v.goOn(e, manifest.Active)
	if there {
		l.change(v)
		s.add("Version", v.Item, v.Number, OutcomeConfirmed, "")
	} else {
		v.By = s.who.Name
		if v, err = l.give(parsed, v); err != nil {
			return nil, false, err
		}
		s.add("Version", v.Item, v.Number, OutcomeAdded, "")
	}
	l.tell(s.who, VersionPublished, v.Number, v.Digest)
	return drawn, true, nil
}

// mayConfirm returns Conflict when a version that was drawn is somebody else's.
func mayConfirm(v Version, there bool, e *manifest.Entry, who Who, now time.Time) error {
	if !there {
		return nil
	}
	own := v.Revision == "" || v.Revision == e.Revision.Value
	name := v.Item + " " + v.Number
	switch {
	case v.At(now) == Lapsed && !own:
		return &Error{Code: Conflict, Field: name, Message: name + " lapsed on " + v.Expires.Format(time.RFC3339) + ": it was drawn for the revision " + v.Revision + " and not published in time",
			Hint: "draw another version, or publish it with revision: " + v.Revision}
	case v.At(now) == Lapsed && v.Revision == "" && v.By != who.Name:
		return &Error{Code: Conflict, Field: name, Message: name + " lapsed on " + v.Expires.Format(time.RFC3339) + ": " + v.By + " reserved it and did not publish it in time",
			Hint: "draw another version, or let " + v.By + " publish it"}
	case v.Revision != "" && e.Revision.Value != "" && !own:
		return &Error{Code: Conflict, Field: name, Message: name + " was drawn for the revision " + v.Revision + ", the document says " + e.Revision.Value,
			Hint: "each revision draws a version of its own"}
	}
	return nil
}

// again takes a version that is published already.
func (s *shelf) again(l *ledger, v Version, e *manifest.Entry, text []byte) error {
	if digest := bundle.EntryDigest(e); digest != v.Digest {
		return &Error{Code: Conflict, Field: v.Item + " " + v.Number, Message: v.Item + " " + v.Number + " is published already, with another content (" + v.Digest + ", found " + digest + ")",
			Hint: "what is published stays; draw another version for what changed"}
	}
	if slices.Equal(v.Entry, text) {
		s.add("Version", v.Item, v.Number, OutcomeUnchanged, "")
		return nil
	}
	before, said := v.Status, statusIn(l.item, v)
	v.Entry, v.Description, v.Text = text, e.Description.Value, e.Version.Value
	v.goOn(e, said)
	l.change(v)
	if v.Status != before {
		l.tell(s.who, StatusChanged, v.Number, v.Status)
	} else {
		l.tell(s.who, VersionPublished, v.Number, "updated")
	}
	s.add("Version", v.Item, v.Number, OutcomeUpdated, "")
	return nil
}
