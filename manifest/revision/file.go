package revision

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"time"
)

// info describes a file, link or folder that is not on the disk. It has no time.
type info struct {
	name string
	size int64
	mode fs.FileMode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }

func folderInfo(name string) info { return info{name: name, mode: fs.ModeDir | 0o555} }

// blob describes a file or link of the base.
func (t *tree) blob(name string, at *node) (fs.FileInfo, error) {
	text, err := t.contents.get(at.object)
	if err != nil {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: err}
	}
	return info{name: name, size: int64(len(text)), mode: at.mode()}, nil
}

func (n *node) mode() fs.FileMode {
	switch {
	case n.object == "":
		return fs.ModeDir | 0o555
	case n.link:
		return fs.ModeSymlink | 0o777
	}
	return 0o444
}

// entry is a line in a folder's list. Its size is looked up when somebody asks.
type entry struct {
	tree *tree
	at   *node
	name string
}

func (e entry) Name() string      { return e.name }
func (e entry) IsDir() bool       { return e.at.object == "" }
func (e entry) Type() fs.FileMode { return e.at.mode().Type() }
func (e entry) String() string    { return fs.FormatDirEntry(e) }
func (e entry) Info() (fs.FileInfo, error) {
	if e.IsDir() {
		return folderInfo(e.name), nil
	}
	return e.tree.blob(e.name, e.at)
}

// openFile is a content that is being read.
type openFile struct {
	info fs.FileInfo
	*bytes.Reader
}

func newOpenFile(info fs.FileInfo, text []byte) *openFile {
	return &openFile{info, bytes.NewReader(text)}
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

// openFolder is a folder that is being listed.
type openFolder struct {
	tree *tree
	name string
	info fs.FileInfo
	rest []fs.DirEntry
	read bool
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }
func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: path.Base(f.name), Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries, all that are left when n is not positive.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if !f.read {
		all, err := f.tree.ReadDir(f.name)
		if err != nil {
			return nil, err
		}
		f.rest, f.read = all, true
	}
	if n <= 0 {
		n = len(f.rest)
	} else if len(f.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.rest))
	all := f.rest[:n:n]
	f.rest = f.rest[n:]
	return all, nil
}
