package main

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"joinery/manifest"
)

// maxText is the size in bytes of the largest text that an option names: a template, a catalogue.
const maxText = 16 << 20

// readNamed reads the file that an option, or with "" an argument, names: see [manifest.ReadFile].
func readNamed(ctx context.Context, option, file string, most int64) ([]byte, error) {
	text, err := manifest.ReadFile(ctx, file, most)
	if err != nil {
		return nil, unread(option, file, err)
	}
	return text, nil
}

// unread says in a person's words why a file cannot be read, behind the option that named it; the
// option may be "". An error that is not the disk's speaks for itself.
func unread(option, file string, err error) error {
	message, at := err.Error(), new(fs.PathError)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, fs.ErrNotExist):
		message = "there is no file " + file
	case errors.As(err, &at) && isFolder(file):
		message = file + " is a folder, wanted a file"
	case errors.As(err, &at):
		message = file + " cannot be read: " + at.Err.Error()
	}
	if option != "" {
		message = option + ": " + message
	}
	return failed{message: message}
}

// unwritten likewise says why a file or folder cannot be written.
func unwritten(err error) failed {
	message := err.Error()
	if at, link := new(fs.PathError), new(os.LinkError); errors.As(err, &at) {
		message = "cannot write " + at.Path + ": " + at.Err.Error()
	} else if errors.As(err, &link) {
		message = "cannot write " + link.New + ": " + link.Err.Error()
	}
	return failed{message: message + "; nothing was written"}
}
