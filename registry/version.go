package registry

import "time"

// A State says how far a version is.
type State string

// The states.
const (
	Drawn     State = "drawn"     // the number is given out
	Published State = "published" // what it is is known, too
	Lapsed    State = "lapsed"    // reserved, and not published in time; given to nobody else
)

// A Version is one version of an item.
type Version struct {
	Item   string
	Number string // canonical, without build information: what is unique in an item
	Text   string // as it was given out or published
	Line   string // MAJOR.MINOR and the like, see version.Version.Line
	Seq    int64  // the order in which the item's versions were given, from 1

	// State is what the store knows: a reserved version stays Drawn there when its time is
	// over, until a sweep finds it. [Version.At] tells the state at a time.
	State   State
	Created time.Time // when it was drawn, or published without a draw
	Expires time.Time // when a reserved version lapses; zero: it is confirmed

	Extends     []string // what it grew out of: numbers of the same item, as its document says, before that as drawn; none for a first one
	Level       string   // what the draw asked for: a level, kinds of anyver with + between them, "next" or "merge"; "" if it was published without one
	Revision    string   // the commit that it is built from
	Description string
	By          string // who drew or published it first

	// What was published.
	Published time.Time
	Digest    string // the entry's digest, as in bundles
	Entry     []byte // YAML text of the entry in the Component document

	// Status is active, deprecated or disabled; Log has how it came about, oldest first.
	Status string
	Log    []StatusChange
}

// A StatusChange is one line of a version's status log.
type StatusChange struct {
	Date    time.Time
	Status  string
	Comment string
	By      string
}

// At returns the version's state at a time.
func (v *Version) At(now time.Time) State {
	if v.State == Drawn && !v.Expires.IsZero() && !now.Before(v.Expires) {
		return Lapsed
	}
	return v.State
}
