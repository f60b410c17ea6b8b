package manifest

import (
	"context"
	"embed"
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

	// Elsewhere, when set, gives documents that lie in no file, such as those of a registry. It is
	// asked for the names that documents require and that neither file nor document declares,
	// sorted and each name once; and again for what the documents that came require. With a
	// product's name it is asked for the product's bundles, too. What it does not know it leaves
	// out; it may return more than it was asked for. Where nothing is wanted it is not asked.
	//
	// Files lead: a name that a file declares hides a document from elsewhere whole, and a bundle
	// hides the one of the same version. See [Document].
	Elsewhere func(ctx context.Context, names []string) ([]Document, error)

	// Histories says which of the products that files declare Elsewhere is asked for as well, for
	// their bundles: files may have old ones, or none.
	Histories Histories

	// Asked is what Elsewhere asks, as messages call it: "the registry at https://host". "" says nothing of it.
	Asked string

	// Wanted are names that Elsewhere is asked for although no document may require them, such as
	// that of the product that somebody asks about.
	Wanted []string
}

// Histories are products whose bundles somebody wants to know.
type Histories int

// What there is of them.
const (
	NoHistories       Histories = iota // of no product that a file declares
	RequiredHistories                  // of those that a product requires: their bundles are what it composes
	AllHistories                       // of every product
)

// Load reads all documents under fsys's root; nil is a tree without files. What is wrong with a file is in the workspace's
// Problems; the error is ctx's, about the root itself, or what opt.Elsewhere returned.
//
// Bundles in files releases/PRODUCT-VERSION.joinery.yaml are indexed by the files' names and
// read when [Workspace.Bundle] asks for them.
func Load(ctx context.Context, fsys fs.FS, opt Options) (*Workspace, error) {
	if fsys == nil {
		fsys = embed.FS{}
	}
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
	if err := w.fetch(run, opt); err != nil {
		return nil, err
	}
	w.arrange()
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
