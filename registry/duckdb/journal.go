package duckdb

import (
	"context"
	"database/sql/driver"

	"github.com/duckdb/duckdb-go/v2"
)

const begin = "begin transaction"

// journal is what a transaction wrote so far, from which savepoints are made. DuckDB has none, and
// gives a whole transaction up with the first statement that fails. So going back to a savepoint
// is to undo everything, and to do again what was done before the savepoint:
//
//	begin                  begin
//	insert a               insert a
//	savepoint x
//	insert b
//	insert b: there is one
//	rollback to x          rollback, begin, insert a
//
// Nobody else writes to the database, so the second time comes out as the first. There is one
// savepoint at a time.
type journal struct {
	done   []step
	saved  int  // steps that were done before the savepoint
	broken bool // the database gave the transaction up
}

// A step is a statement that wrote.
type step struct {
	text *duckdb.Stmt
	args []driver.NamedValue
}

// clear forgets everything: a transaction begins, or ended.
func (j *journal) clear() { *j = journal{} }

// note notes a step, and whether it failed.
func (j *journal) note(s step, err error) {
	if err != nil {
		j.broken = true
		return
	}
	j.done = append(j.done, s)
}

func (j *journal) save() error {
	j.saved = len(j.done)
	return nil
}

func (j *journal) release() error { return nil }

// goBack goes back to the savepoint.
func (j *journal) goBack(c *duckdb.Conn) error {
	if len(j.done) == j.saved && !j.broken {
		return nil
	}
	ctx := context.Background() // a half of it is worse than none
	for _, text := range []string{"rollback", begin} {
		if _, err := c.ExecContext(ctx, text, nil); err != nil {
			return err
		}
	}
	j.done, j.broken = j.done[:j.saved], false
	for _, s := range j.done {
		if _, err := s.text.ExecContext(ctx, s.args); err != nil {
			j.broken = true
			return err
		}
	}
	return nil
}
