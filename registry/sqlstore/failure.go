package sqlstore

import (
	"context"
	"errors"

	"joinery/registry"
)

// A failure is a database's error: what it means to us, and what others are told.
type failure struct {
	trouble Trouble
	told    error // an *registry.Error, or a context's error
}

func (f *failure) Error() string { return f.told.Error() }
func (f *failure) Unwrap() error { return f.told }

// tell returns the failure that an error is, nil for nil. Doing is what we did.
func (d *Dialect) tell(ctx context.Context, doing string, err error) *failure {
	if err == nil {
		return nil
	}
	if f := new(failure); errors.As(err, &f) {
		return f
	}
	if e := new(registry.Error); errors.As(err, &e) {
		return &failure{told: err}
	}
	if ended := ctx.Err(); ended != nil {
		return &failure{told: ended}
	}
	trouble := d.Trouble(err)
	e := &registry.Error{Code: registry.Internal, Message: "the database failed while " + doing, Err: err}
	switch trouble {
	case Taken:
		e.Code, e.Message = registry.Exists, "the database holds such a row already"
	case Again:
		e.Code, e.Message = registry.Unavailable, "other changes were in the way, nothing was done"
	case Lost:
		e.Code, e.Message = registry.Unavailable, "the database cannot be reached, nothing was done"
	case Down:
		e.Code, e.Message = registry.Unavailable, "the database takes no work now, nothing was done"
	case Full:
		e.Code, e.Message = registry.Full, "the database has no room left, nothing was done"
	case Damaged:
		e.Message, e.Hint = "the database's file is damaged", mendDamage
	}
	return &failure{trouble, e}
}

const mendDamage = "bring a whole copy back, and let the counters jump: the command restore"

// errDamaged refuses a file that lacks something.
func errDamaged(file string, err error) error {
	return &registry.Error{
		Code: registry.Invalid, Field: "db", Message: file + " is damaged: a copy that broke off, or no registry's file", Err: err, Hint: mendDamage,
	}
}

// tellOpen is tell for an error before there is a store. File is the database's path, "" of a server.
func (d *Dialect) tellOpen(ctx context.Context, file string, err error) error {
	f := d.tell(ctx, "it was opened", err)
	e := new(registry.Error)
	switch {
	case f == nil:
		return nil
	case file == "" || !errors.As(f.told, &e) || e.Code == registry.Invalid || e.Field != "":
		return f.told
	case f.trouble == Damaged:
		return errDamaged(file, err)
	}
	told := *e
	told.Field, told.Message = "db", file+": "+e.Message
	switch f.trouble {
	case Down:
		told.Message = file + " cannot be opened, nothing was done"
	case Full:
		told.Hint = "there has to be room beside the file, too, for its log"
	}
	return &told
}

// tellCommit is tell for a commit's error, after which all or nothing may have been done.
func (d *Dialect) tellCommit(err error) *failure {
	f := d.tell(context.Background(), "it committed", err)
	if f != nil && f.trouble == Lost {
		f.trouble = Other
		f.told = &registry.Error{
			Code: registry.Unsure, Message: "the database's answer to a commit was lost: it was done, or not",
			Hint: "ask again with the same idempotency key", Err: err,
		}
	}
	return f
}

// public returns what others are told.
func (f *failure) public() error {
	if f == nil {
		return nil
	}
	return f.told
}

func errClosed() error { return registry.Errorf(registry.Unavailable, "the store is closed") }
