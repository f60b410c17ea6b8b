package importer

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"unicode/utf16"

	"joinery/manifest"
)

// maxSource is the size in bytes of the largest file that is read.
const maxSource = 64 << 20

// source is the file that is imported.
type source struct {
	fsys fs.FS
	name string // in fsys, with slashes
	text []byte // in UTF-8

	recoded bool // it was written in UTF-16
}

// open reads a file whole. An error about its size, or that it is none, is an *[Error], any other
// the file system's. What is no file, such as a pipe, is not even opened, since that may take for
// ever.
func open(ctx context.Context, fsys fs.FS, name string) (*source, error) {
	if info, err := fs.Stat(fsys, name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, &Error{File: path.Base(name), Why: "found " + special(info.Mode()) + ", wanted a file"}
	}
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
		text, err = io.ReadAll(io.LimitReader(manifest.UntilDone(ctx, file), maxSource+1)) // it may grow meanwhile
	}
	if err != nil {
		return nil, err
	}
	if info.Size() > maxSource || len(text) > maxSource {
		return nil, &Error{File: path.Base(name), Why: fmt.Sprintf("the file is larger than %d MiB", maxSource>>20)}
	}
	s := &source{fsys: fsys, name: path.Base(name)}
	s.text, s.recoded = utf8Of(text)
	return s, nil
}

// special names what is no regular file.
func special(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// utf8Of returns a text without its byte order mark. One that is UTF-16 by that mark, as shells of
// Windows write it, becomes UTF-8.
func utf8Of(text []byte) (in8 []byte, recoded bool) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(text, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), false
	}
	units := make([]uint16, 0, len(text)/2)
	for rest := text[2:]; len(rest) > 1; rest = rest[2:] {
		units = append(units, order.Uint16(rest))
	}
	return []byte(string(utf16.Decode(units))), true
}

// beside reads a file of the same folder, nil when there is none.
func (s *source) beside(ctx context.Context, folder, name string) (*source, error) {
	other, err := open(ctx, s.fsys, path.Join(folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return other, err
}
