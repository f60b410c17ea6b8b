package pack

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"joinery/manifest"
)

// Pulled is a package from a registry, in a file that is not looked into yet.
type Pulled struct {
	Reference Reference // with the manifest's digest
	file      string
	manifest  *ocispec.Manifest
	archive   ocispec.Descriptor
	by        *Signed
}

// Pull brings the package that a reference with a tag or digest names into a folder, and the
// signatures of it when there is a key that one must be from. The file has the digest that the
// manifest says; what is in it [Pulled.Verify] and [Pulled.Unpack] look at. On an error nothing is
// left in the folder.
//
// The error is a *[RegistryError] or a *[RefusedError]; else ctx's or about the disk.
func (r *Registry) Pull(ctx context.Context, from Reference, folder string, key *PublicKey) (*Pulled, error) {
	if from.what() == "" {
		return nil, errNoTag
	}
	p, err := r.repository(ctx, from)
	if err != nil {
		return nil, err
	}
	desc, text, err := p.manifest(ctx, from.what())
	if err != nil {
		return nil, err
	}
	const wanted = "a release package that joinery pack --push has made"
	pulled := &Pulled{Reference: from, file: filepath.Join(folder, "package.part")}
	pulled.Reference.Digest = desc.Digest.String()
	if pulled.manifest, err = decode(packageType, wanted, desc, text); err != nil {
		return nil, err
	}
	if pulled.archive, err = archiveOf(pulled.manifest); err != nil {
		return nil, err
	}
	if key != nil {
		pulled.by = &Signed{Key: key}
		if pulled.by.Signatures, err = p.signatures(ctx, desc); err != nil {
			return nil, err
		}
		if len(pulled.by.Signatures) == 0 {
			return nil, refuse("", "it is not signed: the registry has no signature of %s", desc.Digest)
		}
	}
	if err := p.fetch(ctx, pulled.archive, pulled.file); err != nil {
		_ = os.Remove(pulled.file) // the other error counts
		return nil, err
	}
	return pulled, nil
}

// fetch brings a package's archive into a new file and looks at its digest.
func (p *repository) fetch(ctx context.Context, archive ocispec.Descriptor, name string) error {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // it is read back below, so what was written is there
	err = p.blob(ctx, "package of "+p.of.path(), archive.Digest.String(), archive.Size, file)
	if other := new(MismatchError); errors.As(err, &other) {
		return refuse("", "%v as the manifest says", other)
	}
	if err != nil {
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(sum, manifest.UntilDone(ctx, file))
	if err != nil {
		return err
	}
	if found := digestOf(sum); found != archive.Digest.String() || n != archive.Size {
		return refuse("", "%v as the manifest says", &MismatchError{found, archive.Digest.String()})
	}
	return nil
}

// Verify does what the function [Verify] does, and looks whether the manifest and the layers
// beside the package say what the package says.
func (p *Pulled) Verify(ctx context.Context) (*Package, error) {
	from, err := os.Open(p.file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = from.Close() }() // only read
	return verify(ctx, from, p.by, keepNothing, wide, p.tells)
}

// Unpack does what the function [Unpack] does, once all that [Pulled.Verify] looks at is in order.
func (p *Pulled) Unpack(ctx context.Context, dir string) (*Package, error) {
	from, err := os.Open(p.file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = from.Close() }() // only read
	return unpack(ctx, from, dir, p.by, wide, p.tells)
}

func (p *Pulled) tells(found *Package) error { return tells(p.manifest, p.archive, found) }
