package storetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
)

// A broken store does one thing wrong. The suite must find it.
type broken struct {
	registry.Store
	update   func(ctx context.Context, s registry.Store, names []string, change func(context.Context, registry.Tx) error) error
	write    func(ctx context.Context, tx registry.Tx, w registry.Writing) error
	items    func(q registry.ItemQuery, all []registry.Item) []registry.Item
	askItems func(q registry.ItemQuery) registry.ItemQuery
	versions func(q registry.VersionQuery) registry.VersionQuery
	audit    func(q registry.AuditQuery) registry.AuditQuery
	close    func(s registry.Store) error
}

type brokenTx struct {
	registry.Tx
	b *broken
}

func (b *broken) Update(ctx context.Context, names []string, change func(context.Context, registry.Tx) error) error {
	wrapped := func(ctx context.Context, tx registry.Tx) error { return change(ctx, brokenTx{tx, b}) }
	if b.update != nil {
		return b.update(ctx, b.Store, names, wrapped)
	}
	return b.Store.Update(ctx, names, wrapped)
}

func (t brokenTx) Write(ctx context.Context, w registry.Writing) error {
	if t.b.write != nil {
		return t.b.write(ctx, t.Tx, w)
	}
	return t.Tx.Write(ctx, w)
}

func (b *broken) Items(ctx context.Context, q registry.ItemQuery) ([]registry.Item, error) {
	if b.askItems != nil {
		q = b.askItems(q)
	}
	all, err := b.Store.Items(ctx, q)
	if b.items != nil {
		all = b.items(q, all)
	}
	return all, err
}

func (b *broken) Versions(ctx context.Context, q registry.VersionQuery) ([]registry.Version, error) {
	if b.versions != nil {
		q = b.versions(q)
	}
	return b.Store.Versions(ctx, q)
}

func (b *broken) Audit(ctx context.Context, q registry.AuditQuery) ([]registry.Entry, error) {
	if b.audit != nil {
		q = b.audit(q)
	}
	return b.Store.Audit(ctx, q)
}

func (b *broken) Close() error {
	if b.close != nil {
		return b.close(b.Store)
	}
	return b.Store.Close()
}

// unlocked runs a change on what is committed, and writes at the end.
type unlocked struct {
	registry.Reader
	all []registry.Writing
}

func (u *unlocked) Write(_ context.Context, w registry.Writing) error {
	u.all = append(u.all, w)
	return nil
}

// rewriting is a store that writes something else than it was asked to.
func rewriting(f func(w *registry.Writing)) *broken {
	return &broken{write: func(ctx context.Context, tx registry.Tx, w registry.Writing) error {
		w = join(w) // lists of its own
		f(&w)
		return tx.Write(ctx, w)
	}}
}

func TestSuiteFindsBrokenStores(t *testing.T) {
	type change = func(context.Context, registry.Tx) error
	for _, c := range []struct {
		what  string
		store *broken
		found string // by these behaviours, others may find it, too
	}{
		{"keeps what failed", &broken{update: func(ctx context.Context, s registry.Store, names []string, f change) (failed error) {
			err := s.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error {
				failed = f(ctx, tx)
				return nil
			})
			return errors.Join(failed, err)
		}}, "a change is kept whole or not"},
		{"loses what it acknowledged", &broken{update: func(ctx context.Context, s registry.Store, names []string, f change) error {
			err := s.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error {
				if err := f(ctx, tx); err != nil {
					return err
				}
				return errChange
			})
			if err == errChange {
				return nil
			}
			return err
		}}, "items are kept, draws"},
		{"holds no rows", &broken{update: func(ctx context.Context, s registry.Store, names []string, f change) error {
			u := &unlocked{Reader: s}
			if err := f(ctx, u); err != nil {
				return err
			}
			runtime.Gosched()
			return s.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error {
				for _, w := range u.all {
					if err := tx.Write(ctx, w); err != nil {
						return err
					}
				}
				return nil
			})
		}}, "rows that appear are held, two change one product, two add one thing, a change sees its own writes"},
		{"swallows a panic", &broken{update: func(ctx context.Context, s registry.Store, names []string, f change) (err error) {
			defer func() {
				if v := recover(); v != nil {
					err = fmt.Errorf("panic: %v", v)
				}
			}()
			return s.Update(ctx, names, f)
		}}, "a change is kept whole or not"},
		{"wraps change's error", &broken{update: func(ctx context.Context, s registry.Store, names []string, f change) error {
			if err := s.Update(ctx, names, f); err != nil {
				return fmt.Errorf("update: %w", err)
			}
			return nil
		}}, "a change is kept whole or not"},
		{"runs a change twice", &broken{update: func(ctx context.Context, s registry.Store, names []string, f change) error {
			return s.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error {
				if err := f(ctx, tx); err != nil {
					return f(ctx, tx)
				}
				return nil
			})
		}}, "a change is kept whole or not"},
		{"waits for ever", &broken{update: func(ctx context.Context, s registry.Store, names []string, f change) error {
			return s.Update(context.WithoutCancel(ctx), names, f)
		}}, "contexts"},
		{"takes what is there twice", &broken{write: func(ctx context.Context, tx registry.Tx, w registry.Writing) error {
			w = join(w)
			seen := map[string]bool{}
			w.NewVersions = slices.DeleteFunc(w.NewVersions, func(v registry.Version) bool {
				_, there, _ := tx.Version(ctx, v.Item, v.Number)
				double := seen[v.Number]
				seen[v.Number] = true
				return there || double
			})
			return tx.Write(ctx, w)
		}}, "nothing is there twice, a change that does not look"},
		{"does not know letter case", rewriting(func(w *registry.Writing) {
			for i := range w.Marks {
				w.Marks[i].Key = strings.ToLower(w.Marks[i].Key)
			}
		}), "names are bytes, lists are sorted by bytes"},
		{"cuts blanks", rewriting(func(w *registry.Writing) {
			for i := range w.Answers {
				w.Answers[i].Key = strings.TrimRight(w.Answers[i].Key, " ")
			}
		}), "names are bytes, texts"},
		{"keeps seconds", rewriting(func(w *registry.Writing) {
			for i := range w.NewVersions {
				w.NewVersions[i].Expires = w.NewVersions[i].Expires.Truncate(time.Second)
			}
		}), "times, versions are kept, versions fall due"},
		{"keeps 64 KiB", rewriting(func(w *registry.Writing) {
			for i := range w.NewBundles {
				w.NewBundles[i].Document = w.NewBundles[i].Document[:min(len(w.NewBundles[i].Document), 1<<16-1)]
			}
		}), "documents"},
		{"keeps texts of 64 KiB", rewriting(func(w *registry.Writing) {
			for i := range w.NewItems {
				w.NewItems[i].Description = w.NewItems[i].Description[:min(len(w.NewItems[i].Description), 1<<16-1)]
			}
		}), "limits"},
		{"splits lists at commas", rewriting(func(w *registry.Writing) {
			for i := range w.NewTokens {
				w.NewTokens[i].Items = strings.Split(strings.Join(w.NewTokens[i].Items, ","), ",")
			}
		}), "texts"},
		{"loses the audit log", rewriting(func(w *registry.Writing) { w.Entries = nil }), "audit is kept, audit is filtered, draws"},
		{"takes % for a pattern", &broken{askItems: func(q registry.ItemQuery) registry.ItemQuery {
			q.Contains = strings.ReplaceAll(q.Contains, "%", "")
			return q
		}}, "items are searched"},
		{"gives one more", &broken{askItems: func(q registry.ItemQuery) registry.ItemQuery {
			q.Limit++
			return q
		}}, "pages, items are listed"},
		{"sorts as people do", &broken{items: func(_ registry.ItemQuery, all []registry.Item) []registry.Item {
			slices.SortFunc(all, func(a, b registry.Item) int {
				return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
			})
			return all
		}}, "lists are sorted by bytes"},
		{"forgets a bound", &broken{versions: func(q registry.VersionQuery) registry.VersionQuery {
			q.After = 0
			return q
		}}, "versions are listed, pages, a store does as memory does"},
		{"takes who for anybody", &broken{audit: func(q registry.AuditQuery) registry.AuditQuery {
			q.Who = ""
			return q
		}}, "audit is filtered, names are bytes"},
		{"does not close", &broken{close: func(registry.Store) error { return nil }}, "closing"},
		{"closes once", &broken{close: func(s registry.Store) error {
			if s.Check(context.Background()) != nil {
				return errChange
			}
			return s.Close()
		}}, "closing"},
	} {
		for _, name := range strings.Split(c.found, ", ") {
			at := slices.IndexFunc(behaviours, func(b behaviour) bool { return b.name == name })
			if at < 0 {
				t.Fatalf("there is no behaviour %q", name)
			}
			record := play(t, behaviours[at], func() registry.Store {
				one := *c.store
				one.Store = memory.New()
				return &one
			})
			if !record.failed {
				t.Errorf("a store that %s passes %q, want it to fail", c.what, name)
			}
		}
	}
}

// play runs a behaviour and keeps its failure to itself.
func play(t *testing.T, b behaviour, open func() registry.Store) *recorder {
	r := &recorder{TB: t}
	done := make(chan bool)
	go func() {
		defer close(done)
		defer func() {
			for _, f := range slices.Backward(r.cleanups) {
				f()
			}
		}()
		b.test(r, Harness{Open: func(testing.TB) registry.Store { return open() }, Volatile: true})
	}()
	<-done
	return r
}

// A recorder is a test that may fail.
type recorder struct {
	testing.TB
	mu       sync.Mutex
	failed   bool
	cleanups []func()
}

func (r *recorder) fail() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = true
}

func (r *recorder) Errorf(string, ...any) { r.fail() }
func (r *recorder) Error(...any)          { r.fail() }
func (r *recorder) Cleanup(f func())      { r.cleanups = append(r.cleanups, f) }

func (r *recorder) Fatalf(string, ...any) {
	r.fail()
	runtime.Goexit()
}

func (r *recorder) Fatal(...any) {
	r.fail()
	runtime.Goexit()
}
