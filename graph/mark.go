package graph

// Mark says how a node or an edge stands out in pictures.
type Mark uint8

// The marks; None is the default. The last four tell how one state of a product came to be
// another.
const (
	None     Mark = iota // nothing to point out
	Conflict             // part of a contradiction: two versions, a circle, a constraint not met
	Asked                // what the reader asked about, or on the way to it
	Muted                // there for orientation only
	Added                // new
	Removed              // gone: drawn where it stood
	Raised               // at a higher version
	Lowered              // at a lower version
)

// marks are those that a legend explains, in its order, with what it says.
var marks = []struct {
	mark          Mark
	word, meaning string
}{
	{Conflict, "conflict", "in conflict"},
	{Asked, "asked", "asked about"},
	{Muted, "muted", "in the background"},
	{Added, "added", "added"},
	{Removed, "removed", "removed"},
	{Raised, "raised", "raised"},
	{Lowered, "lowered", "lowered"},
}

// String returns the word that pictures and JSON use; it is empty for None.
func (m Mark) String() string {
	for _, known := range marks {
		if known.mark == m {
			return known.word
		}
	}
	return ""
}

// meaning is what the legend says about a mark.
func (m Mark) meaning() string {
	for _, known := range marks {
		if known.mark == m {
			return known.meaning
		}
	}
	return ""
}

// drawSign writes the sign of a mark around the origin, for marks that have one.
func drawSign(out page, m Mark) {
	switch m {
	case Conflict:
		out.printf(`<path class="badge" d="M0 -8l8 14h-16z"/><path class="badge-sign" d="M0 -3v4m0 2.6v.1"/>`)
	case Asked:
		out.printf(`<circle class="badge" r="6"/><path class="badge-sign" d="M-3 0l2 2 4-4"/>`)
	case Added:
		out.printf(`<circle class="badge" r="7"/><path class="badge-sign" d="M-4 0h8M0 -4v8"/>`)
	case Removed:
		out.printf(`<path class="badge" d="M-7 -7h14v14h-14z"/><path class="badge-sign" d="M-4 0h8"/>`)
	case Raised:
		out.printf(`<path class="badge" d="M0 -8l8 8h-4v7h-8v-7h-4z"/>`)
	case Lowered:
		out.printf(`<path class="badge" d="M0 8l8 -8h-4v-7h-8v7h-4z"/>`)
	case None, Muted: // no sign
	}
}
