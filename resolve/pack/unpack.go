package pack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// FolderError says why a folder cannot take a package.
type FolderError struct{ Folder, Why string }

// Error returns the folder and why, in one line.
func (e *FolderError) Error() string { return e.Folder + ": " + e.Why }

// Unpack does what [Verify] does, and writes the files into dir, which must be empty or not there
// yet. They are written beside dir, in a folder whose name starts with a dot, which takes dir's
// place once all of the package is known to be whole: on an error there is no file in dir.
//
// The error is one of Verify's, a *[FolderError], or about the disk.
func Unpack(ctx context.Context, from io.Reader, dir string, by *Signed) (*Package, error) {
	return unpack(ctx, from, dir, by, wide)
}

func unpack(ctx context.Context, from io.Reader, dir string, by *Signed, l limits) (p *Package, err error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := vacant(dir, full); err != nil {
		return nil, err
	}
	beside, err := os.MkdirTemp(filepath.Dir(full), "."+filepath.Base(full)+"-*")
	if err != nil {
		return nil, err
	}
	defer func() {
		if gone := os.RemoveAll(beside); err == nil {
			err = gone
		}
	}()
	inside := filepath.Join(beside, "unpacked")
	if err := os.Mkdir(inside, 0o755); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		return nil, err
	}
	p, err = verify(ctx, from, by, into(root), l)
	if closing := root.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return nil, err
	}
	if err := os.Remove(full); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, &FolderError{dir, fmt.Sprintf("it cannot be replaced: %v", err)}
	}
	return p, os.Rename(inside, full)
}

// vacant returns an error unless a folder is empty or not there.
func vacant(dir, full string) error {
	inside, err := os.ReadDir(full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if info, err := os.Stat(filepath.Dir(full)); err != nil || !info.IsDir() {
			return &FolderError{dir, "there is no folder that it could lie in"}
		}
		return nil
	case err != nil:
		if info, wrong := os.Stat(full); wrong == nil && !info.IsDir() {
			return &FolderError{dir, "found a file, wanted an empty folder or none"}
		}
		return err
	case len(inside) > 0:
		return &FolderError{dir, fmt.Sprintf("found %s in it, wanted an empty folder or none", inside[0].Name())}
	}
	if info, err := os.Lstat(full); err == nil && !info.IsDir() {
		return &FolderError{dir, "found a link, wanted an empty folder or none"}
	}
	if here, err := os.Getwd(); err == nil && here == full {
		return &FolderError{dir, "found the current folder, wanted another: it is replaced as a whole"}
	}
	return nil
}

// into writes files below a folder that no name leads out of.
func into(root *os.Root) keeper {
	return func(name string) (io.WriteCloser, error) {
		if folder := path.Dir(name); folder != "." {
			if err := root.MkdirAll(folder, 0o755); err != nil {
				return nil, err
			}
		}
		file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return nil, err
		}
		return synced{file}, nil
	}
}

// synced brings a file to the disk when it is closed.
type synced struct{ *os.File }

// Close brings the file to the disk.
func (s synced) Close() error {
	err := s.Sync()
	if closing := s.File.Close(); err == nil {
		err = closing
	}
	return err
}
