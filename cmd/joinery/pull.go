package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/registry/client"
)

func (p *program) pullCommand() *cli.Command {
	return &cli.Command{
		Name:      "pull",
		Usage:     "write what the registry has into manifests",
		UsageText: "joinery pull [NAME…]",
		Description: "Gets the components and products of these names and all that they need, a product's bundles\n" +
			"too, each into a file of its own. Without a NAME it gets what was pulled before anew, and what\n" +
			"the workspace requires and no file declares.\n\n" +
			"What a file of yours declares is left alone. " + pulledFile + " says what was pulled; commit it\n" +
			"along. A file that was edited since stays as it is, and stops the command where the registry\n" +
			"has something new for it.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "force", Usage: "replace files that were edited, too"},
			dryRunFlag(),
			registryFlag(),
			plainHTTPFlag(),
		},
		Action: p.pull,
	}
}

func (p *program) pull(c *cli.Context) error {
	names := c.Args().Slice()
	for _, name := range names {
		if err := manifest.CheckName(name); err != nil {
			return failed{err.Error(), ""}
		}
	}
	root, err := workspaceRoot(c)
	if err != nil {
		return err
	}
	server, err := p.client(c)
	if err != nil {
		return err
	}
	recovered, err := manifest.Recover(c.Context, root)
	if err != nil {
		return err
	}
	if recovered != nil {
		fmt.Fprintln(p.stderr, recovered)
	}
	fsys, err := manifest.Open(root)
	if err != nil {
		return failed{message: err.Error()}
	}
	before, err := readPulled(fsys)
	if err != nil {
		return err
	}
	came, err := p.bring(c.Context, fsys, before, server, names)
	if err != nil {
		return p.remote(err)
	}
	next, err := before.with(fsys, came, c.Bool("force"))
	if err != nil {
		return err
	}
	return p.writePulled(c, root, fsys, next)
}

// bring asks the server for the documents of the names, or for all that was pulled before and all
// that is missing; by the files that they belong into.
func (p *program) bring(ctx context.Context, fsys fs.FS, before *pulled, server *client.Client, names []string) (map[string][]byte, error) {
	here, err := manifest.Load(ctx, fsys, manifest.Options{})
	if err != nil {
		return nil, err
	}
	own := map[string]string{} // names that other files declare
	var earlier []string
	declared := func(name, file string) {
		if before.has(file) {
			earlier = append(earlier, name)
		} else {
			own[name] = file
		}
	}
	for _, c := range here.Components {
		declared(c.Name.Value, c.File)
	}
	for _, product := range here.Products {
		declared(product.Name.Value, product.File)
	}
	for _, name := range names {
		if file, there := own[name]; there {
			return nil, failed{fmt.Sprintf("%s is declared in %s, which was not pulled; nothing was written", name, file), "a file leads: what it declares does not come from a registry"}
		}
	}
	came, asked := map[string][]byte{}, map[string]bool{}
	ask := server.Elsewhere(p.cache())
	elsewhere := func(ctx context.Context, wanted []string) ([]manifest.Document, error) {
		wanted = slices.DeleteFunc(slices.Clone(wanted), func(name string) bool { return own[name] != "" })
		for _, name := range wanted {
			asked[name] = true
		}
		documents, err := ask(ctx, wanted)
		for _, d := range documents {
			if file := client.FileOf(d); file != "" {
				came[file] = d.Text
			}
		}
		return documents, err
	}
	var from fs.FS = newOverlay(nil, nil)
	wanted := names
	if len(names) == 0 {
		from, wanted = newOverlay(fsys, before.removed()), earlier
	}
	there, err := manifest.Load(ctx, from, manifest.Options{Wanted: wanted, Elsewhere: elsewhere})
	if err != nil {
		return nil, err
	}
	if name := unasked(there, server.Address(), asked); name != "" {
		return nil, failed{fmt.Sprintf("%s sent %s, which nobody asked for; nothing was written", server.Address(), name), ""}
	}
	for _, name := range names {
		if came[manifest.DocumentFile(name)] == nil {
			return nil, failed{fmt.Sprintf("%s has no component and no product called %s; nothing was written", server.Address(), name), ""}
		}
	}
	switch unknown := unanswered(asked, came); {
	case len(came) == 0 && len(unknown) == 0:
		return nil, failed{"nothing is missing here", "joinery pull NAME gets a component or product, and all that it needs"}
	case len(came) == 0:
		return nil, failed{notThere(server, unknown) + "; nothing was written", "joinery publish FILE… adds one where it is declared, and --registry asks another registry"}
	case len(unknown) > 0:
		fmt.Fprintln(p.stderr, notThere(server, unknown))
	}
	return came, nil
}

// unanswered returns the names that a server was asked for and sent nothing of, sorted.
func unanswered(asked map[string]bool, came map[string][]byte) []string {
	var names []string
	for name := range asked {
		if came[manifest.DocumentFile(name)] == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// notThere says that a server has none of the names that are required.
func notThere(server *client.Client, names []string) string {
	if len(names) == 1 {
		return fmt.Sprintf("%s has no %s, which is required here", server.Address(), names[0])
	}
	return fmt.Sprintf("%s has no %s, which are required here", server.Address(), orWords(names))
}

// unasked returns the name of a component or product that a server's document declares and that it was not
// asked for, "" for none.
func unasked(w *manifest.Workspace, address string, asked map[string]bool) string {
	for _, c := range w.Components {
		if strings.HasPrefix(c.File, address+"/") && !asked[c.Name.Value] {
			return c.Name.Value
		}
	}
	for _, p := range w.Products {
		if strings.HasPrefix(p.File, address+"/") && !asked[p.Name.Value] {
			return p.Name.Value
		}
	}
	return ""
}

// writePulled writes what came, all of it or nothing, and tells which files are new.
func (p *program) writePulled(c *cli.Context, root string, fsys fs.FS, next *pulledNext) error {
	if len(next.edited) > 0 {
		return failed{
			"the registry has something new for what was edited here: " + strings.Join(next.edited, ", ") + "; nothing was written",
			"publish your edits, or move them away; --force gives them up",
		}
	}
	if c.Bool("dry-run") {
		return p.showPulled(fsys, next)
	}
	if err := writeFiles(c.Context, root, next.files); err != nil {
		return err
	}
	wrote := 0
	for _, f := range next.files {
		if f.Path == pulledFile {
			continue
		}
		wrote++
		if _, err := fmt.Fprintln(p.stdout, f.Path); err != nil {
			return err
		}
	}
	for _, file := range next.kept {
		fmt.Fprintf(p.stderr, "kept %s, which was edited here\n", file)
	}
	if wrote == 0 && len(next.kept) == 0 {
		fmt.Fprintln(p.stderr, "nothing is new")
	}
	return nil
}

// showPulled prints what would be written.
func (p *program) showPulled(fsys fs.FS, next *pulledNext) error {
	for _, f := range next.files {
		if f.Path == pulledFile {
			continue
		}
		data, err := fs.ReadFile(fsys, f.Path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return failed{message: err.Error()}
		}
		if _, err := fmt.Fprint(p.stdout, manifest.Diff(f.Path, data, f.Data)); err != nil {
			return err
		}
	}
	fmt.Fprintln(p.stderr, "nothing was written")
	return nil
}
