package manifest

import (
	"context"
	"io/fs"
)

// Options say how a workspace is loaded. The zero Options are fine.
type Options struct {
	// Progress, when set, hears how many of the files are read. It is called by one goroutine
	// at a time, done never goes down, total may grow.
	Progress func(done, total int)

	// Workers is the number of files that are read at the same time; 0 means one for each
	// processor. The result does not depend on it.
	Workers int

	// Known, when set, is a workspace that was loaded before, from a tree that differs from this
	// one in no file but those Changed (and in files that no workspace is read from). What is the
	// same is not read again. The result does not depend on it, and shares nothing that changes.
	Known   *Workspace
	Changed []string // files, and folders as a whole, relative to the root, with slashes
}

// Load reads all documents under fsys's root. What is wrong with a file is in the workspace's
// Problems; the error is ctx's, or about the root itself.
//
// Bundles in files releases/PRODUCT-VERSION.joinery.yaml are indexed by the files' names and
// read when [Workspace.Bundle] asks for them.
func Load(ctx context.Context, fsys fs.FS, opt Options) (*Workspace, error) {
	run := newRun(ctx, opt, fsys)
	files, err := run.discover()
	if err != nil {
		return nil, err
	}
	w := &Workspace{fsys: fsys, links: files.links, Problems: files.problems}
	named, manifests := partition(files.manifests, isReleaseFile)
	known, manifests := opt.known(manifests, files.links)
	read := run.documents(manifests)
	read.add(reading{documents: known})
	read.add(run.changes(files.changes))
	w.declare(&read)
	named = w.index(named) // what its name alone does not tell is read now
	late := run.documents(named)
	w.declare(&late)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w.shelve(append(read.bundles, late.bundles...))
	w.Problems = append(w.Problems, read.problems...)
	w.Problems = append(w.Problems, late.problems...)
	w.link(run)
	w.Problems = w.Problems.Sorted()
	return w, ctx.Err()
}

// partition splits files into those that pass a test and the others.
func partition(files []string, test func(string) bool) (yes, no []string) {
	for _, f := range files {
		if test(f) {
			yes = append(yes, f)
		} else {
			no = append(no, f)
		}
	}
	return yes, no
}
