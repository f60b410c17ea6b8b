package sqlstore

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"joinery/registry"
)

// File returns the path in a URL of a database that is a file, "" of others.
func (d *Dialect) File(url string) string {
	if !d.Embedded {
		return ""
	}
	_, path, _ := strings.Cut(url, ":")
	return rooted(path)
}

// rooted takes the slashes of sqlite:///var/lib/registry.db away.
func rooted(path string) string {
	if cut, ok := strings.CutPrefix(path, "//"); ok {
		return cut
	}
	return path
}

// mayBe refuses what is no file, and, where there has to be one, a path without.
func mayBe(file string, there bool) error {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && there:
		return &registry.Error{Code: registry.NotFound, Field: "db", Message: "there is no database " + file + ", nothing was done"}
	case err != nil: // who makes it is told
		return nil
	case info.IsDir():
		return &registry.Error{Code: registry.Invalid, Field: "db", Message: file + " is a folder, wanted a file", Hint: "name a file in it"}
	case !info.Mode().IsRegular():
		return &registry.Error{Code: registry.Invalid, Field: "db", Message: file + " is a device, a pipe or a socket, wanted a file"}
	}
	return nil
}
