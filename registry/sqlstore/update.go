package sqlstore

import (
	"cmp"
	"context"
	"slices"
	"time"

	"joinery/registry"
)

type changeFunc = func(ctx context.Context, tx registry.Tx) error

// Update implements [registry.Store].
func (s *Store) Update(ctx context.Context, names []string, change changeFunc) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.group != nil {
		return s.group.update(ctx, change)
	}
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	if len(names) == 1 && s.convoy != nil {
		if travelled, err := s.convoy.update(ctx, names[0], change); travelled {
			return err
		}
	}
	for try := 1; ; try++ {
		again, err := s.attempt(ctx, names, change)
		if again == nil || again.tries() <= try {
			return err
		}
		if err := pause(ctx, s.wait(try)); err != nil {
			return err
		}
	}
}

// tries is how often a change may run that fails so.
func (f *failure) tries() int {
	switch f.trouble {
	case Taken, Again:
		return 20
	case Lost:
		return 4 // a pool may hold several connections to a server that is gone
	default:
		return 1
	}
}

// wait is how long to wait after a try: twice as long as after the one before, at most 16 ms.
func (s *Store) wait(try int) time.Duration {
	most := time.Millisecond << min(try-1, 4)
	return most/2 + time.Duration(s.random()*float64(most/2))
}

// attempt runs a change once in a transaction of its own. It returns the failure when the database
// is to blame for the error.
func (s *Store) attempt(ctx context.Context, names []string, change changeFunc) (*failure, error) {
	session, err := take(ctx, s.dialect, s.pools.Write)
	if err != nil {
		f := s.dialect.tell(ctx, "connecting", err)
		return f, f.told
	}
	defer session.release()

	t := newTx(session)
	ended := false
	defer func() {
		if !ended { // also when change panics
			session.rollback(ctx)
		}
	}()
	if err := t.begin(ctx, names, s.dialect.Hold); err != nil {
		return t.failed, err
	}
	if err := change(ctx, t); err != nil {
		return t.failed, err
	}
	ended = t.commit(ctx)
	return t.failed, t.failed.public()
}

// commitTime is how long a commit may take. It does not end with its caller's context, since nobody
// would know what became of it.
const commitTime = 30 * time.Second

// commit sends what waits and commits, at once where that can be and nothing that waits may turn out
// to be wrong. It reports whether the transaction ended.
func (t *tx) commit(ctx context.Context) bool {
	if t.d.batch == nil || t.waiting.doubtful() {
		t.flush(ctx)
	}
	if t.send(ctx, "writing") != nil { // nothing but an earlier failure
		return false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitTime)
	defer cancel()
	all := append(t.waiting.statements(t.d, t.entries), write("commit"))
	t.failed = t.d.tellCommit(t.session.run(ctx, all...))
	return t.failed == nil
}

// rollback ends the transaction, or the connection.
func (s *session) rollback(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if s.broken || s.run(ctx, write(cmp.Or(s.d.Rollback, "rollback"))) != nil {
		s.broken = true
	}
}
