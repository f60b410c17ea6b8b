package faulttest

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
)

// A Kind is what a call asks for.
type Kind string

// The kinds.
const (
	Draw Kind = "draw" // the next version
	Look Kind = "look" // the highest version
)

// An Outcome is what a caller knows after a call.
type Outcome string

// The outcomes.
const (
	Answered Outcome = "answered"
	Undone   Outcome = "undone"  // an error, which says that nothing was done
	Unknown  Outcome = "unknown" // an error, and it was done or not
)

// A Call is one request and its answer.
type Call struct {
	Client     int
	Kind       Kind
	Item, Line string // Line "": the highest of all
	Key        string // of a draw; calls of one key are one draw
	Number     string // that came, when it was Answered
	Outcome    Outcome
	Fault      string // the error's text

	// Began and Ended are moments: of two, the lower one was earlier.
	Began, Ended int64
}

// String returns the call in a line.
func (c Call) String() string {
	what := fmt.Sprintf("client %d, %d-%d: %s %s", c.Client, c.Began, c.Ended, c.Kind, c.Item)
	if c.Line != "" {
		what += " line " + c.Line
	}
	if c.Key != "" {
		what += " key " + c.Key
	}
	if c.Outcome != Answered {
		return fmt.Sprintf("%s: %s (%s)", what, c.Outcome, c.Fault)
	}
	return what + ": " + c.Number
}

// History is what callers were told. Any number of goroutines may add to it. Its moments are counted,
// so that no two are the same and no clock can be wrong.
type History struct {
	moment atomic.Int64
	mu     sync.Mutex
	calls  []Call
}

// Begin returns the moment at which a call begins.
func (h *History) Begin() int64 { return h.moment.Add(1) }

// End adds a call that ends now.
func (h *History) End(c Call) {
	c.Ended = h.moment.Add(1)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls = append(h.calls, c)
}

// Calls returns all calls that ended, by their beginnings.
func (h *History) Calls() []Call {
	h.mu.Lock()
	defer h.mu.Unlock()
	calls := slices.Clone(h.calls)
	slices.SortFunc(calls, func(a, b Call) int { return cmp.Compare(a.Began, b.Began) })
	return calls
}
