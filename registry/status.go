package registry

import (
	"context"
	"slices"
	"strings"
)

// NewStatus is a change of a version's status.
type NewStatus struct {
	Item    string `json:"item"`
	Version string `json:"version"`
	Status  string `json:"status"`            // active, deprecated, disabled
	Comment string `json:"comment,omitempty"` // for people; wanted where the status goes back

	Edition int64  `json:"-"` // the item's, when it must not have changed since; 0 for any
	Key     string `json:"-"` // idempotency key, "" for none
}

// statuses are what a version can be, in the order in which it goes.
var statuses = []string{"active", "deprecated", "disabled"}

// SetStatus changes a version's status, adds a line to its log, and returns it as it is then. It needs the role
// publish. A status that is there already is left as it is, its log too. A version that was only drawn, or
// lapsed, may have one, too.
//
// The error is Invalid for a status or version that is none, NotFound for an item or version that is not there,
// Conflict when the item is of another edition or the status would go back without a comment, and Reused.
func (r *Registry) SetStatus(ctx context.Context, who Who, n NewStatus) (Version, error) {
	if err := who.May(Publish, n.Item); err != nil {
		return Version{}, err
	}
	if err := aName(n.Item); err != nil {
		return Version{}, err
	}
	if !slices.Contains(statuses, n.Status) {
		return Version{}, invalid("status", "found the status %s, wanted one of %s", Quoted(n.Status), strings.Join(statuses, ", "))
	}
	for _, err := range []error{checkText("comment", n.Comment, maxDescription), checkText("Idempotency-Key", n.Key, maxKey)} {
		if err != nil {
			return Version{}, err
		}
	}
	ctx, cancel := r.patient(ctx)
	defer cancel()
	var changed Version
	scope := "status " + n.Item + " " + who.Name
	err := r.store.Update(ctx, []string{n.Item}, func(ctx context.Context, tx Tx) error {
		known, found, err := replayed[Version](ctx, tx, scope, n.Key, n)
		if changed = known; found || err != nil {
			return err
		}
		l, err := openLedger(ctx, tx, n.Item, r.now())
		if err != nil {
			return err
		}
		if n.Edition != 0 && n.Edition != l.item.Edition {
			return stale(n.Item)
		}
		if changed, err = l.setStatus(who, n); err != nil {
			return err
		}
		changed.State = changed.At(l.now)
		if n.Key != "" {
			kept, err := r.kept(scope, n.Key, n, changed)
			if err != nil {
				return err
			}
			l.out.Answers = append(l.out.Answers, kept)
		}
		if !l.touched() {
			return nil
		}
		return tx.Write(ctx, l.writing())
	})
	return changed, err
}

// setStatus changes the status of one of the ledger's versions.
func (l *ledger) setStatus(who Who, n NewStatus) (Version, error) {
	parsed, err := l.parse("version", n.Version)
	if err != nil {
		return Version{}, err
	}
	v, ok, err := l.version(numberOf(parsed))
	if err == nil && !ok {
		err = noVersion(n.Item, n.Version)
	}
	if err != nil || v.Status == n.Status {
		return v, err
	}
	if slices.Index(statuses, n.Status) < slices.Index(statuses, v.Status) && strings.TrimSpace(n.Comment) == "" {
		return v, &Error{
			Code: Conflict, Field: "comment", Message: v.Item + " " + v.Number + " would go back from " + v.Status + " to " + n.Status + " without a word",
			Hint: "say why in the comment",
		}
	}
	v.Status = n.Status
	v.Log = append(slices.Clone(v.Log), StatusChange{Date: l.now, Status: n.Status, Comment: n.Comment, By: who.Name})
	l.change(v)
	l.tell(who, StatusChanged, v.Number, n.Status)
	return v, nil
}

// stale is the error of who changes what has changed meanwhile.
func stale(name string) *Error {
	return &Error{Code: Conflict, Field: "If-Match", Message: name + " has changed since it was read", Hint: "read it again and decide anew"}
}
