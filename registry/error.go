package registry

import (
	"errors"
	"fmt"

	"joinery/manifest/diag"
)

// A Code says what sort of trouble an error is. Stores and the registry raise codes, a server maps
// each to one status; what has no code is Internal.
type Code string

// The codes.
const (
	Invalid     Code = "invalid"     // the request says something that cannot be
	NotFound    Code = "not-found"   // there is no such item, version, product, bundle or token
	Exists      Code = "exists"      // the name or number is taken by something else
	Conflict    Code = "conflict"    // the state of things does not allow it, such as a stale ETag
	Reused      Code = "key-reused"  // an idempotency key came again with another request
	Denied      Code = "denied"      // who asks may not
	Unknown     Code = "unknown"     // nobody knows who asks: no token, or none that is valid
	Full        Code = "full"        // the store has no room left; nothing was done
	Unavailable Code = "unavailable" // nothing was done, try again
	Unsure      Code = "unsure"      // the answer was lost: it was done, or not; try again with the same key
	Internal    Code = "internal"    // a fault in here; its text is for the log
)

// Error is an error with a code. Message is for people: what was found, what was wanted.
type Error struct {
	Code    Code
	Message string
	Hint    string // what to do next, "" if there is nothing to say
	Field   string // the part of the request that is to blame, "" if none is

	// Findings are what is wrong with published documents, sorted.
	Findings diag.List

	Err error // beneath, may be nil; not shown to strangers
}

// Error returns the message, and what lies beneath.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

// Unwrap returns what lies beneath.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an error of a code.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// invalid makes an error about a part of a request.
func invalid(field, format string, args ...any) *Error {
	e := Errorf(Invalid, format, args...)
	e.Field = field
	return e
}

// CodeOf returns an error's code: Internal for an error without one, "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e := new(Error); errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// isVerdict reports whether an error is an answer to a request, and not about the store.
func isVerdict(err error) bool {
	switch CodeOf(err) {
	case Invalid, NotFound, Exists, Conflict, Reused, Denied:
		return true
	}
	return false
}

// Retryable reports whether asking again may help, with the same idempotency key.
func Retryable(err error) bool {
	code := CodeOf(err)
	return code == Unavailable || code == Unsure
}
