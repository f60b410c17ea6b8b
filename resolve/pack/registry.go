package pack

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/registry"
	"oras.land/oras-go/v2/registry/remote"
	"oras.land/oras-go/v2/registry/remote/auth"
	"oras.land/oras-go/v2/registry/remote/credentials"
)

// Registry says how registries are spoken to. The zero Registry asks without credentials. One
// goroutine may use it at a time.
type Registry struct {
	Client    *http.Client  // nil: one with the defaults of net/http
	Config    string        // docker's config.json, which knows the credentials; "": none
	PlainHTTP bool          // speak http; without it http is for this machine alone
	Pause     time.Duration // before something is tried again

	who   *auth.Client    // made when it is first needed
	plain map[string]bool // the hosts that are known to speak http, or https
}

const maxManifest = 4 << 20

// repository is one repository of a registry, and how to speak to it.
type repository struct {
	*remote.Repository
	of Reference
	r  *Registry
}

// repository returns the one that a reference names.
func (r *Registry) repository(ctx context.Context, of Reference) (*repository, error) {
	who, err := r.client()
	if err != nil {
		return nil, err
	}
	plain, err := r.speaksHTTP(ctx, of.Host)
	if err != nil {
		return nil, err
	}
	return &repository{&remote.Repository{
		Client:               who,
		Reference:            registry.Reference{Registry: of.Host, Repository: of.Repository},
		PlainHTTP:            plain,
		ReferrerListMaxPages: 10,
		SkipReferrersGC:      true, // not every registry lets us delete
	}, of, r}, nil
}

// client returns one that knows the credentials.
func (r *Registry) client() (*auth.Client, error) {
	if r.who != nil {
		return r.who, nil
	}
	who := &auth.Client{
		Client: secure(r.Client),
		Header: http.Header{"User-Agent": {"joinery"}},
		Cache:  auth.NewCache(),
	}
	if r.Config != "" {
		store, err := credentials.NewStore(r.Config, credentials.StoreOptions{})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.Config, err)
		}
		look := credentials.Credential(store)
		who.Credential = func(ctx context.Context, host string) (auth.Credential, error) {
			c, err := look(ctx, host)
			if err != nil && ctx.Err() == nil {
				err = final{fmt.Errorf("its credentials cannot be had: %w", err)}
			}
			return c, err
		}
	}
	r.who = who
	return who, nil
}

// speaksHTTP reports whether a registry is spoken to without TLS: when that is asked for, and on
// this machine when nothing there speaks TLS.
func (r *Registry) speaksHTTP(ctx context.Context, host string) (bool, error) {
	if r.PlainHTTP || !loopback(host) {
		return r.PlainHTTP, nil
	}
	if plain, known := r.plain[host]; known {
		return plain, nil
	}
	var plain bool
	err := patiently(ctx, func(ctx context.Context, _ *time.Timer) error {
		ask, err := http.NewRequestWithContext(ctx, http.MethodHead, "https://"+host+"/v2/", nil)
		if err != nil {
			return err
		}
		answer, err := secure(r.Client).Do(ask)
		if err == nil {
			return answer.Body.Close()
		}
		plain = !errors.As(err, new(*tls.CertificateVerificationError))
		return nil
	})
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if r.plain == nil {
		r.plain = map[string]bool{}
	}
	r.plain[host] = plain
	return plain, err
}

// ask asks the registry for something, again when that may help. The error is a *[RegistryError]
// or ctx's.
func (p *repository) ask(ctx context.Context, what string, once func(ctx context.Context, silent *time.Timer) error) error {
	err := again(ctx, p.r.Pause, func(ctx context.Context, silent *time.Timer) error { return answered(once(ctx, silent)) })
	if err == nil || ctx.Err() != nil {
		return err
	}
	if here := (local{}); errors.As(err, &here) {
		return here
	}
	return &RegistryError{p.of.Host, what, err}
}

// manifest fetches the manifest that a tag or digest names.
func (p *repository) manifest(ctx context.Context, name string) (desc ocispec.Descriptor, text []byte, err error) {
	err = p.ask(ctx, "manifest of "+p.of.path(), func(ctx context.Context, silent *time.Timer) error {
		var body io.ReadCloser
		desc, body, err = p.Manifests().FetchReference(ctx, name)
		if err != nil {
			return err
		}
		defer func() { _ = body.Close() }() // only read
		if desc.Size > maxManifest {
			return final{fmt.Errorf("it has %d bytes, at most %d are read", desc.Size, int64(maxManifest))}
		}
		text, err = content.ReadAll(&heard{from: body, silent: silent}, desc)
		return err
	})
	return desc, text, err
}

// small fetches a blob of few bytes.
func (p *repository) small(ctx context.Context, what string, desc ocispec.Descriptor) (text []byte, err error) {
	err = p.ask(ctx, what, func(ctx context.Context, silent *time.Timer) error {
		body, err := p.Blobs().Fetch(ctx, desc)
		if err != nil {
			return err
		}
		defer func() { _ = body.Close() }() // only read
		text, err = content.ReadAll(&heard{from: body, silent: silent}, desc)
		return err
	})
	return text, err
}

// blob brings a blob of at most so many bytes into a file. The error holds a *[MismatchError] when it
// has another digest.
func (p *repository) blob(ctx context.Context, what, digest string, most int64, file *os.File) error {
	address := &url.URL{Scheme: "https", Host: p.Reference.Host(), Path: "/v2/" + p.of.Repository + "/blobs/" + digest}
	if p.PlainHTTP {
		address.Scheme = "http"
	}
	ctx = auth.AppendRepositoryScope(ctx, p.Reference, auth.ActionPull)
	d := &download{client: p.Client, address: address, file: file, digest: digest, most: most, fixed: true}
	return p.ask(ctx, what, d.once)
}

// put uploads a blob that is not there yet.
func (p *repository) put(ctx context.Context, what string, desc ocispec.Descriptor, open func() (io.ReadCloser, error)) error {
	return p.ask(ctx, what, func(ctx context.Context, silent *time.Timer) error {
		if there, err := p.Blobs().Exists(ctx, desc); err != nil || there {
			return err
		}
		from, err := open()
		if err != nil {
			return final{err}
		}
		defer func() { _ = from.Close() }() // only read
		return p.Blobs().Push(ctx, desc, &heard{from: from, silent: silent})
	})
}

func inMemory(text []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }
}
