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

	"joinery/manifest"
)

// scratchName is what folders are called that hold what is not whole yet.
const scratchName = ".joinery-*"

// FolderError says why a folder cannot take a package.
type FolderError struct{ Folder, Why string }

// Error returns the folder and why, in one line.
func (e *FolderError) Error() string { return e.Folder + ": " + e.Why }

// Unpack does what [Verify] does, and then writes the files into dir, which must be empty or not
// there yet; an empty one stays what it is, with its owner and mode. Nothing reaches the disk before
// all of the package is known to be in order, signature first; what cannot be read twice is copied
// to a temporary file for that.
//
// The files are written in a folder whose name starts with .joinery-, inside dir when that is there,
// else beside it. From there they move to their place once all are on the disk, the checksums file
// last. What somebody else puts there meanwhile is left alone and is an error. On an error nothing of
// the package is in dir; a process that is killed may leave that folder.
//
// The error is one of Verify's, a *[FolderError], or about the disk.
func Unpack(ctx context.Context, from io.Reader, dir string, by *Signed) (*Package, error) {
	return unpack(ctx, from, dir, by, wide, nil)
}

// Vacant returns the *[FolderError] that [Unpack] would return for a folder, nil when it would
// write there.
func Vacant(dir string) error {
	_, err := vacant(dir)
	return err
}

func unpack(ctx context.Context, from io.Reader, dir string, by *Signed, l limits, also func(*Package) error) (p *Package, err error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	there, err := vacant(dir)
	if err != nil {
		return nil, err
	}
	in, err := rewindable(ctx, from, l)
	if err != nil {
		return nil, err
	}
	defer in.close()
	if p, err = verify(ctx, in, by, keepNothing, l, also); err != nil {
		return nil, err
	}
	near := filepath.Dir(full)
	if there {
		near = full
	}
	scratch, err := os.MkdirTemp(near, scratchName)
	if err != nil {
		return nil, err
	}
	defer func() {
		if gone := os.RemoveAll(scratch); err == nil {
			err = gone
		}
	}()
	inside := filepath.Join(scratch, "unpacked")
	if err := write(ctx, in, inside, p.Identity, l); err != nil {
		return nil, err
	}
	if there {
		return p, moveInto(inside, dir, full, filepath.Base(scratch))
	}
	if err := os.Rename(inside, full); err != nil {
		if _, wrong := os.Lstat(full); wrong == nil {
			return nil, &FolderError{dir, "somebody else put something there meanwhile"}
		}
		return nil, err
	}
	syncFolder(near)
	return p, nil
}

// write writes the files of a package that was verified into a new folder.
func write(ctx context.Context, from *several, folder, identity string, l limits) error {
	if err := from.again(); err != nil {
		return err
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	all, err := readPackage(manifest.UntilDone(ctx, from), into(root), l)
	if closing := root.Close(); err == nil {
		err = closing
	}
	if err == nil && all.identity != identity {
		err = refuse("", "it changes while it is unpacked")
	}
	if err == nil {
		err = ctx.Err()
	}
	return err
}

// vacant reports whether a folder is there; the error is a *FolderError unless it is empty or not
// there.
func vacant(dir string) (there bool, err error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return false, err
	}
	inside, err := os.ReadDir(full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Lstat(full); err == nil {
			return false, &FolderError{dir, "found a link that leads nowhere, wanted an empty folder or none"}
		}
		if info, err := os.Stat(filepath.Dir(full)); err != nil || !info.IsDir() {
			return false, &FolderError{dir, "there is no folder that it could lie in"}
		}
		return false, nil
	case err != nil:
		if info, wrong := os.Stat(full); wrong == nil && !info.IsDir() {
			return false, &FolderError{dir, "found a file, wanted an empty folder or none"}
		}
		return false, err
	case len(inside) > 0 && inside[0].IsDir() && isScratch(inside[0].Name()):
		return false, &FolderError{dir, fmt.Sprintf("found %s in it, which a run that was killed has left or one that goes on needs, wanted an empty folder or none", plainText(inside[0].Name()))}
	case len(inside) > 0:
		return false, &FolderError{dir, fmt.Sprintf("found %s in it, wanted an empty folder or none", plainText(inside[0].Name()))}
	}
	return true, nil
}

// isScratch reports whether a name is one of those that [scratchName] gives.
func isScratch(name string) bool {
	is, err := path.Match(scratchName, name)
	return is && err == nil
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
