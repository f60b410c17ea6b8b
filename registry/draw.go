package registry

import (
	"slices"
	"strings"
	"time"

	"joinery/manifest/version"
)

// Draw asks for the next version of an item. One of Level, Kinds and Changes says how far it is
// from what it grows out of; a MERGE needs none of them, and calver none either.
type Draw struct {
	Item string `json:"item"`

	Level   version.Level  `json:"level,omitempty"`
	Kinds   []version.Kind `json:"kinds,omitempty"`   // anyver
	Changes []string       `json:"changes,omitempty"` // types of changes, which ask for a level

	// What it grows out of: versions of the item, two or more for a MERGE; or the highest of a
	// line, MAJOR or MAJOR.MINOR and the like; or else the highest of all.
	Extends []string `json:"extends,omitempty"`
	Line    string   `json:"line,omitempty"`

	Candidate string `json:"candidate,omitempty"` // "rc" asks for the next -rc.N of the number

	Revision    string `json:"revision,omitempty"` // the commit; makes it a reservation
	Reserve     bool   `json:"reserve,omitempty"`  // makes it a reservation without a commit
	Description string `json:"description,omitempty"`

	Key string `json:"-"` // idempotency key, "" for none
}

// The limits of what a request may say, in bytes.
const (
	maxKey         = 200
	maxDescription = 4000
	maxExtends     = 50
	maxLine        = 256
	maxKinds       = 20
	maxChanges     = 1000
)

// check refuses what no item could be asked for.
func (d *Draw) check() error {
	if err := aName(d.Item); err != nil {
		return err
	}
	said := 0
	for _, is := range []bool{d.Level != version.None, len(d.Kinds) > 0, len(d.Changes) > 0} {
		if is {
			said++
		}
	}
	switch {
	case said > 1:
		return invalid("level", "found more than one of a level, kinds and changes, wanted one of them")
	case len(d.Extends) > 0 && d.Line != "":
		return invalid("line", "found both a line and versions to extend, wanted one of them")
	case len(d.Extends) > 1 && said > 0:
		return invalid("level", "found a level for a MERGE, whose number follows from its versions; wanted none")
	case len(d.Kinds) > maxKinds:
		return invalid("kinds", "found %d kinds, at most %d are taken", len(d.Kinds), maxKinds)
	case len(d.Changes) > maxChanges:
		return invalid("changes", "found %d changes, at most %d are taken", len(d.Changes), maxChanges)
	case len(d.Extends) > maxExtends:
		return invalid("extends", "found %d versions to extend, at most %d are taken", len(d.Extends), maxExtends)
	}
	for _, f := range []struct {
		name, text string
		most       int
	}{
		{"Idempotency-Key", d.Key, maxKey}, {"description", d.Description, maxDescription}, {"line", d.Line, maxLine},
	} {
		if err := checkText(f.name, f.text, f.most); err != nil {
			return err
		}
	}
	return checkRevision(d.Revision)
}

// reserved reports whether the draw is to be confirmed by publishing.
func (d *Draw) reserved() bool { return d.Reserve || d.Revision != "" }

// reservation names what gets the same number again, however it is spelt; "" for a draw that nothing
// tells from others.
func (l *ledger) reservation(d *Draw, level version.Level, kinds []version.Kind) (string, error) {
	if d.Revision == "" {
		return "", nil
	}
	extends := make([]string, len(d.Extends))
	for i, text := range d.Extends {
		v, err := l.parse("extends", text)
		if err != nil {
			return "", err
		}
		extends[i] = numberOf(v)
	}
	slices.Sort(extends)
	return fingerprint(struct {
		Level           string
		Kinds           []version.Kind
		Extends         []string
		Line, Candidate string
		Revision        string
	}{level.String(), kinds, extends, d.Line, d.Candidate, d.Revision})
}

// draw gives the ledger's item the version that is asked for. An error leaves the ledger as it was.
func (l *ledger) draw(who Who, d Draw, ttl time.Duration) (Version, error) {
	level, kinds, err := d.step(l.scheme)
	if err != nil {
		return Version{}, err
	}
	again, err := l.reservation(&d, level, kinds)
	if err != nil {
		return Version{}, err
	}
	if again != "" {
		v, found, err := l.reserved(who, d, again, ttl)
		if found || err != nil {
			return v, err
		}
	}
	next, extends, err := l.next(&d, version.Step{Level: level, Kinds: kinds})
	if err != nil {
		return Version{}, err
	}
	v := Version{
		State: Drawn, Extends: extends, Level: d.asked(level, kinds), Revision: d.Revision,
		Description: d.Description, By: who.Name,
	}
	if d.reserved() {
		v.Expires = l.now.Add(ttl)
	}
	if v, err = l.give(next, v); err != nil {
		return v, err
	}
	if again != "" {
		l.out.Answers = append(l.out.Answers, Answer{Scope: reserveScope(d.Item), Key: again, Body: []byte(v.Number), Created: l.now})
	}
	l.tell(who, VersionDrawn, v.Number, v.Level)
	return v, nil
}

// reserved returns the version that the same draw got before. One that lapsed is its again.
func (l *ledger) reserved(who Who, d Draw, key string, ttl time.Duration) (v Version, found bool, err error) {
	number := ""
	for _, a := range l.out.Answers {
		if a.Scope == reserveScope(d.Item) && a.Key == key {
			number = string(a.Body)
		}
	}
	if number == "" {
		a, ok, err := l.tx.Answer(l.ctx, reserveScope(d.Item), key)
		if err != nil || !ok {
			return v, false, err
		}
		number = string(a.Body)
	}
	v, ok, err := l.version(number)
	if err != nil || !ok {
		return v, ok, err
	}
	if v.State == Published || v.Expires.IsZero() {
		return v, true, nil
	}
	renewed := v.State != Drawn
	v.State = Drawn
	if until := l.now.Add(ttl); until.After(v.Expires) { // a clock that went back takes nothing away
		v.Expires, renewed = until, true
	}
	if renewed {
		l.change(v)
		l.tell(who, VersionRenewed, v.Number, "until "+v.Expires.Format(time.RFC3339))
	}
	return v, true, nil
}

func reserveScope(item string) string { return "reserve " + item }

// asked says in a word what was asked for.
func (d *Draw) asked(level version.Level, kinds []version.Kind) string {
	switch {
	case len(d.Extends) > 1:
		return "merge"
	case len(kinds) > 0:
		names := make([]string, len(kinds))
		for i, k := range kinds {
			names[i] = k.String()
		}
		return strings.Join(names, "+")
	case level == version.None:
		return "next"
	}
	return level.String()
}
