package duckdb

import (
	"context"
	"database/sql/driver"
	"errors"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// conn is a connection that knows savepoints, see journal.
type conn struct {
	*duckdb.Conn
	database *duckdb.Connector
	journal
}

// Close implements [driver.Conn].
func (c *conn) Close() error { return errors.Join(c.Conn.Close(), c.database.Close()) }

// PrepareContext implements [driver.ConnPrepareContext].
func (c *conn) PrepareContext(ctx context.Context, text string) (driver.Stmt, error) {
	switch {
	case strings.HasPrefix(text, "savepoint "):
		return verb(c.save), nil
	case strings.HasPrefix(text, "release "):
		return verb(c.release), nil
	case strings.HasPrefix(text, "rollback to "):
		return verb(func() error { return c.goBack(c.Conn) }), nil
	}
	prepared, err := c.Conn.PrepareContext(ctx, text)
	if err != nil {
		c.broken = true
		return nil, err
	}
	s := &stmt{Stmt: prepared.(*duckdb.Stmt), journal: &c.journal}
	kind, err := s.StatementType()
	s.turns = err == nil && kind == duckdb.STATEMENT_TYPE_TRANSACTION
	return s, nil
}

// stmt is a statement that is noted when it has run.
type stmt struct {
	*duckdb.Stmt
	journal *journal
	turns   bool // it begins a transaction, or ends one
}

// ExecContext implements [driver.StmtExecContext].
func (s *stmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	result, err := s.Stmt.ExecContext(ctx, args)
	if s.turns {
		s.journal.clear()
	} else {
		s.journal.note(step{s.Stmt, args}, err)
	}
	return result, err
}

// QueryContext implements [driver.StmtQueryContext].
func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	rows, err := s.Stmt.QueryContext(ctx, args)
	if err != nil {
		s.journal.broken = true
	}
	return rows, err
}

// verb is a statement of which the database knows nothing.
type verb func() error

// Close implements [driver.Stmt].
func (verb) Close() error { return nil }

// NumInput implements [driver.Stmt].
func (verb) NumInput() int { return 0 }

// Exec implements [driver.Stmt].
func (v verb) Exec([]driver.Value) (driver.Result, error) { return driver.ResultNoRows, v() }

// Query implements [driver.Stmt].
func (v verb) Query([]driver.Value) (driver.Rows, error) {
	return nil, errors.New("duckdb: a savepoint has no rows")
}
