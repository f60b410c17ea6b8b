package main

import (
	"context"
	"io/fs"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/registry/client"
)

// elsewhere gives documents that lie in no file, see [manifest.Options].
type elsewhere = func(ctx context.Context, names []string) ([]manifest.Document, error)

// historiesFor says of which products a command looks at bundles that files need not have. Who
// only writes manifests, or asks what they say, is not kept from it by a registry that gives no answer.
func historiesFor(c *cli.Context) manifest.Histories {
	switch c.Command.Name {
	case "bump", "change", "cut":
		return manifest.NoHistories
	case "check", "graph", "impact", "why":
		if len(fromTo(c)) == 0 {
			return manifest.RequiredHistories
		}
	}
	return manifest.AllHistories
}

// load reads a workspace. What its documents require and no file declares, and the bundles that the
// command looks at, come from the registry that the command line or the environment names, else from
// those that its products name, which are not shown the token. Where nothing is missing nobody is asked.
func (p *program) load(c *cli.Context, fsys fs.FS, o manifest.Options) (*manifest.Workspace, elsewhere, error) {
	o.Histories = historiesFor(c)
	if address := p.registryAddress(c); address != "" && !p.offline {
		ask, err := p.elsewhere(c, p.getenv(tokenVariable), address)
		if err != nil {
			return nil, nil, err
		}
		o.Elsewhere, o.Asked = ask, "the registry at "+address
		w, err := manifest.Load(c.Context, fsys, o)
		return w, ask, p.remote(err)
	}
	w, err := manifest.Load(c.Context, fsys, o)
	if err != nil || p.offline {
		return w, nil, err
	}
	named := p.registriesOf(w)
	if len(named) == 0 {
		return w, nil, nil
	}
	ask, err := p.elsewhere(c, "", named...)
	if err != nil {
		return nil, nil, err
	}
	o.Known, o.Elsewhere, o.Asked = w, ask, "the registry at "+strings.Join(named, ", or at ")
	w, err = manifest.Load(c.Context, fsys, o)
	return w, ask, p.remote(err)
}

// lacks reports whether a workspace that this one was has bundles that this one has not.
func (w *opened) lacks(then *manifest.Workspace) bool {
	for _, product := range then.Shelves() {
		now := map[string]bool{}
		for _, ref := range w.Bundles(product) {
			now[ref.Version.String()] = true
		}
		for _, ref := range then.Bundles(product) {
			if !now[ref.Version.String()] {
				return true
			}
		}
	}
	return false
}

// whole returns the workspace with the bundles of all products, from what gave the rest.
func (p *program) whole(c *cli.Context, w *opened) (*opened, error) {
	if w.elsewhere == nil || w.histories == manifest.AllHistories {
		return w, nil
	}
	o := manifest.Options{Known: w.Workspace, Elsewhere: w.elsewhere, Asked: w.Asked(), Histories: manifest.AllHistories}
	all, err := manifest.Load(c.Context, w.FS(), o)
	if err != nil {
		return nil, p.remote(err)
	}
	return &opened{all, w.root, w.elsewhere, o.Histories}, nil
}

// elsewhere asks servers one after the other: what the first does not know, the next is asked for,
// and of a bundle that both have, the first's counts. The same question is asked once, for a base
// that is read as well.
func (p *program) elsewhere(c *cli.Context, token string, addresses ...string) (elsewhere, error) {
	var all []elsewhere
	cache := p.cache()
	for _, address := range addresses {
		server, err := p.clientOf(c, address, token)
		if err != nil {
			return nil, err
		}
		all = append(all, server.Elsewhere(cache))
	}
	var mu sync.Mutex
	known := map[string][]manifest.Document{}
	return func(ctx context.Context, names []string) ([]manifest.Document, error) {
		mu.Lock()
		defer mu.Unlock()
		question := strings.Join(names, " ")
		if documents, asked := known[question]; asked {
			return documents, nil
		}
		var came []manifest.Document
		files := map[string]bool{}
		for _, ask := range all {
			documents, err := ask(ctx, names)
			if err != nil {
				return nil, err
			}
			for _, d := range documents {
				if file := client.FileOf(d); !files[file] {
					files[file] = true
					came = append(came, d)
				}
			}
			if len(all) > 1 {
				names = missing(names, documents)
			}
		}
		known[question] = came
		return came, nil
	}, nil
}

// missing returns the names that no document declares, as far as its address tells.
func missing(names []string, documents []manifest.Document) []string {
	there := map[string]bool{}
	for _, d := range documents {
		there[d.File[strings.LastIndexByte(d.File, '/')+1:]] = true
	}
	var rest []string
	for _, name := range names {
		if !there[strings.ReplaceAll(name, "/", "%2F")] {
			rest = append(rest, name)
		}
	}
	return rest
}

// named returns the names in a command line: those of its arguments, and of --product.
func named(c *cli.Context) []string {
	var all []string
	for _, word := range append(c.Args().Slice(), c.String("product")) {
		name, _, _ := strings.Cut(word, "@")
		if manifest.CheckName(name) == nil {
			all = append(all, name)
		}
	}
	return all
}
