package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/resolve/notes"
)

// changelog inserts notes into a changelog, which may not be there yet.
func (p *program) changelog(c *cli.Context, file string, made *notes.Notes) error {
	before, err := readNamed(c.Context, "--changelog", file, maxText)
	if err != nil && exists(file) {
		return err
	}
	after := made.Changelog(before)
	if string(before) == string(after) {
		fmt.Fprintf(p.stderr, "%s has %s already; nothing was written\n", file, made.To.Version)
		return nil
	}
	if c.Bool("dry-run") {
		_, err := fmt.Fprint(p.stdout, manifest.Diff(file, before, after))
		fmt.Fprintln(p.stderr, "nothing was written")
		return err
	}
	err = p.emitInto(c, "--changelog", file, func(out writer) error {
		_, err := out.Write(after)
		return err
	})
	if err == nil {
		fmt.Fprintf(p.stderr, "%s: %s is new\n", file, made.To.Version)
	}
	return err
}

// forwards stops notes that go back to an older bundle from entering a changelog.
func forwards(from, to *manifest.Bundle) error {
	if from == nil || from.Parsed.Scheme() != to.Parsed.Scheme() || to.Parsed.IsZero() || to.Parsed.Compare(from.Parsed) >= 0 {
		return nil
	}
	return failed{
		fmt.Sprintf("--changelog: %s is older than %s, wanted what a newer bundle brought", to.Version, from.Version),
		fmt.Sprintf("name the older one first: joinery notes %s %s", to.Version, from.Version),
	}
}
