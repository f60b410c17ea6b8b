package main

import (
	"errors"
	"io/fs"

	"joinery/manifest"
)

// raw returns a file as it lies on the disk, a byte order mark included: what is written keeps it.
func (w *opened) raw(file string) ([]byte, error) {
	if w.IsElsewhere(file) {
		return nil, failed{file + " is no file here that could be changed", "change it where its manifest lies; joinery pull NAME gets a copy"}
	}
	return fs.ReadFile(w.FS(), file)
}

// made returns files that are made of the workspace's own, each with what it was made from: what
// somebody saves until they are written stays, and an edit that fails over what somebody saved since
// the workspace was read is told as that.
func (w *opened) made(from func(read func(file string) ([]byte, error)) ([]manifest.File, error)) ([]manifest.File, error) {
	contents := map[string]manifest.Content{}
	read := func(file string) ([]byte, error) {
		data, err := w.raw(file)
		if err == nil {
			contents[file] = manifest.ContentOf(data)
		}
		return data, err
	}
	files, err := from(read)
	if wrong := new(manifest.EditError); errors.As(err, &wrong) {
		if now, unread := w.raw(wrong.File); unread != nil || !w.Says(wrong.File, now) {
			return nil, changedSince(wrong.File)
		}
	}
	if err != nil {
		return nil, err
	}
	for i := range files {
		f := &files[i]
		if f.Remove {
			if _, err := read(f.Path); err != nil {
				return nil, err
			}
		}
		if f.From = contents[f.Path]; f.From == "" {
			f.From = manifest.NoContent
		}
	}
	return files, nil
}
