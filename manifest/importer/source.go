package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
)

// maxSource is the size in bytes of the largest file that is read.
const maxSource = 64 << 20

// source is the file that is imported.
type source struct {
	fsys fs.FS
	name string // in fsys, with slashes
	text []byte
}

// open reads a file whole. An error about its size is an *[Error], any other the file system's.
func open(fsys fs.FS, name string) (*source, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	var text []byte
	if info.Size() <= maxSource {
		text, err = io.ReadAll(io.LimitReader(file, maxSource+1)) // it may grow meanwhile
	}
	if err != nil {
		return nil, err
	}
	if info.Size() > maxSource || len(text) > maxSource {
		return nil, &Error{File: path.Base(name), Why: fmt.Sprintf("the file is larger than %d MiB", maxSource>>20)}
	}
	return &source{fsys: fsys, name: path.Base(name), text: bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))}, nil
}

// beside reads a file of the same folder, nil when there is none.
func (s *source) beside(folder, name string) (*source, error) {
	other, err := open(s.fsys, path.Join(folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return other, err
}
