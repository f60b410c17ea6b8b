package pack

import (
	"context"
	"errors"
	"time"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

const (
	maxSignatures = 100
	maxSignature  = 64 << 10
)

// attach uploads a signature as something that refers to the package. A registry without the API of
// referrers gets it listed under the tag that the specification has for that.
func (p *repository) attach(ctx context.Context, m ocispec.Manifest, signature []byte) error {
	if err := p.upload(ctx, m.Config, inMemory(m.Config.Data)); err != nil {
		return err
	}
	if err := p.upload(ctx, m.Layers[0], inMemory(signature)); err != nil {
		return err
	}
	desc, text, err := encode(m)
	if err != nil {
		return err
	}
	return p.name(ctx, desc, text, "")
}

// errEnough ends a listing.
var errEnough = errors.New("enough")

// signatures returns the signatures that refer to a package.
func (p *repository) signatures(ctx context.Context, of ocispec.Descriptor) ([][]byte, error) {
	var listed []ocispec.Descriptor
	err := p.ask(ctx, "signatures of "+p.of.path(), func(ctx context.Context, silent *time.Timer) error {
		listed = nil
		err := p.Referrers(ctx, of, "", func(some []ocispec.Descriptor) error {
			silent.Reset(stall)
			for _, d := range some {
				if maybeSignature(d) {
					listed = append(listed, d)
				}
			}
			if len(listed) > maxSignatures {
				return errEnough
			}
			return nil
		})
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(listed) > maxSignatures {
		return nil, refuse("", "found more than %d signatures", maxSignatures)
	}
	var all [][]byte
	for _, d := range listed {
		text, err := p.signature(ctx, d, of)
		if errors.As(err, new(*RefusedError)) {
			continue // somebody put there what is no signature of this package, another one may be
		}
		if err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, nil
}

// maybeSignature reports whether what is listed can be a signature. Older registries tell the type
// of the configuration, which is empty, or none.
func maybeSignature(d ocispec.Descriptor) bool {
	if !digestForm.MatchString(d.Digest.String()) {
		return false
	}
	return d.ArtifactType == signatureType || d.ArtifactType == ocispec.MediaTypeEmptyJSON || d.ArtifactType == ""
}

// signature fetches what one manifest refers to the package with.
func (p *repository) signature(ctx context.Context, listed, of ocispec.Descriptor) ([]byte, error) {
	desc, text, err := p.manifest(ctx, listed.Digest.String())
	if notThere(err) {
		return nil, refuse("", "it is listed and not there")
	}
	if err != nil {
		return nil, err
	}
	m, err := decode(signatureType, "a signature", desc, text)
	if err != nil {
		return nil, err
	}
	if m.Subject == nil || m.Subject.Digest != of.Digest || len(m.Layers) != 1 {
		return nil, refuse("", "it is no signature of this package")
	}
	l := m.Layers[0]
	if l.Size < 0 || l.Size > maxSignature || !digestForm.MatchString(l.Digest.String()) {
		return nil, refuse("", "it has no layer that can be a signature")
	}
	signature, err := p.small(ctx, "signature of "+p.of.path(), l)
	if notThere(err) {
		return nil, refuse("", "its layer is not there")
	}
	return signature, err
}
