//go:build unix

package faulttest_test

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"joinery/registry"
)

// mutant is a store that was broken on purpose.
type mutant struct {
	registry.Store
	update func(ctx context.Context, names []string, change changeFunc) error
	mark   func(ctx context.Context, item, key string) (string, error)
	row    func(ctx context.Context, item, number string) (registry.Version, bool, error)
}

type changeFunc = func(context.Context, registry.Tx) error

func (m *mutant) Update(ctx context.Context, names []string, change changeFunc) error {
	if m.update == nil {
		return m.Store.Update(ctx, names, change)
	}
	return m.update(ctx, names, change)
}

func (m *mutant) Mark(ctx context.Context, item, key string) (string, error) {
	if m.mark == nil {
		return m.Store.Mark(ctx, item, key)
	}
	return m.mark(ctx, item, key)
}

func (m *mutant) Version(ctx context.Context, item, number string) (registry.Version, bool, error) {
	if m.row == nil {
		return m.Store.Version(ctx, item, number)
	}
	return m.row(ctx, item, number)
}

// every returns a function that is true each nth time.
func every(n int64) func() bool {
	var count atomic.Int64
	return func() bool { return count.Add(1)%n == 0 }
}

// forgets does not keep each fortieth change, as a disk does that lost power before it wrote.
func forgets(s registry.Store) registry.Store {
	now, undone := every(40), registry.Errorf(registry.Internal, "undone")
	return &mutant{Store: s, update: func(ctx context.Context, names []string, change changeFunc) error {
		forget := now()
		err := s.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error {
			if err := change(ctx, tx); err != nil || !forget {
				return err
			}
			return undone
		})
		if err == error(undone) {
			return nil
		}
		return err
	}}
}

// editing is a transaction that writes something else than it was told.
type editing struct {
	registry.Tx
	edit func(w *registry.Writing)
}

func (e editing) Write(ctx context.Context, w registry.Writing) error {
	e.edit(&w)
	return e.Tx.Write(ctx, w)
}

func edits(s registry.Store, edit func(w *registry.Writing)) registry.Store {
	return &mutant{Store: s, update: func(ctx context.Context, names []string, change changeFunc) error {
		return s.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error { return change(ctx, editing{tx, edit}) })
	}}
}

func keepsNoAnswers(s registry.Store) registry.Store {
	return edits(s, func(w *registry.Writing) { w.Answers = nil })
}

func keepsNoVersions(s registry.Store) registry.Store {
	now := every(40)
	return edits(s, func(w *registry.Writing) {
		if now() {
			w.NewVersions = nil
		}
	})
}

// saysUndone loses the answers of commits, and does not say so.
func saysUndone(s registry.Store) registry.Store {
	now := every(40)
	return &mutant{Store: s, update: func(ctx context.Context, names []string, change changeFunc) error {
		err := s.Update(ctx, names, change)
		if err == nil && now() {
			return registry.Errorf(registry.Unavailable, "nothing was done")
		}
		return err
	}}
}

// runsTwice asks for what was answered once more, as one does who retries blindly: the keys of the
// second time are lost.
func runsTwice(s registry.Store) registry.Store {
	now := every(40)
	return &mutant{Store: s, update: func(ctx context.Context, names []string, change changeFunc) error {
		if now() {
			err := s.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error {
				return change(ctx, editing{tx, func(w *registry.Writing) {
					w.Answers = nil
					for i := range w.NewVersions {
						w.NewVersions[i].Description = ""
					}
				}})
			})
			if err != nil {
				return err
			}
		}
		return s.Update(ctx, names, change)
	}}
}

// lags answers each second look with what was true some time ago.
func lags(s registry.Store) registry.Store {
	var mu sync.Mutex
	old, now := map[string]string{}, every(2)
	return &mutant{Store: s, mark: func(ctx context.Context, item, key string) (string, error) {
		number, err := s.Mark(ctx, item, key)
		mu.Lock()
		defer mu.Unlock()
		if old[item+key] == "" || now() {
			old[item+key] = number
		}
		return old[item+key], err
	}}
}

// hurries answers looks with the number that the next draw will get.
func hurries(s registry.Store) registry.Store {
	now := every(20)
	return &mutant{
		Store: s,
		mark: func(ctx context.Context, item, key string) (string, error) {
			number, err := s.Mark(ctx, item, key)
			if err != nil || !now() {
				return number, err
			}
			v, err := registryOn(s).Look(ctx, admin, drawPatch(item))
			return v.Number, err
		},
		row: func(ctx context.Context, item, number string) (registry.Version, bool, error) {
			return registry.Version{Item: item, Number: number, State: registry.Drawn}, true, nil
		},
	}
}

// unlocked reads before it has the lock, as one does who takes max() + 1 outside of it.
func unlocked(s registry.Store) registry.Store {
	return &mutant{Store: s, update: func(ctx context.Context, names []string, change changeFunc) error {
		var w registry.Writing
		if err := change(ctx, recording{s, &w}); err != nil {
			return err
		}
		time.Sleep(time.Millisecond)
		return s.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, w) })
	}}
}

// recording is a transaction that only keeps in mind what is to be written.
type recording struct {
	registry.Reader
	w *registry.Writing
}

func (r recording) Write(_ context.Context, w registry.Writing) error { *r.w = w; return nil }
