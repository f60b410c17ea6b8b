package pack

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"slices"

	"joinery/manifest"
)

// fits returns an error when the files are more than any package may hold.
func fits(files []File) error {
	total := int64(len(sums(files)))
	if total > wide.sums {
		return refuse("", "found %d files, which are more than a package holds", len(files))
	}
	for _, f := range files {
		if f.Size > maxSize || slices.Contains(documents, f.Name) && f.Size > wide.of(f.Name) {
			return refuse(f.Name, "it has %d bytes, which is more than a package holds", f.Size)
		}
		total += f.Size
	}
	if total > wide.total {
		return refuse("", "found %d bytes, a package holds at most %d", total, wide.total)
	}
	return nil
}

// pourError says which file could not be packed.
type pourError struct {
	file string
	error
}

func (e *pourError) Unwrap() error { return e.error }

// pour writes the archive of files that are sorted by name. The error is a *pourError unless out is
// to blame.
func pour(ctx context.Context, out io.Writer, files []File, open map[string]func() (io.ReadCloser, error)) (identity string, err error) {
	disk := &destination{to: out}
	a := newArchive(disk)
	list := sums(files)
	sum := sha256.New()
	sum.Write(list)
	if err := a.add(File{sumsFile, int64(len(list)), digestOf(sum)}, bytes.NewReader(list)); err != nil {
		return "", err
	}
	for _, f := range files {
		from, err := open[f.Name]()
		if err != nil {
			return "", &pourError{f.Name, err}
		}
		err = a.add(f, manifest.UntilDone(ctx, from))
		_ = from.Close() // only read
		switch {
		case disk.err != nil:
			return "", disk.err
		case err != nil:
			return "", &pourError{f.Name, err}
		}
	}
	return a.close()
}
