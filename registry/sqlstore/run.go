package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"

	"joinery/registry"
)

// A session is one connection. It keeps what it prepared when the dialect is embedded; others do
// that by themselves, or have no use for it.
type session struct {
	mu       sync.Mutex // held while statements run: travellers of a convoy share the connection
	d        *Dialect
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
	broken   bool
}

// take takes a connection out of a pool. The error is the driver's.
func take(ctx context.Context, d *Dialect, pool *sql.DB) (*session, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	s := &session{d: d, conn: conn}
	if d.Embedded {
		s.prepared = map[string]*sql.Stmt{}
	}
	return s, nil
}

// run runs statements, one after the other or all at once. The error is the driver's, or a
// *failure.
func (s *session) run(ctx context.Context, all ...*statement) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	possible := all[:0:0]
	for _, q := range all {
		if err := q.bind(s.d); err == nil {
			possible = append(possible, q)
		} else if q.row == nil {
			return &failure{told: err}
		} // else, nothing like that can be there
	}
	if s.d.batch != nil && len(possible) > 1 {
		return s.note(s.d.batch(ctx, s.d, s.conn, possible))
	}
	for _, q := range possible {
		if err := s.note(s.runOne(ctx, q, s.d.placed(q.text))); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) runOne(ctx context.Context, q *statement, text string) error {
	if s.prepared == nil {
		return q.on(ctx, s.conn, text)
	}
	p, ok := s.prepared[text]
	if !ok {
		var err error
		if p, err = s.conn.PrepareContext(ctx, text); err != nil {
			return err
		}
		s.prepared[text] = p
	}
	return q.on(ctx, prepared{p}, text)
}

// note remembers that the connection is of no use any more.
func (s *session) note(err error) error {
	if f := new(failure); err != nil && !errors.As(err, &f) && s.d.Trouble(err) == Lost {
		s.broken = true
	}
	return err
}

// release gives the connection back, or closes it when it broke.
func (s *session) release() {
	for _, p := range s.prepared {
		p.Close()
	}
	if s.broken {
		s.conn.Raw(func(any) error { return driver.ErrBadConn })
	}
	s.conn.Close()
}

// asker is what statements run on: a pool, a connection, what is prepared.
type asker interface {
	QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error)
}

// prepared runs one text.
type prepared struct{ p *sql.Stmt }

func (p prepared) QueryContext(ctx context.Context, _ string, args ...any) (*sql.Rows, error) {
	return p.p.QueryContext(ctx, args...)
}

func (p prepared) ExecContext(ctx context.Context, _ string, args ...any) (sql.Result, error) {
	return p.p.ExecContext(ctx, args...)
}

// on runs the statement.
func (s *statement) on(ctx context.Context, db asker, text string) error {
	if s.row == nil {
		result, err := db.ExecContext(ctx, text, s.args...)
		if err != nil || s.need == nil {
			return err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return err
		}
		return s.met(n)
	}
	rows, err := db.QueryContext(ctx, text, s.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := s.read(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// met returns the statement's need when it met no row.
func (s *statement) met(rows int64) error {
	if s.need == nil || rows > 0 {
		return nil
	}
	return s.need
}

// read reads a row. What cannot be read is a *failure.
func (s *statement) read(scan scanFunc) error {
	if err := s.row(scan); err != nil {
		return &failure{told: &registry.Error{Code: registry.Internal, Message: "the database holds what cannot be read", Err: err}}
	}
	return nil
}

// runPool runs queries on a pool, each on a connection of its own. The error is as run's.
func (d *Dialect) runPool(ctx context.Context, pool *sql.DB, all ...*statement) error {
	for _, q := range all {
		if q.bind(d) != nil {
			continue // nothing like that can be there
		}
		if err := q.on(ctx, pool, d.placed(q.text)); err != nil {
			return err
		}
	}
	return nil
}
