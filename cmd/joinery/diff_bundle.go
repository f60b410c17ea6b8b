package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/revision"
	"joinery/resolve/bundle"
)

// bundleNamed returns the bundle that an argument names, the first of these that it is:
//
//	main~1:releases/acme-suite-4.2.1.joinery.yaml    a file at a revision, unless there is a file of that name
//	acme-suite@4.2.1                                 a version of a product that has bundles
//	4.2.1                                            a version of --product, or of the only product
//	../old/acme-suite-4.2.1.joinery.yaml             a file, from the current folder or from the root
//
// A bundle that cannot be read, or that is not what its digest says, stops the command, and so does
// a nested one that is another than it lists.
func (p *program) bundleNamed(c *cli.Context, w *opened, argument string) (*manifest.Bundle, error) {
	file := w.fileNamed(argument)
	if ref, in, found := strings.Cut(argument, ":"); found && file == "" {
		text, err := p.atRevision(c, w, ref, in)
		if err != nil {
			return nil, err
		}
		return p.parsedBundle(c, w, argument, text)
	}
	ref, err := w.versionNamed(c.String("product"), argument)
	switch {
	case err == nil:
		b, problems := w.Bundle(ref)
		return p.sound(c, w, b, problems)
	case file == "":
		return nil, cmp.Or(w.noFile(argument), err)
	}
	text, err := readNamed(c.Context, "", file, manifest.LargestFile)
	if err != nil {
		return nil, err
	}
	return p.parsedBundle(c, w, filepath.ToSlash(argument), text)
}

// fileNamed returns where the file lies that a word names, from the current folder, else from the
// root; "" when there is none.
func (w *opened) fileNamed(word string) string {
	for _, file := range []string{word, filepath.Join(w.root, word)} {
		if info, err := os.Stat(file); err == nil && !info.IsDir() {
			return file
		}
	}
	return ""
}

// noFile says of a word that no bundle has for a name, and no file, what it would be as a file: a
// folder, or one that is not there; nil when it does not look like one.
func (w *opened) noFile(word string) error {
	switch {
	case w.namesFolder(word):
		return failed{"found a folder, " + word + ", wanted a bundle", ""}
	case strings.HasSuffix(word, ".yaml"), strings.HasSuffix(word, ".yml"):
		return failed{"there is no file " + word, ""}
	}
	return nil
}

// namesFolder reports whether a word names a folder.
func (w *opened) namesFolder(word string) bool {
	return word != "" && (isFolder(word) || isFolder(filepath.Join(w.root, word)))
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// versionNamed finds a bundle by PRODUCT@VERSION, or by a version of a product.
func (w *opened) versionNamed(product, word string) (manifest.BundleRef, error) {
	v := word
	if name, only, found := strings.Cut(word, "@"); found {
		if w.Product(name) == nil && len(w.Bundles(name)) == 0 {
			return manifest.BundleRef{}, unknownName("product", name, w.productNames())
		}
		product, v = name, only
	}
	product, err := w.released(product, "--product NAME or NAME@VERSION")
	if err != nil {
		return manifest.BundleRef{}, err
	}
	var versions []string
	for _, ref := range w.Bundles(product) {
		if ref.Version.Is(v) {
			return ref, nil
		}
		versions = append(versions, ref.Version.String())
	}
	if len(versions) == 0 {
		return manifest.BundleRef{}, failed{product + " has no bundle yet", "joinery release makes one"}
	}
	slices.Reverse(versions)
	return manifest.BundleRef{}, failed{
		fmt.Sprintf("%s has no bundle %s, and there is no such file", product, v),
		"the newest are " + strings.Join(versions[:min(5, len(versions))], ", "),
	}
}

// released returns the name of a product that is declared or has bundles; for "" that of the only
// product that is part of no other.
func (w *opened) released(name, asking string) (string, error) {
	if name != "" && len(w.Bundles(name)) > 0 {
		return name, nil
	}
	product, err := w.product(name, asking)
	if err != nil {
		return "", err
	}
	return product.Name.Value, nil
}

// productNames returns the names of all products that are declared or have bundles, sorted.
func (w *opened) productNames() []string {
	names := w.Shelves()
	for _, product := range w.Products {
		names = append(names, product.Name.Value)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// atRevision returns a file as it was, named from the root as all files are, else from the
// repository's own root as git names them.
func (p *program) atRevision(c *cli.Context, w *opened, ref, file string) ([]byte, error) {
	said := func(err error) error {
		if c.Context.Err() != nil {
			return c.Context.Err()
		}
		proposed := slices.DeleteFunc(hints(err), func(hint string) bool { return strings.Contains(hint, "--against") })
		return failed{ref + ":" + file + ": " + err.Error(), strings.Join(proposed, "; ")}
	}
	repository, err := revision.Open(c.Context, w.root)
	if err != nil {
		return nil, said(err)
	}
	clean := path.Clean(file)
	text, err := repository.File(c.Context, ref, clean)
	if none := new(revision.NoFileError); !errors.As(err, &none) || repository.Prefix() == "" {
		if err != nil {
			return nil, said(err)
		}
		return text, nil
	}
	top := filepath.Join(w.root, strings.Repeat("../", strings.Count(repository.Prefix(), "/")))
	if repository, errTop := revision.Open(c.Context, top); errTop == nil {
		if text, errTop := repository.File(c.Context, ref, clean); errTop == nil {
			return text, nil
		}
	}
	return nil, said(err)
}

func (p *program) parsedBundle(c *cli.Context, w *opened, name string, text []byte) (*manifest.Bundle, error) {
	b, problems := w.ParseBundle(name, text)
	return p.sound(c, w, b, problems)
}

// sound returns the bundle when all of it was read, its digest fits its content, and nested bundles
// are those that it lists. What is wrong is told, warnings too.
func (p *program) sound(c *cli.Context, w *opened, b *manifest.Bundle, problems diag.List) (*manifest.Bundle, error) {
	if problems.Count(diag.Error) == 0 {
		problems = append(problems, bundle.Altered(b)...)
	}
	if problems.Count(diag.Error) == 0 {
		problems = append(problems, bundle.Exchanged(w.Workspace, b)...)
	}
	if len(problems) > 0 {
		if err := p.findings(c, p.stderr, problems, w.Workspace); err != nil {
			return nil, err
		}
	}
	if b == nil || problems.Count(diag.Error) > 0 {
		return nil, errFound
	}
	return b, nil
}
