package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/client"
)

// registryImport is the inverse of registryExport: a folder becomes what a registry has, in one go.
func (p *program) registryImport(c *cli.Context) error {
	if err := arguments(c, "DIR"); err != nil {
		return err
	}
	dir := c.Args().First()
	texts, found, err := wholeWorkspace(c.Context, dir)
	if err != nil {
		return err
	}
	parts, err := p.inOrder(c, texts, found)
	if err != nil {
		return err
	}
	if len(parts) == 0 {
		return failed{"found no Component, Product or Bundle document in " + dir, "joinery registry export writes such a folder"}
	}
	text, err := importStream(parts)
	if err != nil {
		return err
	}
	if len(text) > registry.MaxPublication {
		return failed{
			fmt.Sprintf("%s has %d MiB of documents, a registry takes at most %d at once; nothing was written", dir, len(text)>>20, registry.MaxPublication>>20),
			"joinery publish FILE… takes them in by parts, each whole or not at all",
		}
	}
	server, err := p.client(c)
	if err != nil {
		return err
	}
	if !c.Bool("into-existing") {
		if err := p.refuseOthers(c.Context, server, dir, parts); err != nil {
			return err
		}
	}
	if c.Bool("dry-run") {
		outcomes, err := server.LookPublish(c.Context, text)
		if err != nil {
			return p.remote(err)
		}
		if err := p.tellImported(outcomes, "would add"); err != nil {
			return err
		}
		fmt.Fprintln(p.stderr, "nothing was written")
		return nil
	}
	key := keyOf(c)
	outcomes, err := server.Publish(c.Context, text, key)
	if err != nil {
		return p.remoteWrite(err, key)
	}
	return p.tellImported(outcomes, "added")
}

// wholeWorkspace reads the manifests of a folder, the bundles of products that it does not declare
// among them. Copies of bundles are left out; what else stands there twice, or cannot be read, is found.
func wholeWorkspace(ctx context.Context, dir string) (texts []manifestText, found diag.List, err error) {
	folder, err := openManifests(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	files := folder.declared()
	for _, product := range folder.Shelves() {
		for _, b := range folder.Bundles(product) {
			files = append(files, b.File)
		}
	}
	texts, found = folder.read(files)
	for _, d := range folder.Problems {
		if d.Rule == "unique-version" {
			found = append(found, folder.told(d))
		}
	}
	return texts, found, nil
}

// importStream writes documents in the order in which a registry would have got them: components and
// products by name, then bundles, each product's lowest version first.
func importStream(parts []manifest.Parts) ([]byte, error) {
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b manifest.Parts) int {
		order := cmp.Or(cmp.Compare(kindOf(a), kindOf(b)), strings.Compare(a.Name(), b.Name()))
		if order == 0 && a.Bundle != nil {
			return a.Bundle.Parsed.Compare(b.Bundle.Parsed)
		}
		return order
	})
	texts := make([]manifestText, len(parts))
	for i, part := range parts {
		texts[i].text = part.Text
		if part.Component == nil {
			continue
		}
		var err error
		if texts[i].text, err = manifest.Join(part.Text, part.Entries); err != nil {
			return nil, failed{message: err.Error()}
		}
	}
	return stream(texts), nil
}

// kindOf is 0 for a component, 1 for a product, 2 for a bundle.
func kindOf(p manifest.Parts) int {
	switch {
	case p.Component != nil:
		return 0
	case p.Product != nil:
		return 1
	}
	return 2
}

// refuseOthers stops an import into a registry that has what the folder does not: it may be another
// than the one that was meant, and nothing is ever taken out of a registry again.
func (p *program) refuseOthers(ctx context.Context, server *client.Client, dir string, parts []manifest.Parts) error {
	there, err := everything(ctx, server)
	if err != nil {
		return p.remote(err)
	}
	own := map[string]bool{}
	for _, part := range parts {
		own[part.Name()] = true
	}
	others := slices.DeleteFunc(there, func(name string) bool { return own[name] })
	if len(others) == 0 {
		return nil
	}
	const named = 3
	told := strings.Join(others[:min(named, len(others))], ", ")
	if more := len(others) - named; more > 0 {
		told += fmt.Sprintf(" and %d more", more)
	}
	return failed{
		fmt.Sprintf("the registry at %s has what %s has not: %s; nothing was written", server.Address(), dir, told),
		"--into-existing takes the folder in beside it",
	}
}

// tellImported counts what was added, or whatever is said of that, and prints a line for what was neither new nor there already.
func (p *program) tellImported(outcomes []api.Outcome, did string) error {
	var rest []api.Outcome
	added := map[string]int{}
	same := 0
	for _, o := range outcomes {
		switch o.What {
		case registry.OutcomeAdded:
			added[o.Kind]++
		case registry.OutcomeUnchanged:
			same++
		default:
			rest = append(rest, o)
		}
	}
	for _, o := range rest {
		if err := p.tellOutcome(o); err != nil {
			return err
		}
	}
	var words []string
	for _, kind := range []string{"Component", "Version", "Product", "Bundle"} {
		if n := added[kind]; n > 0 {
			words = append(words, count(n, strings.ToLower(kind)))
		}
	}
	switch {
	case len(words) > 0 && same > 0:
		fmt.Fprintf(p.stderr, "%s %s; %d unchanged\n", did, strings.Join(words, ", "), same)
	case len(words) > 0:
		fmt.Fprintf(p.stderr, "%s %s\n", did, strings.Join(words, ", "))
	case len(rest) == 0:
		fmt.Fprintln(p.stderr, "all of it is there already")
	case same > 0:
		fmt.Fprintf(p.stderr, "%d unchanged\n", same)
	}
	return nil
}
