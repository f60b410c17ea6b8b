package sqlstore

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"joinery/registry"
)

// WriteBackup makes a new file, for nobody but its owner, of what fill writes into it. It has its name
// when all of it is on the disk; until then there is none of that name, whatever happens: a process that
// is killed meanwhile leaves a hidden one beside it, called .NAME.half-*.
//
// A [registry.Error] of fill is returned as it is, any other one as Invalid; the error is Exists when the
// file is there, and ctx's own when that has ended.
func WriteBackup(ctx context.Context, file string, fill func(made *os.File) error) error {
	if _, err := os.Lstat(file); err == nil {
		return errBackupThere(file)
	}
	made, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".half-*")
	if err != nil {
		return errNotWritten(file, err)
	}
	err = fill(made)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = made.Sync()
	}
	if closed := made.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = name(made.Name(), file)
	}
	if err == nil {
		return nil
	}
	_ = os.Remove(made.Name())
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, new(*registry.Error)):
		return err
	case errors.Is(err, fs.ErrExist):
		return errBackupThere(file)
	}
	return errNotWritten(file, err)
}

func errBackupThere(file string) error {
	return &registry.Error{Code: registry.Exists, Message: file + " is there already; a backup goes into a new file"}
}

// errNotWritten tells of a backup's file why there is none, and does not name the one that was to become it.
func errNotWritten(file string, err error) error {
	e := &registry.Error{Code: registry.Invalid, Message: "the backup " + file + " cannot be written", Err: err}
	if path := new(fs.PathError); errors.As(err, &path) {
		e.Err = path.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		e.Hint = "make its folder first"
	}
	return e
}

// name gives a whole file its name, and brings that to the disk. One that has the name by now stays: the
// error is fs.ErrExist. On a file system without links nothing does both at once: one that comes to the
// name in that very moment is replaced.
func name(made, file string) error {
	err := os.Link(made, file)
	switch {
	case errors.Is(err, fs.ErrExist):
		return err
	case err == nil:
		err = os.Remove(made)
	default: // the file system has no links
		if _, err := os.Lstat(file); err == nil {
			return fs.ErrExist
		}
		if err := os.Rename(made, file); err != nil {
			return err
		}
		err = nil
	}
	if err = errors.Join(err, syncFolder(filepath.Dir(file))); err != nil {
		_ = os.Remove(file)
	}
	return err
}

// syncFolder brings a new file's name to the disk. Windows does that by itself, and opens no folders.
func syncFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
