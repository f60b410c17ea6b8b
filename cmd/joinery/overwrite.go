package main

import (
	"fmt"
	"os"
	"path/filepath"

	"joinery/manifest"
)

// sparesInputs returns an error when the file that -o names is one that the command reads: a
// document of the workspace, the bundle, or one of the others.
func sparesInputs(file string, w *opened, b *manifest.Bundle, others ...string) error {
	target, err := os.Stat(file)
	if file == "" || err != nil {
		return nil // there is nothing that could be lost
	}
	inputs := append(others, b.File, filepath.Join(w.root, filepath.FromSlash(b.File)))
	add := func(name string) { inputs = append(inputs, filepath.Join(w.root, filepath.FromSlash(name))) }
	for _, c := range w.Components {
		add(c.File)
	}
	for _, product := range w.Products {
		add(product.File)
	}
	for _, change := range w.Changes {
		add(change.File)
	}
	for _, product := range w.Shelves() {
		for _, ref := range w.Bundles(product) {
			add(ref.File)
		}
	}
	for _, input := range inputs {
		if info, err := os.Stat(input); err == nil && os.SameFile(target, info) {
			return failed{fmt.Sprintf("-o %s: that is one of the files that are read, wanted another; nothing was written", file), ""}
		}
	}
	return nil
}
