package daemon

// Error is what is wrong with a setting or with the machine: what was found, what was wanted.
type Error struct {
	Message string
	Hint    string // what to do next, "" if there is nothing to say
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Hints returns what to do next, nil if there is nothing to say.
func (e *Error) Hints() []string {
	if e.Hint == "" {
		return nil
	}
	return []string{e.Hint}
}

func failed(message, hint string) error { return &Error{message, hint} }
