package pack

import (
	"context"
	"io"
	"slices"

	"aead.dev/minisign"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve/bundle"
)

// Package is what a release package holds.
type Package struct {
	Bundle    *manifest.Bundle
	Identity  string // the digest of the tar: "sha256:" and 64 hexadecimal digits
	Files     []File // ascending by name; the checksums file is not among them
	Artifacts int    // how many of the files are artifacts
	Bare      bool   // the bundle has artifacts, and the package was made without them

	// What [Save] tells besides: the signature that it wrote, nil without a key; whether it took one
	// away; the parts that are something else in the source than what the bundle lists, in the
	// bundle's order; as warnings what the notes could not tell and what had better not go to
	// customers.
	Signature []byte
	Unsigned  bool // the signature of another package, which lay there, is gone
	Differing []*bundle.DigestError
	Problems  diag.List
}

// Signed asks for a signature.
type Signed struct {
	Key        *PublicKey
	Signatures [][]byte // the text of PACKAGE.minisig; of several one must be the key's
}

// Verify reads a package to its end and looks whether it is whole: the gzip wrapper and every
// byte of the archive as joinery writes them, each file as the checksums say, the bundle as its
// own digest says, the bills of that bundle and the notes not empty, all of its artifacts or none,
// each with the digest that the bundle lists. With by it must have been signed with the key's other
// half as well, which is looked at before anything else; for that, what cannot be read twice is
// copied to a temporary file. nil asks for nothing.
//
// The error is a *[RefusedError]; else ctx's, or from's own, when it could not be read.
func Verify(ctx context.Context, from io.Reader, by *Signed) (*Package, error) {
	return verify(ctx, from, by, keepNothing, wide, nil)
}

// verify asks also, unless it is nil, about what is otherwise in order.
func verify(ctx context.Context, from io.Reader, by *Signed, keep keeper, l limits, also func(*Package) error) (*Package, error) {
	if by != nil {
		several, err := rewindable(ctx, from, l)
		if err != nil {
			return nil, err
		}
		defer several.close()
		if err := by.look(ctx, several); err != nil {
			return nil, err
		}
		if err := several.again(); err != nil {
			return nil, err
		}
		from = several
	}
	read := minisign.NewReader(manifest.UntilDone(ctx, from))
	all, err := readPackage(read, keep, l)
	if err != nil {
		return nil, err
	}
	if by != nil { // once more: it may have changed since
		if err := by.check(read); err != nil {
			return nil, err
		}
	}
	b, err := readBundle(ctx, all.bundle)
	if err != nil {
		return nil, err
	}
	if err := all.about(b); err != nil {
		return nil, err
	}
	p := &Package{Bundle: b, Identity: all.identity, Files: all.files}
	if err := p.match(); err != nil {
		return nil, err
	}
	if also != nil {
		if err := also(p); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// match compares the artifacts in the package with those that the bundle lists.
func (p *Package) match() error {
	listed := map[string]string{}
	for _, a := range places(p.Bundle) {
		listed[a.name] = a.digest
	}
	for _, f := range p.Files {
		if slices.Contains(documents, f.Name) {
			continue
		}
		digest, ok := listed[f.Name]
		if !ok {
			return refuse(f.Name, "the bundle lists no such artifact")
		}
		if digest != f.Digest {
			return refuse(f.Name, "%v as the bundle says", &MismatchError{f.Digest, digest})
		}
		delete(listed, f.Name)
		p.Artifacts++
	}
	if p.Artifacts > 0 && len(listed) > 0 {
		missing := make([]string, 0, len(listed))
		for name := range listed {
			missing = append(missing, name)
		}
		return refuse(slices.Min(missing), "it is missing, the bundle lists it")
	}
	p.Bare = len(listed) > 0
	return nil
}

// nothing keeps nothing.
type nothing struct{}

func keepNothing(string) (io.WriteCloser, error) { return nothing{}, nil }

func (nothing) Write(p []byte) (int, error) { return len(p), nil }
func (nothing) Close() error                { return nil }
