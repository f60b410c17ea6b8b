package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/resolve/pack"
)

const packPause = 2 * time.Second // before a server is asked again

func plainHTTPFlag() cli.Flag {
	return &cli.BoolFlag{Name: "plain-http", Usage: "speak to registries without TLS; on this machine that needs no word"}
}

// registry returns how registries are spoken to. Who the person is docker's configuration knows.
func (p *program) registry(c *cli.Context) *pack.Registry {
	r := &pack.Registry{Client: &http.Client{}, PlainHTTP: c.Bool("plain-http"), Pause: packPause}
	const file = "config.json"
	switch folder, home, profile := p.getenv("DOCKER_CONFIG"), p.getenv("HOME"), p.getenv("USERPROFILE"); {
	case folder != "":
		r.Config = filepath.Join(folder, file)
	case home != "":
		r.Config = filepath.Join(home, ".docker", file)
	case profile != "":
		r.Config = filepath.Join(profile, ".docker", file)
	}
	return r
}

// pushReference returns what --push says, nil when it is not given.
func pushReference(c *cli.Context) (*pack.Reference, error) {
	text := c.String("push")
	if text == "" {
		if c.Bool("force") {
			return nil, failed{"found --force without --push, wanted both", ""}
		}
		return nil, nil
	}
	to, err := pack.ParseReference(text)
	if err != nil {
		return nil, failed{fmt.Sprintf("--push: %v", err), ""}
	}
	if to.Digest != "" {
		return nil, failed{"--push: found a digest, wanted oci://HOST/REPOSITORY[:TAG]: what is pushed has its own", ""}
	}
	return &to, nil
}

// tagged gives a reference without a tag the one of the bundle's version.
func tagged(to *pack.Reference, b *manifest.Bundle) error {
	if to == nil || to.Tag != "" {
		return nil
	}
	tag, ok := pack.VersionTag(b.Version.Value)
	if !ok {
		return failed{fmt.Sprintf("--push: no tag can be %s", b.Version), fmt.Sprintf("give one: %s:TAG", to)}
	}
	to.Tag = tag
	return nil
}

// push writes the package into the file, which it tells, and publishes it; for "" the file goes away again.
func (p *program) push(c *cli.Context, file string, b *manifest.Bundle, o pack.Options, to pack.Reference) (*pack.Package, *pack.Pushed, error) {
	into := file
	if file == "" {
		folder, err := os.MkdirTemp("", "joinery-*")
		if err != nil {
			return nil, nil, err
		}
		defer os.RemoveAll(folder)
		into = filepath.Join(folder, pack.FileName(b))
	}
	made, err := pack.Save(c.Context, into, b, o)
	if err != nil {
		return nil, nil, err
	}
	if file != "" {
		fmt.Fprintln(p.stdout, file, made.Identity)
	}
	pushed, err := o.Registry.Push(c.Context, into, made.Signature, to, c.Bool("force"))
	if file != "" && errors.Is(err, context.Canceled) {
		return nil, nil, failed{"stopped, nothing was published", ""}
	}
	return made, pushed, err
}

// withPulled brings a package from a registry into a folder that goes away again.
func (p *program) withPulled(c *cli.Context, text string, key *pack.PublicKey, do func(in *brought) error) error {
	from, err := pack.ParseReference(text)
	if err != nil {
		return failed{err.Error(), ""}
	}
	if from.Tag == "" && from.Digest == "" {
		return failed{fmt.Sprintf("%s: found neither a tag nor a digest, wanted %s:TAG", from, from), ""}
	}
	folder, err := os.MkdirTemp("", "joinery-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	pulled, err := p.registry(c).Pull(c.Context, from, folder, key)
	if errors.As(err, new(*pack.RefusedError)) {
		return packageError(from.String(), err)
	}
	if err != nil {
		return err
	}
	return do(&brought{
		name: from.String(), key: key, digest: pulled.Reference.Digest,
		verify: func() (*pack.Package, error) { return pulled.Verify(c.Context) },
		unpack: func(dir string) (*pack.Package, error) { return pulled.Unpack(c.Context, dir) },
	})
}
