package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// output is stdout. What cannot be written there fails the command, also where it is written by
// somebody who does not look, such as the library that prints help.
type output struct {
	io.Writer
	err error // the first
}

// Write writes on; the first error is kept, and told again when the command ends.
func (o *output) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if err != nil && o.err == nil {
		message, at := err.Error(), new(fs.PathError)
		if errors.As(err, &at) {
			message = at.Err.Error()
		}
		o.err = failed{message: "cannot write to stdout: " + message}
	}
	return n, err
}

// fileOf returns the file that is written to, nil when it is none.
func fileOf(w io.Writer) *os.File {
	if o, ok := w.(*output); ok {
		w = o.Writer
	}
	f, _ := w.(*os.File)
	return f
}
