package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// The rules of all output: results go to stdout, everything else to stderr; a message starts
// with a small letter, has no full stop, and reads fully without colour.

// colored reports whether what goes to w is to be coloured.
func (p *program) colored(c *cli.Context, w io.Writer) bool {
	switch c.String("color") {
	case "always":
		return true
	case "never":
		return false
	}
	return p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb" && isTerminal(w)
}

// knownColor stops a command whose --color says something else than when.
func (p *program) knownColor(c *cli.Context) error {
	switch when := c.String("color"); when {
	case "auto", "always", "never":
		return nil
	default:
		return failed{fmt.Sprintf("--color %s: wanted auto, always or never", when), ""}
	}
}

func isTerminal(w io.Writer) bool {
	f := fileOf(w)
	return f != nil && term.IsTerminal(int(f.Fd()))
}

// findings prints diagnostics for people.
func (p *program) findings(c *cli.Context, w io.Writer, l diag.List, workspace *manifest.Workspace) error {
	options := diag.TextOptions{Color: p.colored(c, w)}
	if f := fileOf(w); f != nil {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			options.Width = width
		}
	}
	if workspace != nil {
		options.Source = workspace.Source
	}
	return diag.Text(w, l, options)
}

// emit writes a result to stdout, or whole into the file that -o names.
func (p *program) emit(c *cli.Context, write func(io.Writer) error) error {
	if file := c.String("o"); file != "" {
		return p.emitInto(c, "-o", file, write)
	}
	return write(p.stdout)
}

// emitInto writes a result whole into the file that an option names. It is none that would be read for
// a document from then on.
func (p *program) emitInto(c *cli.Context, option, file string, write func(io.Writer) error) error {
	if root, err := workspaceRoot(c); err == nil && manifest.IsDocument(below(root, file)) {
		return failed{fmt.Sprintf("%s %s: a file of that name is read for a document, wanted another name; nothing was written", option, file), ""}
	}
	return p.fill(c, option, file, write)
}

// emitBundle is emit for a document.
func (p *program) emitBundle(c *cli.Context, text []byte) error {
	write := func(out io.Writer) error {
		_, err := out.Write(text)
		return err
	}
	if file := c.String("o"); file != "" {
		return p.fill(c, "-o", file, write)
	}
	return write(p.stdout)
}

// fill writes a file whole.
func (p *program) fill(c *cli.Context, option, file string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		if err := os.WriteFile(file, b.Bytes(), 0); err != nil { // /dev/null, a pipe
			return unwritten(err)
		}
		return nil
	}
	dir, name := filepath.Split(file)
	if name == "" {
		return failed{fmt.Sprintf("%s %s: found a folder, wanted a file", option, file), ""}
	}
	err := writeFiles(c.Context, filepath.Clean(dir), []manifest.File{{Path: name, Data: b.Bytes()}})
	if wrong := new(manifest.WriteError); errors.As(err, &wrong) {
		wrong.File = file
		return failed{wrong.Error(), ""}
	}
	return err
}

// writeFiles writes all files or none; an error about the machine is the command's failure.
func writeFiles(ctx context.Context, root string, files []manifest.File) error {
	if err := os.MkdirAll(root, 0o755); err != nil {
		if wrong := new(fs.PathError); errors.As(err, &wrong) && exists(wrong.Path) {
			return failed{wrong.Path + " is a file, wanted a folder; nothing was written", ""}
		}
		return unwritten(err)
	}
	return manifest.WriteFiles(ctx, root, files)
}

// count writes "1 component", "2 components".
func count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return strconv.Itoa(n) + " " + strings.TrimSuffix(noun, "y") + "ies"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

func joinWords(words []string, between string) string { return strings.Join(words, between) }

// orWords writes "a, b or c".
func orWords(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// writer keeps the commands free of package io.
type writer = io.Writer

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// progress shows on a terminal how far a long piece of work is. It says nothing during the
// first half second.
type progress struct {
	w       io.Writer
	started time.Time
	shown   time.Time
	now     func() time.Time
}

func (p *program) progress() *progress {
	if !isTerminal(p.stderr) {
		return &progress{}
	}
	return &progress{w: p.stderr, started: p.now(), now: p.now}
}

// read reports that done of total files are read.
func (g *progress) read(done, total int) {
	if g.w == nil {
		return
	}
	at := g.now()
	if at.Sub(g.started) < 500*time.Millisecond || at.Sub(g.shown) < 100*time.Millisecond && done < total {
		return
	}
	g.shown = at
	fmt.Fprintf(g.w, "\r\x1b[Kreading %d of %d files", done, total)
}

// done takes the line away again.
func (g *progress) done() {
	if g.w != nil && !g.shown.IsZero() {
		fmt.Fprint(g.w, "\r\x1b[K")
	}
}
