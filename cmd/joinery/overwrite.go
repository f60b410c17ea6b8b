package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"
)

// spares returns an error when the file that an option is to write is one that the command reads:
// a document of the workspace, a product's logo, or one of the others, named from the current
// folder or from the root.
func (w *opened) spares(option, file string, others ...string) error {
	if file == "" {
		return nil
	}
	target, err := os.Stat(file)
	if err != nil {
		return nil // there is nothing that could be lost
	}
	for _, input := range append(w.documents(), others...) {
		if input == "" {
			continue
		}
		for _, name := range []string{input, filepath.Join(w.root, filepath.FromSlash(input))} {
			if info, err := os.Stat(name); err == nil && os.SameFile(target, info) {
				return failed{fmt.Sprintf("%s %s: that is one of the files that are read, wanted another; nothing was written", option, file), ""}
			}
		}
	}
	return nil
}

// sparesBut is spares for a bundle: a file that holds the very same already stays as it is.
func (w *opened) sparesBut(c *cli.Context, text []byte) error {
	file := c.String("o")
	if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && info.Size() == int64(len(text)) {
		if there, err := os.ReadFile(file); err == nil && bytes.Equal(there, text) {
			return nil
		}
	}
	return w.spares("-o", file)
}

// documents returns the files that the workspace consists of, from the root, those with problems
// too.
func (w *opened) documents() []string {
	var files []string
	for _, c := range w.Components {
		files = append(files, c.File)
	}
	for _, product := range w.Products {
		files = append(files, product.File)
		if !product.Logo.IsZero() {
			files = append(files, logoFile(product))
		}
	}
	for _, change := range w.Changes {
		files = append(files, change.File)
	}
	for _, product := range w.Shelves() {
		for _, ref := range w.Bundles(product) {
			files = append(files, ref.File)
		}
	}
	for _, problem := range w.Problems {
		files = append(files, problem.At.File)
		for _, r := range problem.Related {
			files = append(files, r.At.File)
		}
	}
	return files
}
