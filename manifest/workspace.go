package manifest

import (
	"io/fs"
	"slices"

	"joinery/manifest/diag"
)

// Workspace is everything that the documents under one folder say. [Load] makes one; it does
// not change afterwards and may be used from several goroutines.
type Workspace struct {
	Components []*Component // by name; of a name claimed twice the first by file and line
	Products   []*Product   // likewise
	Changes    []*Change    // by file
	Problems   diag.List    // what does not parse or fit: rules syntax, schema, unique-name, unique-version, version-scheme, constraint

	fsys       fs.FS
	elsewhere  map[string][]byte // texts that lie in no file of the tree
	asked      string            // what gave them
	links      []string
	components map[string]*Component
	products   map[string]*Product
	shelves    map[string]*shelf
}

// Component returns the component of that name, nil when there is none.
func (w *Workspace) Component(name string) *Component { return w.components[name] }

// Product returns the product of that name, nil when there is none.
func (w *Workspace) Product(name string) *Product { return w.products[name] }

// Names returns the names of all components and products, sorted.
func (w *Workspace) Names() []string {
	names := make([]string, 0, len(w.Components)+len(w.Products))
	for _, c := range w.Components {
		names = append(names, c.Name.Value)
	}
	for _, p := range w.Products {
		names = append(names, p.Name.Value)
	}
	slices.Sort(names)
	return names
}

// Links returns the links that are called like manifests or change files, sorted. A document
// that is reached through one has the link's name for its file. The slice is the workspace's.
func (w *Workspace) Links() []string { return w.links }

// FS returns the tree that the workspace was loaded from.
func (w *Workspace) FS() fs.FS { return w.fsys }

// Source returns the text of one of the workspace's files, or of a document from elsewhere, as
// positions count it: without a byte order mark. The slice is the caller's. The error is an
// [*UnreadError].
func (w *Workspace) Source(file string) ([]byte, error) {
	src, problem := w.source(file)
	if problem != nil {
		return nil, &UnreadError{*problem}
	}
	return slices.Clone(src.text), nil
}

// UnreadError says why a file of a workspace cannot be read.
type UnreadError struct{ Problem diag.Diagnostic }

func (e *UnreadError) Error() string { return e.Problem.At.File + ": " + e.Problem.Message }

// source reads a file, or a document from elsewhere.
func (w *Workspace) source(file string) (*source, *diag.Diagnostic) {
	if text, ok := w.elsewhere[file]; ok {
		return &source{name: file, text: trimMark(text)}, nil
	}
	return readSource(w.fsys, file)
}
