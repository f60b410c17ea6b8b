package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"joinery/resolve/pack"
)

func (p *program) verifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "check a release package, without a network",
		UsageText: "joinery verify PACKAGE",
		Description: "Every byte of the archive is looked at, the checksums of all files, the bundle's digest and those\n" +
			"of the artifacts that it lists. No manifests are needed.",
		Flags:  []cli.Flag{verifyKeyFlag()},
		Action: p.verify,
	}
}

func verifyKeyFlag() cli.Flag {
	return &cli.StringFlag{Name: "verify-key", Usage: "PACKAGE.minisig must be a signature from the minisign key whose public half is in `FILE`"}
}

func (p *program) verify(c *cli.Context) error {
	if err := arguments(c, "PACKAGE"); err != nil {
		return err
	}
	return p.withPackage(c, func(in *os.File, by *pack.Signed) error {
		found, err := pack.Verify(c.Context, in, by)
		if err != nil {
			return packageError(in.Name(), err)
		}
		return p.aboutPackage(found, by)
	})
}

// withPackage opens the package that the first argument names and reads by whom it is to be signed.
func (p *program) withPackage(c *cli.Context, do func(in *os.File, by *pack.Signed) error) error {
	file := c.Args().First()
	if strings.HasPrefix(file, "oci://") {
		return failed{file + ": packages in a registry cannot be read yet, wanted a file", ""}
	}
	by, err := signedBy(c.String("verify-key"), file)
	if err != nil {
		return err
	}
	in, err := os.Open(file)
	if err != nil {
		return failed{message: err.Error()}
	}
	defer in.Close()
	if info, err := in.Stat(); err == nil && info.IsDir() {
		return failed{fmt.Sprintf("%s: found a folder, wanted a release package", file), ""}
	}
	return do(in, by)
}

// signedBy reads the public key in a file and the package's signature; nil without a file.
func signedBy(keyFile, file string) (*pack.Signed, error) {
	if keyFile == "" {
		return nil, nil
	}
	text, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, failed{"--verify-key " + err.Error(), ""}
	}
	key, err := pack.ParsePublicKey(text)
	if err != nil {
		return nil, failed{fmt.Sprintf("--verify-key %s: %v", keyFile, err), ""}
	}
	signature, err := os.ReadFile(file + pack.SignatureEnd)
	switch {
	case errors.Is(err, fs.ErrNotExist) && exists(file):
		return nil, verdict{failed{fmt.Sprintf("%s: it is not signed: there is no %s", file, file+pack.SignatureEnd), "the signature travels with the package: bring it too"}}
	case errors.Is(err, fs.ErrNotExist): // the package is not there either, which is told
	case err != nil:
		return nil, failed{message: err.Error()}
	}
	return &pack.Signed{Key: key, Signature: signature}, nil
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
func (p *program) aboutPackage(found *pack.Package, by *pack.Signed) error {
	t := tabwriter.NewWriter(p.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintf(t, "%s %s\n", found.Bundle.Name, found.Bundle.Version)
	fmt.Fprintf(t, "package\t%s\n", found.Identity)
	fmt.Fprintf(t, "bundle\t%s\n", found.Bundle.Digest)
	switch {
	case found.Bare:
		fmt.Fprintln(t, "artifacts\tleft out")
	case found.Artifacts == 0:
		fmt.Fprintln(t, "artifacts\tnone")
	default:
		fmt.Fprintf(t, "artifacts\t%d, as the bundle lists them\n", found.Artifacts)
	}
	if by != nil {
		fmt.Fprintf(t, "signature\tfrom the key %s\n", by.Key.ID())
	} else {
		fmt.Fprintln(t, "signature\tnot looked at, --verify-key does")
	}
	return t.Flush()
}
