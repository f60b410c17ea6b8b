package main

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"joinery/manifest"
)

// overlay is a tree of files as it would be after some writing: what was written lies over the
// tree under it, which may be nil, and what was removed is gone. Paths are as in
// [manifest.WriteFiles].
type overlay struct {
	under fs.FS
	files map[string]manifest.File
	names map[string][]string // of each folder that a written file lies in: what is in it by that
}

func newOverlay(under fs.FS, files []manifest.File) *overlay {
	o := &overlay{under: under, files: map[string]manifest.File{}, names: map[string][]string{}}
	for _, f := range files {
		o.files[f.Path] = f
		for child := f.Path; !f.Remove && child != "."; child = path.Dir(child) {
			folder := path.Dir(child)
			if !slices.Contains(o.names[folder], path.Base(child)) {
				o.names[folder] = append(o.names[folder], path.Base(child))
			}
		}
	}
	return o
}

// Open opens a file; the folders that writing made hold nothing but what was written.
func (o *overlay) Open(name string) (fs.File, error) {
	f, written := o.files[name]
	switch {
	case written && f.Remove:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case written:
		return &writtenFile{writtenInfo{path.Base(name), int64(len(f.Data)), false}, bytes.NewReader(f.Data)}, nil
	}
	if o.under != nil {
		if file, err := o.under.Open(name); err == nil || o.names[name] == nil {
			return file, err
		}
	}
	if o.names[name] != nil || name == "." {
		return &writtenFile{writtenInfo{path.Base(name), 0, true}, bytes.NewReader(nil)}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists a folder, by name.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	var entries []fs.DirEntry
	if o.under != nil {
		found, err := fs.ReadDir(o.under, name)
		if err != nil && o.names[name] == nil {
			return nil, err
		}
		entries = slices.DeleteFunc(found, func(e fs.DirEntry) bool { return o.files[path.Join(name, e.Name())].Remove })
	}
	for _, child := range o.names[name] {
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == child }) {
			continue
		}
		f, written := o.files[path.Join(name, child)]
		entries = append(entries, fs.FileInfoToDirEntry(writtenInfo{child, int64(len(f.Data)), !written}))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// Lstat describes a file without following a link: a link that was written to stays one.
func (o *overlay) Lstat(name string) (fs.FileInfo, error) {
	if f, written := o.files[name]; o.under != nil && (!written || !f.Remove) {
		if info, err := fs.Lstat(o.under, name); err == nil {
			return info, nil
		}
	}
	return fs.Stat(o, name)
}

// ReadLink returns where a link leads.
func (o *overlay) ReadLink(name string) (string, error) {
	if o.under == nil {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return fs.ReadLink(o.under, name)
}

// writtenFile is a file or folder that only the overlay has.
type writtenFile struct {
	info writtenInfo
	io.Reader
}

// Stat describes it.
func (f *writtenFile) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close does nothing.
func (f *writtenFile) Close() error { return nil }

// writtenInfo is the [fs.FileInfo] of a file or folder that only the overlay has.
type writtenInfo struct {
	name   string
	size   int64
	folder bool
}

// Name implements [fs.FileInfo].
func (i writtenInfo) Name() string { return i.name }

// Size implements [fs.FileInfo].
func (i writtenInfo) Size() int64 { return i.size }

// ModTime returns no time: nothing has been written yet.
func (i writtenInfo) ModTime() time.Time { return time.Time{} }

// IsDir implements [fs.FileInfo].
func (i writtenInfo) IsDir() bool { return i.folder }

// Sys returns nil: no system has it.
func (i writtenInfo) Sys() any { return nil }

// Mode says whether it is a folder, and that all may read it.
func (i writtenInfo) Mode() fs.FileMode {
	if i.folder {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
