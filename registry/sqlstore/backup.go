package sqlstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	sqlitedriver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"joinery/registry"
)

// Backup writes the database as it is now into a new file, for nobody but its owner. Others may read and
// write meanwhile; what they write after it began is not in it. When it returns, the file is on the
// disk; until then there is none of that name, whatever happens. Who brings it back lets counters jump,
// see [registry.Registry.Restored].
//
// SQLite alone is copied; the error is Invalid for other databases, and Exists when the file is
// there.
func (s *Store) Backup(ctx context.Context, file string) error {
	if err := s.mayCopy(); err != nil {
		return err
	}
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	return WriteBackup(ctx, file, func(made *os.File) error {
		err := s.copyInto(ctx, made.Name())
		switch {
		case err == nil:
			return nil
		case !ofTheCopy(err):
			return s.dialect.tell(ctx, "it was copied", err).public()
		case isFull(err):
			return syscall.ENOSPC
		}
		return err
	})
}

// isFull reports whether SQLite had no room on the disk.
func isFull(err error) bool {
	e := new(sqlitedriver.Error)
	return errors.As(err, &e) && e.Code() == sqlite3.SQLITE_FULL
}

// ofTheCopy reports whether what went wrong is about the file that SQLite wrote, not the one that it read.
func ofTheCopy(err error) bool {
	e := new(sqlitedriver.Error)
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE:
		return true
	}
	return false
}

// BackupTo writes what [Store.Backup] does, page by page, and returns how many bytes that were. Nothing
// is put aside on a disk; the log that SQLite keeps beside its file grows until the last page is taken.
// Of a copy that breaks off, no registry opens what came: it is shorter than its first page says.
func (s *Store) BackupTo(ctx context.Context, w io.Writer) (int64, error) {
	if err := s.mayCopy(); err != nil {
		return 0, err
	}
	if err := s.enter(); err != nil {
		return 0, err
	}
	defer s.leave()
	n, err := s.pagesTo(ctx, w)
	if err != nil {
		return n, s.dialect.tell(ctx, "it was copied", err).public()
	}
	return n, nil
}

// pagesTo reads all pages by one query, which sees one state of them.
func (s *Store) pagesTo(ctx context.Context, w io.Writer) (written int64, err error) {
	rows, err := s.pools.Read.QueryContext(ctx, "select data from sqlite_dbpage order by pgno")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var pages, said int64
	for rows.Next() {
		var page []byte
		if err := rows.Scan(&page); err != nil {
			return written, err
		}
		if pages++; pages == 1 {
			said = pagesSaid(page)
		}
		n, err := w.Write(page)
		written += int64(n)
		if err != nil {
			return written, &registry.Error{Code: registry.Invalid, Message: "the backup cannot be written", Err: err}
		}
	}
	if err := rows.Err(); err != nil {
		return written, err
	}
	if pages != said {
		return written, fmt.Errorf("found %d pages, its first one says %d", pages, said)
	}
	return written, nil
}

// pagesSaid returns how many pages a database has by what its first one says, 0 where that does not
// count: the number was then written by an SQLite that did not keep it.
func pagesSaid(first []byte) int64 {
	if len(first) < 100 || !bytes.Equal(first[24:28], first[92:96]) {
		return 0
	}
	return int64(binary.BigEndian.Uint32(first[28:32]))
}

func (s *Store) mayCopy() error {
	if s.dialect.Name == sqlite.Name {
		return nil
	}
	return &registry.Error{Code: registry.Invalid, Field: "db", Message: "found " + s.dialect.Name + ", wanted SQLite: other databases have tools of their own to be copied with"}
}

// copyInto copies by a connection that reads, so no writer waits.
func (s *Store) copyInto(ctx context.Context, file string) error {
	c, err := s.pools.Read.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "pragma query_only = off"); err != nil { // it writes, though not here
		return err
	}
	_, err = c.ExecContext(ctx, "vacuum into ?", file)
	_, again := c.ExecContext(context.WithoutCancel(ctx), "pragma query_only = on")
	return errors.Join(err, again)
}
