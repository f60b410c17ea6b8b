package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/resolve/pack"
)

func (p *program) verifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "check a release package",
		UsageText: "joinery verify PACKAGE",
		Description: "Every byte of the archive is looked at, the checksums of all files, the bundle's digest and those\n" +
			"of the artifacts that it lists. No manifests are needed, and no network for a file. PACKAGE is a\n" +
			"file or in a registry: oci://HOST/REPOSITORY:TAG or oci://HOST/REPOSITORY@sha256:DIGEST.",
		Flags:  []cli.Flag{verifyKeyFlag(), plainHTTPFlag()},
		Action: p.verify,
	}
}

func verifyKeyFlag() cli.Flag {
	return &cli.StringFlag{Name: "verify-key", Usage: "PACKAGE.minisig, or a signature in the registry, must be from the minisign key whose public half is in `FILE`"}
}

func (p *program) verify(c *cli.Context) error {
	if err := arguments(c, "PACKAGE"); err != nil {
		return err
	}
	return p.withPackage(c, func(in *brought) error {
		found, err := in.verify()
		if err != nil {
			return packageError(in.name, err)
		}
		return p.aboutPackage(in, found)
	})
}

// brought is a package that can be looked into.
type brought struct {
	name   string
	key    *pack.PublicKey // that it must be signed with; may be nil
	digest string          // of the manifest in a registry; "" for a file
	verify func() (*pack.Package, error)
	unpack func(dir string) (*pack.Package, error)
}

// withPackage opens the package that the first argument names and reads by whom it is to be signed.
func (p *program) withPackage(c *cli.Context, do func(in *brought) error) error {
	file := c.Args().First()
	if file == "-" {
		return failed{"-: a package is read from a file, not from stdin", "./- is a file of that name"}
	}
	key, err := verifyKey(c.Context, c.String("verify-key"))
	if err != nil {
		return err
	}
	if strings.HasPrefix(file, pack.RegistryScheme) {
		return p.withPulled(c, file, key, do)
	}
	by, err := signedBy(c.Context, key, file)
	if err != nil {
		return err
	}
	in, err := openPlain(file, "a release package")
	if err != nil {
		return unread("", file, err)
	}
	defer in.Close()
	return do(&brought{
		name: file, key: key,
		verify: func() (*pack.Package, error) { return pack.Verify(c.Context, in, by) },
		unpack: func(dir string) (*pack.Package, error) { return pack.Unpack(c.Context, in, dir, by) },
	})
}

// openPlain opens a file. A pipe or device is not waited for.
func openPlain(file, wanted string) (*os.File, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s: found a folder, wanted %s", file, wanted)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: found a pipe or device, wanted %s", file, wanted)
	}
	return os.Open(file)
}

// maxKey is the size in bytes of the largest file with a key or a signature of minisign's.
const maxKey = 64 << 10

// verifyKey reads the public key in a file; nil without a file.
func verifyKey(ctx context.Context, file string) (*pack.PublicKey, error) {
	if file == "" {
		return nil, nil
	}
	text, err := readNamed(ctx, "--verify-key", file, maxKey)
	if err != nil {
		return nil, err
	}
	key, err := pack.ParsePublicKey(text)
	if err != nil {
		return nil, failed{fmt.Sprintf("--verify-key %s: %v", file, err), ""}
	}
	return key, nil
}

// signedBy reads a file's signature, which the key must have made; nil without a key.
func signedBy(ctx context.Context, key *pack.PublicKey, file string) (*pack.Signed, error) {
	if key == nil {
		return nil, nil
	}
	signature, err := manifest.ReadFile(ctx, file+pack.SignatureEnd, maxKey)
	switch {
	case errors.Is(err, fs.ErrNotExist) && exists(file):
		return nil, verdict{failed{fmt.Sprintf("%s: it is not signed: there is no %s", file, file+pack.SignatureEnd), "the signature travels with the package: bring it too"}}
	case errors.Is(err, fs.ErrNotExist): // the package is not there either, which is told
	case err != nil:
		return nil, unread("", file+pack.SignatureEnd, err)
	}
	return &pack.Signed{Key: key, Signatures: [][]byte{signature}}, nil
}

// packageError tells a package that is not in order from a machine that is not.
func packageError(file string, err error) error {
	if errors.As(err, new(*pack.RefusedError)) {
		return verdict{fmt.Errorf("%s: %w", file, err)}
	}
	if errors.As(err, new(*pack.FolderError)) {
		return failed{err.Error() + "; nothing was written", ""}
	}
	return err
}

// aboutPackage prints what a package that is in order holds.
func (p *program) aboutPackage(in *brought, found *pack.Package) error {
	t := tabwriter.NewWriter(p.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintf(t, "%s %s\n", found.Bundle.Name, found.Bundle.Version)
	fmt.Fprintf(t, "package\t%s\n", found.Identity)
	if in.digest != "" {
		fmt.Fprintf(t, "manifest\t%s\n", in.digest)
	}
	fmt.Fprintf(t, "bundle\t%s\n", found.Bundle.Digest)
	switch {
	case found.Bare:
		fmt.Fprintln(t, "artifacts\tleft out")
	case found.Artifacts == 0:
		fmt.Fprintln(t, "artifacts\tnone")
	default:
		fmt.Fprintf(t, "artifacts\t%d, as the bundle lists them\n", found.Artifacts)
	}
	if in.key != nil {
		fmt.Fprintf(t, "signature\tfrom the key %s\n", in.key.ID())
	} else {
		fmt.Fprintln(t, "signature\tnot looked at, --verify-key does")
	}
	return t.Flush()
}
