package pack

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/registry/remote/auth"
)

// Pushed is a package that a registry has.
type Pushed struct {
	Reference Reference // with the manifest's digest
	Already   bool      // the tag named this very package before
}

// TakenError says that a tag names something else already.
type TakenError struct {
	Reference     Reference // without a digest
	Found, Wanted string    // the digests of the manifests
}

// Error returns the tag and both digests, in one line.
func (e *TakenError) Error() string {
	return fmt.Sprintf("%s is taken: found %s, wanted no such tag or %s", e.Reference, e.Found, e.Wanted)
}

// Hints returns what a person can do.
func (e *TakenError) Hints() []string { return []string{"--force lets the tag name the new one"} }

// Push publishes the package in a file that [Save] wrote, and its signature unless that is nil. The
// tag comes last, so it never names a package that is not whole. A tag that names another manifest
// is moved with force alone; who pushes between the last look and the tag is not noticed. The same
// file has the same manifest wherever it is pushed.
//
// The error is a *[RegistryError], a *[TakenError], or a *[RefusedError] when the file is no
// package; else ctx's or about the disk.
func (r *Registry) Push(ctx context.Context, file string, signature []byte, to Reference, force bool) (*Pushed, error) {
	if to.Tag == "" || to.Digest != "" {
		return nil, fmt.Errorf("found %s, wanted a reference with a tag and without a digest", to)
	}
	found, docs, size, archive, err := opened(ctx, file)
	if err != nil {
		return nil, err
	}
	m := describe(found, size, archive)
	desc, text, err := encode(m)
	if err != nil {
		return nil, err
	}
	p, err := r.repository(ctx, to)
	if err != nil {
		return nil, err
	}
	ctx = auth.AppendRepositoryScope(ctx, p.Reference, auth.ActionPull, auth.ActionPush)
	already, err := p.free(ctx, desc, force)
	if err != nil {
		return nil, err
	}
	if !already {
		if err := p.upload(ctx, m.Config, inMemory(m.Config.Data)); err != nil {
			return nil, err
		}
		for _, l := range m.Layers {
			open := func() (io.ReadCloser, error) { return os.Open(file) }
			if doc, ok := docs[l.Annotations[ocispec.AnnotationTitle]]; ok {
				open = inMemory(doc.Bytes())
			}
			if err := p.upload(ctx, l, open); err != nil {
				return nil, err
			}
		}
		if err := p.name(ctx, desc, text, ""); err != nil {
			return nil, err
		}
	}
	if signature != nil {
		if err := p.attach(ctx, describeSignature(found.Bundle, signature, desc), signature); err != nil {
			return nil, err
		}
	}
	if !already {
		if _, err := p.free(ctx, desc, force); err != nil {
			return nil, err
		}
		if err := p.name(ctx, desc, text, to.Tag); err != nil {
			return nil, err
		}
	}
	to.Digest = desc.Digest.String()
	return &Pushed{to, already}, nil
}

// opened verifies a package and returns what its manifest is made of, and its documents by name.
func opened(ctx context.Context, file string) (p *Package, docs map[string]*bytes.Buffer, size int64, digest string, err error) {
	from, err := os.Open(file)
	if err != nil {
		return nil, nil, 0, "", err
	}
	defer func() { _ = from.Close() }() // only read
	docs = map[string]*bytes.Buffer{}
	sum := sha256.New()
	p, err = verify(ctx, io.TeeReader(from, sum), nil, func(name string) (io.WriteCloser, error) {
		if !slices.ContainsFunc(layered, func(l struct{ file, kind string }) bool { return l.file == name }) {
			return nothing{}, nil
		}
		docs[name] = new(bytes.Buffer)
		return inBuffer{docs[name]}, nil
	}, wide, nil)
	if err != nil {
		return nil, nil, 0, "", err
	}
	info, err := from.Stat()
	if err != nil {
		return nil, nil, 0, "", err
	}
	return p, docs, info.Size(), digestOf(sum), nil
}

type inBuffer struct{ *bytes.Buffer }

// Close does nothing.
func (inBuffer) Close() error { return nil }

// free looks what the tag names: nothing, then both results are zero; this very manifest, then it
// is there already; or another one, which only force takes the tag from.
func (p *repository) free(ctx context.Context, desc ocispec.Descriptor, force bool) (already bool, err error) {
	var found string
	err = p.ask(ctx, "tag "+p.of.path(), func(ctx context.Context, _ *time.Timer) error {
		is, err := p.Resolve(ctx, p.of.Tag)
		found = is.Digest.String()
		return err
	})
	switch {
	case notThere(err):
		return false, nil
	case err != nil:
		return false, err
	case found == desc.Digest.String():
		return true, nil
	case !force:
		return false, &TakenError{p.of, found, desc.Digest.String()}
	}
	return false, nil
}

func (p *repository) upload(ctx context.Context, desc ocispec.Descriptor, open func() (io.ReadCloser, error)) error {
	title := desc.Annotations[ocispec.AnnotationTitle]
	if title == "" {
		title = desc.MediaType
	}
	return p.put(ctx, "upload of "+title+" to "+p.of.path(), desc, open)
}

// name puts a manifest where its digest, or a tag, leads to it.
func (p *repository) name(ctx context.Context, desc ocispec.Descriptor, text []byte, tag string) error {
	return p.ask(ctx, "upload of the manifest to "+p.of.path(), func(ctx context.Context, _ *time.Timer) error {
		if tag == "" {
			return p.Manifests().Push(ctx, desc, bytes.NewReader(text))
		}
		return p.Manifests().PushReference(ctx, desc, bytes.NewReader(text), tag)
	})
}
