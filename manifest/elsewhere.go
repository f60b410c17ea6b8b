package manifest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"joinery/manifest/diag"
)

// Document is a text that lies in no file of the tree, see [Options].
type Document struct {
	// File is what findings call it: an address, such as https://host/v1/items/ledger-lib. While
	// a workspace is loaded the same address stands for the same text. A bundle whose address
	// ends as its file would be called, in releases/PRODUCT-VERSION.joinery.yaml, is read when
	// somebody asks for it.
	File string
	Text []byte // YAML, of one document or several
}

// IsElsewhere reports whether what a component, product, bundle or place calls its file is the
// address of a document from elsewhere: there is no such file.
func (w *Workspace) IsElsewhere(file string) bool {
	_, is := w.elsewhere[file]
	return is
}

// Asked returns what was asked for documents that lie in no file, as messages call it; "" where nothing
// was, or nobody said what.
func (w *Workspace) Asked() string { return w.asked }

// fetching is what a load asks for elsewhere.
type fetching struct {
	*Workspace
	run     *run
	options Options
	local   map[string]bool    // names that files declare
	held    map[bundleKey]bool // bundles that are there already
	asked   map[string]bool    // names that were asked for, or are next
	next    []string
	peeked  map[*Bundle]bool // bundles that were read before all names were known
}

type bundleKey struct{ product, version string }

// fetch asks for what is required and not declared until nothing more is. The error is ctx's, or
// what was returned instead of documents.
func (w *Workspace) fetch(r *run, opt Options) error {
	if opt.Elsewhere == nil {
		return nil
	}
	f := fetching{
		Workspace: w, run: r, options: opt,
		local: map[string]bool{}, held: map[bundleKey]bool{}, asked: map[string]bool{}, peeked: map[*Bundle]bool{},
	}
	w.elsewhere, w.asked = map[string][]byte{}, opt.Asked
	for _, name := range w.Names() {
		f.local[name] = true
	}
	f.hold()
	f.want(opt.Wanted...)
	if opt.Histories == AllHistories {
		for _, p := range w.Products {
			f.ask(p.Name.Value)
		}
	}
	f.require(documents{components: w.Components, products: w.Products})
	for len(f.next) > 0 {
		names := f.next
		f.next = nil
		slices.Sort(names)
		came, err := opt.Elsewhere(r.ctx, names)
		if err != nil {
			return err
		}
		fresh, err := f.take(came)
		if err != nil {
			return err
		}
		f.require(fresh)
	}
	for b := range f.peeked {
		linkOverrides(w, b)
	}
	return nil
}

// take adds documents to the workspace and returns what they declare.
func (f *fetching) take(came []Document) (documents, error) {
	var files, same, releases []string
	for _, doc := range came {
		if !isAddress(doc.File) {
			return documents{}, fmt.Errorf("found a document from elsewhere called %s, wanted an address such as https://host/name", quoted(doc.File))
		}
		if f.IsElsewhere(doc.File) {
			continue
		}
		f.elsewhere[doc.File] = doc.Text
		switch known := f.options.Known; {
		case isReleaseFile(doc.File):
			releases = append(releases, doc.File)
		case known != nil && known.IsElsewhere(doc.File) && bytes.Equal(known.elsewhere[doc.File], doc.Text):
			same = append(same, doc.File)
		default:
			files = append(files, doc.File)
		}
	}
	again, rest := f.options.known(same, nil)
	read := f.run.texts(append(files, rest...), f.elsewhere)
	read.add(reading{documents: again})
	f.add(&read)
	late := f.run.texts(f.shelveNamed(releases), f.elsewhere)
	f.add(&late)
	f.hold()
	read.add(late)
	return read.documents, f.run.ctx.Err()
}

// isAddress reports whether a document from elsewhere may be called so: no file can.
func isAddress(text string) bool {
	scheme, rest, ok := strings.Cut(text, "://")
	return ok && scheme != "" && rest != "" && !strings.Contains(scheme, "/")
}

// texts reads documents from elsewhere; the result is in the order of their names.
func (r *run) texts(names []string, texts map[string][]byte) reading {
	return r.each(names, func(d *decoder, name string) reading {
		if problem := oversize(name, texts[name]); problem != nil {
			return reading{documents: documents{problems: diag.List{*problem}}}
		}
		return reading{documents: d.read(&source{name: name, text: trimMark(texts[name])})}
	})
}

// add declares what was read, without what a file has as well and what is wrong with that.
func (f *fetching) add(read *reading) {
	hidden, kept := map[string]bool{}, map[string]bool{}
	hide := func(file string, hides bool) bool {
		if hides {
			hidden[file] = true
		} else {
			kept[file] = true
		}
		return hides
	}
	read.components = slices.DeleteFunc(read.components, func(c *Component) bool { return hide(c.File, f.local[c.Name.Value]) })
	read.products = slices.DeleteFunc(read.products, func(p *Product) bool { return hide(p.File, f.local[p.Name.Value]) })
	read.bundles = slices.DeleteFunc(read.bundles, func(b *Bundle) bool {
		return hide(b.File, f.held[bundleKey{b.Name.Value, b.Parsed.String()}])
	})
	read.problems = slices.DeleteFunc(read.problems, func(d diag.Diagnostic) bool { return hidden[d.At.File] && !kept[d.At.File] })
	f.declare(read)
	f.shelve(read.bundles)
	f.Problems = append(f.Problems, read.problems...)
}

// shelveNamed shelves bundles by what they are called and returns the texts that have to be read.
func (f *fetching) shelveNamed(files []string) (rest []string) {
	aside := &Workspace{Products: f.Products}
	rest = aside.index(files)
	for product, s := range aside.shelves {
		for _, ref := range s.refs {
			if !f.held[bundleKey{product, ref.Version.String()}] {
				f.put(product, ref, &slot{})
			}
		}
	}
	return rest
}

// hold notes which bundles are there.
func (f *fetching) hold() {
	for product, s := range f.shelves {
		for _, ref := range s.refs {
			f.held[bundleKey{product, ref.Version.String()}] = true
		}
	}
}
