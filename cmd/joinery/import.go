package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/importer"
)

func (p *program) importCommand() *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "make a workspace out of what a team has already",
		UsageText: "joinery import FILE",
		Description: "Reads the file in which another tool says what a product is made of: a Helm chart, a\n" +
			"BOSH deployment manifest, a CycloneDX bill of materials, an OCM component descriptor, an\n" +
			"OpenShift release's image-references, a Maven bill of materials, a go.mod. Writes joinery.yaml\n" +
			"and a file in components/ for each component into the current folder (or -C DIR), replaces\n" +
			"nothing there, and says what it could not carry over.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "as", Usage: "the product's `NAME` (default: made of what the file calls it)"},
			&cli.StringFlag{Name: "format", Usage: "the file's `FORMAT`: " + orWords(importer.Formats()) + " (default: found out)"},
			&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Usage: "list everything that is not carried over, whole"},
			dryRunFlag(),
		},
		Action: p.importFile,
	}
}

func (p *program) importFile(c *cli.Context) error {
	if err := arguments(c, "FILE"); err != nil {
		return err
	}
	dir, err := initDir(c)
	if err != nil {
		return err
	}
	im, err := readImport(c.Context, c.Args().First(), importer.Options{Name: c.String("as"), Format: c.String("format")})
	if err != nil {
		return err
	}
	files := im.Files()
	recovered, err := manifest.Recover(c.Context, dir) // an import that was killed half-way
	if err != nil {
		return err
	}
	if recovered != nil {
		fmt.Fprintln(p.stderr, recovered)
	}
	if err := allNew(c.Context, dir, files); err != nil {
		return err
	}
	if c.Bool("dry-run") {
		if err := p.showNew(c.Context, files); err != nil {
			return err
		}
	} else {
		if err := writeFiles(c.Context, dir, files); err != nil {
			return err
		}
		fmt.Fprintf(p.stderr, "wrote joinery.yaml with the product %s, and %s in components\n", im.Product.Name, count(len(im.Components), "component"))
	}
	p.tellSkipped(im, c.Bool("verbose"))
	return nil
}

// showNew prints the files that would be written.
func (p *program) showNew(ctx context.Context, files []manifest.File) error {
	out := bufio.NewWriter(p.stdout)
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		out.WriteString(manifest.Diff(f.Path, nil, f.Data))
	}
	return out.Flush()
}

// tellSkipped lists what was not carried over: all of it one by one, or as much as a person reads.
func (p *program) tellSkipped(im *importer.Import, all bool) {
	if len(im.Skipped) == 0 {
		return
	}
	lines, every := im.Summary(), make([]string, len(im.Skipped))
	for i, s := range im.Skipped {
		every[i] = fmt.Sprintf("%s: %s: %s", im.File, s.At, s.Why())
	}
	short := !all && !slices.Equal(lines, every)
	if all {
		lines = every
	}
	out := bufio.NewWriter(p.stderr)
	defer out.Flush()
	fmt.Fprintln(out, "\nnot carried over:")
	for _, line := range lines {
		fmt.Fprintf(out, "  %s\n", line)
	}
	if short {
		fmt.Fprintln(out, "\nhint: --verbose lists every one, whole")
	}
}

// readImport reads the file that is imported, of a format that there is.
func readImport(ctx context.Context, file string, options importer.Options) (*importer.Import, error) {
	if known := importer.Formats(); options.Format != "" && !slices.Contains(known, options.Format) {
		return nil, failed{fmt.Sprintf("--format %s: wanted %s", options.Format, orWords(known)), didYouMean(options.Format, known)}
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return nil, failed{file + " is a folder, wanted a file", "name the file in it, such as " + filepath.Join(file, "Chart.yaml")}
	}
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, failed{message: err.Error()}
	}
	im, err := importer.Read(ctx, os.DirFS(filepath.Dir(path)), filepath.Base(path), options)
	wrong, name, at := new(importer.Error), new(manifest.NameError), new(fs.PathError)
	switch {
	case errors.As(err, &wrong), errors.As(err, &name):
		return nil, verdict{err}
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &at): // the file, or one that lies beside it
		return nil, unread("", filepath.Join(filepath.Dir(file), at.Path), err)
	case err != nil:
		return nil, failed{message: err.Error()}
	}
	return im, nil
}

// didYouMean is the hint about a misspelt word, "" when no word is near.
func didYouMean(word string, known []string) string {
	if near := manifest.Nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	return ""
}

// allNew stops an import that would replace a file.
func allNew(ctx context.Context, dir string, files []manifest.File) error {
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if exists(filepath.Join(dir, filepath.FromSlash(f.Path))) {
			return failed{
				filepath.Join(dir, filepath.FromSlash(f.Path)) + " is there already, nothing was written",
				"import into another folder: joinery -C DIR import FILE",
			}
		}
	}
	return nil
}
