package revision

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// tree is the disk with the nodes' differences. It is safe for concurrent use.
type tree struct {
	disk     fs.FS
	contents *blobs
	root     *node
	listed   sync.Map // folders without links on their way, once listed
	links    sync.Map // the links in them
}

// Open opens a file or folder, through links.
func (t *tree) Open(name string) (fs.File, error) {
	real, err := t.follow("open", name)
	if err != nil {
		return nil, err
	}
	at, onDisk := t.root.find(real)
	if at == nil && onDisk {
		return t.disk.Open(real)
	}
	info, err := t.Lstat(real)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: reason(err)}
	}
	if info.IsDir() {
		return &openFolder{tree: t, name: real, info: info}, nil
	}
	text, err := t.contents.get(at.object)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return newOpenFile(info, text), nil
}

// Stat describes a file or folder, through links.
func (t *tree) Stat(name string) (fs.FileInfo, error) {
	real, err := t.follow("stat", name)
	if err != nil {
		return nil, err
	}
	return t.Lstat(real)
}

// Lstat describes what has that name, a link as a link.
func (t *tree) Lstat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: fs.ErrInvalid}
	}
	at, onDisk := t.root.find(name)
	if at != nil && at.object != "" {
		return t.blob(path.Base(name), at)
	}
	if onDisk {
		info, err := fs.Lstat(t.disk, name)
		if at == nil || !at.alive || err == nil && info.IsDir() {
			return info, err
		}
	}
	if at != nil && at.alive {
		return folderInfo(path.Base(name)), nil
	}
	return nil, &fs.PathError{Op: "lstat", Path: name, Err: fs.ErrNotExist}
}

// ReadLink returns a link's target, as it is written.
func (t *tree) ReadLink(name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	at, onDisk := t.root.find(name)
	switch {
	case at != nil && at.link:
		target, err := t.contents.get(at.object)
		return string(target), err
	case onDisk:
		return fs.ReadLink(t.disk, name)
	}
	if _, err := t.Lstat(name); err != nil {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: reason(err)}
	}
	return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
}

// ReadDir lists a folder, by name.
func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	real, err := t.follow("readdir", name)
	if err != nil {
		return nil, err
	}
	at, onDisk := t.root.find(real)
	if at == nil && onDisk {
		return fs.ReadDir(t.disk, real)
	}
	info, err := t.Lstat(real)
	if err != nil || !info.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: cmpReason(err, errNoFolder)}
	}
	var all []fs.DirEntry
	if onDisk {
		listed, err := fs.ReadDir(t.disk, real)
		if err != nil && !at.alive {
			return nil, err
		}
		for _, entry := range listed {
			if child := at.children[entry.Name()]; child == nil || !child.hidden && (entry.IsDir() || !child.alive) {
				all = append(all, entry)
			}
		}
	}
	for name, child := range at.children {
		known := func(e fs.DirEntry) bool { return e.Name() == name }
		if child.alive && (child.hidden || !slices.ContainsFunc(all, known)) {
			all = append(all, entry{tree: t, at: child, name: name})
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}

// onDisk reports whether the disk has something of that name.
func (t *tree) onDisk(name string) bool {
	_, err := fs.Lstat(t.disk, name)
	return err == nil
}

// follow returns the path that a name leads to, without links on the way. A link may lead from
// the disk to what only the base has, and back.
func (t *tree) follow(op, name string) (string, error) {
	const most = 40
	fail := func(err error) (string, error) { return "", &fs.PathError{Op: op, Path: name, Err: err} }
	if !fs.ValidPath(name) {
		return fail(fs.ErrInvalid)
	}
	if t.isPlain(name) {
		return name, nil
	}
	done, rest := ".", name
	for links := 0; rest != "" && rest != "."; {
		part, behind, _ := strings.Cut(rest, "/")
		next := path.Join(done, part)
		if part == ".." && done == "." {
			return fail(errEscapes)
		}
		info, err := t.Lstat(next)
		switch {
		case err != nil:
			return fail(reason(err))
		case info.Mode()&fs.ModeSymlink == 0:
			done, rest = next, behind
			continue
		}
		target, err := t.ReadLink(next)
		if links++; err != nil || path.IsAbs(target) || links > most {
			return fail(cmpReason(err, errEscapes))
		}
		rest = strings.TrimSuffix(path.Join(target)+"/"+behind, "/")
	}
	return done, nil
}

// isPlain reports whether it is known that no link is on the way to a name, nor at its end:
// who lists folders before opening what is in them saves a look at each.
func (t *tree) isPlain(name string) bool {
	if name == "." {
		return true
	}
	_, listed := t.listed.Load(path.Dir(name))
	_, link := t.links.Load(name)
	return listed && !link
}

var (
	errEscapes  = errors.New("path escapes from parent")
	errNoFolder = fmt.Errorf("not a folder: %w", fs.ErrInvalid)
)

// reason returns what an error of package fs says, without operation and path.
func reason(err error) error {
	if wrapped := new(fs.PathError); errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// cmpReason returns an error's reason, or another one where there is no error.
func cmpReason(err, other error) error {
	if err != nil {
		return reason(err)
	}
	return other
}
