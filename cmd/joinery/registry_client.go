package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/registry/client"
)

// What the environment says about a registry's server.
const (
	registryVariable  = "JOINERY_REGISTRY"
	tokenVariable     = "JOINERY_TOKEN"
	plainHTTPVariable = "JOINERY_PLAIN_HTTP"
)

func registryFlag() cli.Flag {
	return &cli.StringFlag{Name: "registry", Usage: "ask the server at `URL` (default: " + registryVariable + ", else what the product says)"}
}

// withRegistry lets a command that reads a workspace take what no file declares from a server.
func withRegistry(c *cli.Command) *cli.Command {
	c.Flags = append(c.Flags, registryFlag())
	return c
}

// client returns the client of the server that the command line or the environment names, else
// the product of the workspace that this is. The token goes to the first two alone: a manifest may be a
// stranger's, and its address too.
func (p *program) client(c *cli.Context) (*client.Client, error) {
	if address := p.registryAddress(c); address != "" {
		return p.clientOf(c, address, p.getenv(tokenVariable))
	}
	const hint = "--registry URL says where it is, or " + registryVariable + ", or registry: in the product"
	named, err := p.registriesHere(c)
	switch {
	case err != nil:
		return nil, err
	case len(named) == 0:
		return nil, failed{"it is not said which registry is meant", hint}
	case len(named) > 1:
		return nil, failed{"several registries could be meant: " + strings.Join(named, ", "), hint}
	}
	return p.clientOf(c, named[0], "")
}

// registryAddress returns the server that the command line or the environment names, "" for none.
func (p *program) registryAddress(c *cli.Context) string {
	if address := c.String("registry"); address != "" {
		return address
	}
	return p.getenv(registryVariable)
}

// clientOf returns a client of the server at an address, which is shown that token, "" for none.
func (p *program) clientOf(c *cli.Context, address, token string) (*client.Client, error) {
	made, err := client.New(address, client.Options{
		Token:     token,
		PlainHTTP: c.Bool("plain-http") || p.getenv(plainHTTPVariable) != "",
		Random:    rand.Float64,
		Agent:     "joinery/" + thisBuild().String(),
	})
	if wrong := new(client.AddressError); errors.As(err, &wrong) {
		hint := ""
		if strings.Contains(wrong.Why, "for everybody") {
			hint = "--plain-http sends it nevertheless, and so does " + plainHTTPVariable + "=1"
		}
		return nil, p.saidWhere(wrong.Address, failed{wrong.Error(), hint})
	}
	return made, err
}

// registriesHere returns what the products of the workspace that this is name as their registry.
func (p *program) registriesHere(c *cli.Context) ([]string, error) {
	root, err := workspaceRoot(c)
	if err != nil {
		return nil, err
	}
	fsys, err := manifest.Open(root)
	if err != nil {
		return nil, failed{message: err.Error()}
	}
	w, err := manifest.Load(c.Context, fsys, manifest.Options{})
	if err != nil {
		return nil, err
	}
	return p.registriesOf(w), nil
}

// registriesOf returns what the products of a workspace name as their registry, each once, and notes where.
func (p *program) registriesOf(w *manifest.Workspace) []string {
	var all []string
	p.named = map[string]diag.Place{}
	for _, product := range w.Products {
		if address := product.Registry.Value; address != "" && !slices.Contains(all, address) {
			all = append(all, address)
			p.named[strings.TrimRight(address, "/")] = product.Registry.In(product.File)
		}
	}
	return all
}

// cache is where documents of servers are kept, nowhere for who has no place for such things.
func (p *program) cache() *client.Cache {
	folder := p.userFolder("XDG_CACHE_HOME", ".cache", "LocalAppData")
	if folder == "" {
		return client.NewCache("")
	}
	return client.NewCache(filepath.Join(folder, "joinery", "registry"))
}

// userFolder returns a folder of the person's own: what the variable names, the one below the home,
// or that of Windows. "" when there is none.
func (p *program) userFolder(variable, below, windows string) string {
	if folder := p.getenv(variable); filepath.IsAbs(folder) {
		return folder
	}
	if home := p.getenv("HOME"); home != "" {
		return filepath.Join(home, filepath.FromSlash(below))
	}
	return p.getenv(windows)
}

// tokenName is what people call the token of the environment: its public part.
func (p *program) tokenName() string {
	text := p.getenv(tokenVariable)
	if text == "" {
		return ""
	}
	if id, _, ok := strings.Cut(strings.TrimPrefix(text, "jny_"), "_"); ok && strings.HasPrefix(text, "jny_") {
		return fmt.Sprintf("the token in %s, jny_%s_…", tokenVariable, id)
	}
	return "the token in " + tokenVariable
}
