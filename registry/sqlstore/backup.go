package sqlstore

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"joinery/registry"
)

// Backup writes the database as it is now into a new file, for nobody but its owner. Others may read and
// write meanwhile; what they write after it began is not in it. When it returns, the file is on the
// disk; after an error there is none. Who brings it back lets counters jump, see
// [registry.Registry.Restored].
//
// SQLite alone is copied; the error is Invalid for other databases, and Exists when the file is
// there.
func (s *Store) Backup(ctx context.Context, file string) error {
	if s.dialect.Name != sqlite.Name {
		return &registry.Error{Code: registry.Invalid, Field: "db", Message: "found " + s.dialect.Name + ", wanted SQLite: other databases have tools of their own to be copied with"}
	}
	if err := s.enter(); err != nil {
		return err
	}
	defer s.leave()
	made, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return &registry.Error{Code: registry.Exists, Message: file + " is there already; a backup goes into a new file"}
	}
	if err != nil {
		return &registry.Error{Code: registry.Invalid, Message: "the backup cannot be written", Err: err}
	}
	err = s.copyInto(ctx, file)
	if err == nil {
		err = errors.Join(made.Sync(), syncFolder(filepath.Dir(file)))
	}
	if err = errors.Join(err, made.Close()); err != nil {
		_ = os.Remove(file) // half a backup is none
		return s.dialect.tell(ctx, "it was copied", err).public()
	}
	return nil
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

// syncFolder brings a new file's name to the disk.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
