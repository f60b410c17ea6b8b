package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
)

func (p *program) initCommand() *cli.Command {
	return &cli.Command{
		Name:      "init",
		Usage:     "write a first manifest, ready to edit",
		UsageText: "joinery init [product|component NAME]",
		Description: "Writes joinery.yaml, or NAME.joinery.yaml where there is one already, into the\n" +
			"current folder (or -C DIR). Alone it writes a product named after the folder.",
		Flags: []cli.Flag{
			dryRunFlag(),
		},
		BashComplete: p.completeWords("product", "component"),
		Action:       p.init,
	}
}

func dryRunFlag() cli.Flag {
	return &cli.BoolFlag{Name: "dry-run", Usage: "print what would be written, and write nothing"}
}

func (p *program) init(c *cli.Context) error {
	if err := arguments(c, "[product|component]", "[NAME]"); err != nil {
		return err
	}
	dir, err := initDir(c)
	if err != nil {
		return err
	}
	kind, name := c.Args().Get(0), c.Args().Get(1)
	switch {
	case kind == "":
		kind, name = "product", slug(filepath.Base(dir))
	case kind != "product" && kind != "component":
		return failed{fmt.Sprintf("%q is no kind of manifest: wanted product or component", kind), "usage: joinery init [product|component NAME]"}
	case name == "":
		return failed{"NAME is missing", "usage: joinery init " + kind + " NAME"}
	}
	if err := manifest.CheckName(name); err != nil {
		return verdict{err}
	}
	file := "joinery.yaml"
	if exists(filepath.Join(dir, file)) {
		file = strings.ReplaceAll(name, "/", "--") + ".joinery.yaml"
	}
	if exists(filepath.Join(dir, file)) {
		return failed{fmt.Sprintf("%s is there already, nothing was written", filepath.Join(dir, file)), "edit that file, or give another name: joinery init " + kind + " NAME"}
	}
	text := firstManifests[kind]
	text = strings.ReplaceAll(text, "NAME", name)
	if c.Bool("dry-run") {
		fmt.Fprint(p.stdout, manifest.Diff(file, nil, []byte(text)))
		return nil
	}
	if err := writeFiles(c.Context, dir, []manifest.File{{Path: file, Data: []byte(text), From: manifest.NoContent}}); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "wrote %s\n", file)
	return nil
}

// initDir returns the folder to write to: here, whatever workspace it may lie in.
func initDir(c *cli.Context) (string, error) {
	if c.String("C") != "" {
		dir, err := workspaceRoot(c)
		if err != nil {
			return "", err
		}
		return filepath.Abs(dir)
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", failed{message: err.Error()}
	}
	return dir, nil
}

// slug makes a name out of a folder's.
func slug(folder string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(folder) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if name := strings.Trim(b.String(), "-"); name != "" {
		return name
	}
	return "product"
}

var firstManifests = map[string]string{
	"product": `apiVersion: joinery/v1
kind: Product
name: NAME
# title: what customers call it
components: {}            # what it consists of, for example  payments-api: ^1.4
standard: recommended     # minimal | recommended | lightblue
`,
	"component": `apiVersion: joinery/v1
kind: Component
name: NAME
# title: what people read in release notes
type: other               # library | service | ui | cli | config | hardware | other
versions:
  - version: 0.1.0-SNAPSHOT
    # dependencies:
    #   ledger-lib: 2.1.0     # exact, or a constraint: ^2.1
`,
}
