package pack

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

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

// create writes a new file and brings it to the disk.
func create(name string, write func(io.Writer) error) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	err = write(file)
	if closing := (synced{file}).Close(); err == nil {
		err = closing
	}
	return err
}

// syncFolder brings the names in a folder to the disk.
func syncFolder(name string) {
	folder, err := os.Open(name)
	if err != nil {
		return // the files themselves are safe
	}
	_ = folder.Sync() // some file systems refuse
	_ = folder.Close()
}

// moveInto moves what a folder holds into another one that holds nothing else than scratch, files
// last and the checksums file last of all. When something stands in the way all goes back.
func moveInto(inside, dir, full, scratch string) error {
	entries, err := os.ReadDir(full)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != scratch {
			return &FolderError{dir, fmt.Sprintf("found %s in it, which was not there before", plainText(e.Name()))}
		}
	}
	if entries, err = os.ReadDir(inside); err != nil {
		return err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int {
		if a.IsDir() != b.IsDir() {
			if a.IsDir() {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Name(), a.Name()) // so SHA256SUMS comes last
	})
	for i, e := range entries {
		err := settle(filepath.Join(inside, e.Name()), filepath.Join(full, e.Name()), e.IsDir())
		if err == nil {
			continue
		}
		for _, moved := range entries[:i] {
			_ = os.Rename(filepath.Join(full, moved.Name()), filepath.Join(inside, moved.Name())) // the first error counts
		}
		if errors.Is(err, fs.ErrExist) {
			err = &FolderError{dir, fmt.Sprintf("found %s in it, which was not there before", plainText(e.Name()))}
		}
		return err
	}
	syncFolder(full)
	return nil
}

// settle gives a file or folder its name, which nothing may have yet.
func settle(from, to string, folder bool) error {
	if folder {
		if _, err := os.Lstat(to); err == nil {
			return fs.ErrExist
		}
		return os.Rename(from, to) // which replaces no folder, and no file by one
	}
	claim, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := claim.Close(); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// sameBytes reports whether two files hold the same; not when one cannot be read.
func sameBytes(a, b string) bool {
	one, err := os.Open(a)
	if err != nil {
		return false
	}
	defer func() { _ = one.Close() }() // only read
	two, err := os.Open(b)
	if err != nil {
		return false
	}
	defer func() { _ = two.Close() }() // only read
	const chunk = 1 << 16
	var x, y [chunk]byte
	for {
		n, errOne := io.ReadFull(one, x[:])
		m, errTwo := io.ReadFull(two, y[:])
		if !bytes.Equal(x[:n], y[:m]) {
			return false
		}
		if errOne != nil || errTwo != nil {
			return ended(errOne) && ended(errTwo)
		}
	}
}

func ended(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }

// plainText returns what somebody else called something as a terminal may show it: in quotes when
// it holds what would not be seen as it is.
func plainText(text string) string {
	quoted := fmt.Sprintf("%q", text)
	if strings.Trim(quoted, `"`) == text {
		return text
	}
	return quoted
}
