package registry

import (
	"context"
	"time"
)

// What a name can be given to.
const (
	aComponent = "component"
	aProduct   = "product" // its bundles, too, which may come before it
)

// nameScope is the scope of the answers that say what a name was given to. An answer is kept once,
// so of two who give one name to a component and to a product at once, the second runs again and
// finds it taken.
const nameScope = "name"

// claim returns the record that gives a name to something of a kind; isNew is false when it is
// that kind's already. The error is Exists when it is the other kind's.
func claim(ctx context.Context, tx Reader, kind, name string, now time.Time) (record Answer, isNew bool, err error) {
	known, given, err := tx.Answer(ctx, nameScope, name)
	if err != nil {
		return record, false, err
	}
	taken := given && string(known.Body) != kind
	switch {
	case given:
	case kind == aComponent:
		_, taken, err = tx.Product(ctx, name)
	default:
		_, taken, err = tx.Item(ctx, name)
	}
	if err == nil && taken {
		err = nameTaken(name)
	}
	return Answer{Scope: nameScope, Key: name, Body: []byte(kind), Created: now}, !given, err
}

// claim gives a name to something of a kind, once in the shelf's transaction. The error is Exists.
func (s *shelf) claim(kind, name string) error {
	switch s.claimed[name] {
	case kind:
		return nil
	case "":
	default:
		return nameTaken(name)
	}
	record, isNew, err := claim(s.ctx, s.tx, kind, name, s.now)
	if err != nil {
		return err
	}
	s.claimed[name] = kind
	if isNew {
		s.out.Answers = append(s.out.Answers, record)
	}
	return nil
}

func nameTaken(name string) *Error {
	return &Error{Code: Exists, Field: "name", Message: "there is a component or product " + name + " already", Hint: "names are given once"}
}
