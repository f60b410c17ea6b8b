package manifest

import (
	"fmt"

	"gopkg.in/yaml.v3"

	"joinery/manifest/diag"
)

// Parts is a document in the pieces in which a registry keeps it: one for each version, so that
// versions can come one by one. [Split] takes
//
//	apiVersion: joinery/v1
//	kind: Component
//	name: ledger-lib
//	versions:
//	  - version: 2.1.0   # the one that customers run
//	    released: 2026-10-02
//
// apart into the Text of the first three lines and one of the Entries,
//
//	version: 2.1.0 # the one that customers run
//	released: 2026-10-02
//
// and [Join] puts them together again.
type Parts struct {
	// One of these is set. Its file and places are those of the text that was taken apart; its
	// requirements are not parsed, since that takes a [Workspace].
	Component *Component
	Product   *Product
	Bundle    *Bundle

	// Text is the Component without its versions, the Product, or the Bundle. A bundle's bytes
	// are as they stand, between the lines "---" and without a byte order mark. The others are
	// laid out as joinery writes: fields in the order of the reference, line ends LF, no blank
	// lines. Texts, their quotes and brackets are as written; comments stay where they stand
	// above a field or item, beside it or at the end of a block, and go where they stand in
	// brackets.
	Text []byte

	// Entries are the component's versions, one for each of Component.Versions and in that order.
	Entries [][]byte
}

// Name returns the name that the document declares; a bundle's is its product's.
func (p Parts) Name() string {
	switch {
	case p.Component != nil:
		return p.Component.Name.Value
	case p.Product != nil:
		return p.Product.Name.Value
	}
	return p.Bundle.Name.Value
}

// Split takes the documents of a YAML text apart, in their order. Problems name the text by file.
// A text with an error is refused as a whole, and no parts come back; warnings come beside them.
//
// To split what [Join] wrote gives the same pieces, and to join those the same bytes.
func Split(file string, text []byte) ([]Parts, diag.List) {
	if problem := oversize(file, text); problem != nil {
		return nil, diag.List{*problem}
	}
	d := newDecoder()
	var all []Parts
	d.each(&source{name: file, text: trimMark(text)}, func(c chunk, root *yaml.Node) {
		var read documents
		d.document(root, &read)
		if d.problems.Count(diag.Error) > 0 {
			return
		}
		switch {
		case len(read.components) > 0:
			all = append(all, Parts{Component: read.components[0]})
		case len(read.products) > 0:
			all = append(all, Parts{Product: read.products[0]})
		case len(read.bundles) > 0:
			all = append(all, Parts{Bundle: read.bundles[0], Text: c.body()})
			return
		}
		pieces, err := takeApart(root)
		if err != nil {
			d.wrong(root, "the document cannot be taken apart: "+err.Error(), "leave out what is unusual about its layout")
			return
		}
		last := &all[len(all)-1]
		last.Text, last.Entries = pieces.head, pieces.entries
	})
	if d.problems.Count(diag.Error) > 0 {
		all = nil
	}
	return all, d.problems.Sorted()
}

// oversize is the problem of a text that is larger than any that is read, nil for others.
func oversize(file string, text []byte) *diag.Diagnostic {
	if len(text) <= LargestFile {
		return nil
	}
	found := fileProblem(file, fmt.Sprintf("the text has %d MiB, at most %d are read", len(text)>>20, LargestFile>>20), "split it into several")
	return &found
}
