package importer

import (
	"context"
	"io/fs"
	"path"

	"joinery/manifest"
)

// Options say how a file is read. The zero Options are fine.
type Options struct {
	Format string // one of [Formats]; "": found out from the file
	Name   string // the product's name; "": made of what the file calls it
}

// Read reads the file of that name, a slash-separated path in fsys, and what belongs to it in the
// same folder.
//
// What is wrong with the file is an *[Error], a Name that is none a *[manifest.NameError]; any other
// error is the file system's. A Format that there is not is an *[Error] whose File is that format.
// When ctx ends first the error is ctx's own, soon, also in the midst of a large file.
func Read(ctx context.Context, fsys fs.FS, name string, opt Options) (*Import, error) {
	if opt.Name != "" {
		if err := manifest.CheckName(opt.Name); err != nil {
			return nil, err
		}
	}
	src, err := open(ctx, fsys, name)
	if err != nil {
		return nil, err
	}
	f, err := src.format(ctx, opt.Format)
	if err != nil {
		return nil, err
	}
	d := &draft{}
	if err := f.read(ctx, d, src, path.Dir(name)); err != nil {
		return nil, err
	}
	return d.settle(ctx, src.name, f.name, opt.Name)
}
