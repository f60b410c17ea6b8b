package main

import (
	"context"
	"io/fs"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
)

// elsewhere gives documents that lie in no file, see [manifest.Options].
type elsewhere = func(ctx context.Context, names []string) ([]manifest.Document, error)

// load reads a workspace. What its documents require and no file declares, and the bundles of its
// products, come from the registry that the command line or the environment names, else from those
// that its products name, which are not shown the token. Where files declare no product and every
// component nobody is asked.
func (p *program) load(c *cli.Context, fsys fs.FS, o manifest.Options) (*manifest.Workspace, elsewhere, error) {
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

// elsewhere asks servers one after the other: what the first does not know, the next is asked for.
// The same question is asked once, for a base that is read as well.
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
		for _, ask := range all {
			documents, err := ask(ctx, names)
			if err != nil {
				return nil, err
			}
			came = append(came, documents...)
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
