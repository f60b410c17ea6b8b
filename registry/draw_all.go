package registry

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Draw gives out the next version of an item. It needs the role draw.
//
// With a key, the same request gets the same answer for good; with a revision, the same item,
// line, level and revision get the same number until it is published and after. Without either,
// each call gives a number of its own.
//
// The error is Invalid for what cannot be asked of the item, NotFound for an item, line or version
// that is not there, Conflict when the scheme has no next one, Reused, Unavailable, or Unsure: then
// asking again with the same key tells what was drawn.
func (r *Registry) Draw(ctx context.Context, who Who, d Draw) (Version, error) {
	if err := who.May(Drawer, d.Item); err != nil {
		return Version{}, err
	}
	if err := d.check(); err != nil {
		return Version{}, err
	}
	return r.queue.ask(ctx, who, d)
}

// Look returns the version that a draw would get now. Nothing is drawn, and somebody else may get
// it; of a version that nobody has, Seq, By, Created and Expires are zero. It needs the role read; the errors
// are those of [Registry.Draw].
func (r *Registry) Look(ctx context.Context, who Who, d Draw) (Version, error) {
	if err := who.May(Read, d.Item); err != nil {
		return Version{}, err
	}
	if err := d.check(); err != nil {
		return Version{}, err
	}
	l, err := openLedger(ctx, unwritable{r.store}, d.Item, r.now())
	if err != nil {
		return Version{}, err
	}
	v, err := l.draw(who, d, r.o.DrawTTL)
	if _, isNew := l.given[v.Number]; isNew {
		v.Seq, v.By, v.Created, v.Expires = 0, "", time.Time{}, time.Time{}
	}
	return v, err
}

// unwritable is a transaction that only looks.
type unwritable struct{ Reader }

func (unwritable) Write(context.Context, Writing) error {
	return errors.New("found a write where nothing is written")
}

// drawAll answers a batch of draws on one item in one transaction, in their order.
func (r *Registry) drawAll(item string, batch []*asked) {
	ctx, cancel := r.patient(context.Background())
	defer cancel()
	deciding := true
	defer func() {
		fault := recover()
		switch {
		case fault != nil && deciding:
			failAll(batch, fmt.Errorf("drawing a version of %s: panic: %v", item, fault))
		case fault != nil:
			failAll(batch, lost(fmt.Errorf("panic: %v", fault)))
		}
	}()
	err := r.o.Failpoint("begin")
	if err == nil {
		err = r.store.Update(ctx, []string{item}, func(ctx context.Context, tx Tx) error {
			l, err := openLedger(ctx, tx, item, r.now())
			if err != nil {
				return err
			}
			deciding = true // again
			for _, a := range batch {
				if a.got, a.fault = r.drawOnce(l, a); a.fault != nil && !isVerdict(a.fault) {
					return a.fault
				}
			}
			if err := r.o.Failpoint("decided"); err != nil || !l.touched() {
				return err
			}
			deciding = false
			return tx.Write(ctx, l.writing())
		})
	}
	if err == nil {
		if err = r.o.Failpoint("committed"); err != nil {
			err = lost(err)
		}
	}
	if err != nil {
		failAll(batch, err)
	}
}

// lost is the error of draws that were done, or not: their answer is lost.
func lost(err error) *Error {
	return &Error{Code: Unsure, Message: "the answer was lost", Hint: "ask again with the same Idempotency-Key", Err: err}
}

// failAll gives every draw the same error.
func failAll(batch []*asked, err error) {
	for _, a := range batch {
		a.got, a.fault = Version{}, err
	}
}

// drawOnce answers one draw, from what its key got before if there is something.
func (r *Registry) drawOnce(l *ledger, a *asked) (Version, error) {
	scope := "draw " + a.draw.Item + " " + a.who.Name
	for i := range l.out.Answers { // a key may come twice in one batch
		if kept := &l.out.Answers[i]; a.draw.Key != "" && kept.Scope == scope && kept.Key == a.draw.Key {
			var v Version
			err := kept.open(a.draw, &v)
			return v, err
		}
	}
	v, found, err := replayed[Version](l.ctx, l.tx, scope, a.draw.Key, a.draw)
	if found || err != nil {
		return v, err
	}
	v, err = l.draw(a.who, a.draw, r.o.DrawTTL)
	if err != nil || a.draw.Key == "" {
		return v, err
	}
	kept, err := r.kept(scope, a.draw.Key, a.draw, v)
	if err != nil {
		return v, err
	}
	l.out.Answers = append(l.out.Answers, kept)
	return v, nil
}
