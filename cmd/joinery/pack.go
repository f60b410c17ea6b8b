package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/resolve/pack"
)

// signPassword is the variable that holds the password of a key.
const signPassword = "JOINERY_SIGN_PASSWORD"

func (p *program) packCommand() *cli.Command {
	return &cli.Command{
		Name:      "pack",
		Usage:     "write a bundle's release package",
		UsageText: "joinery pack BUNDLE",
		Description: "The package holds the bundle, its notes for customers, its bill of materials and its artifacts,\n" +
			"each fetched from its uri and refused when its digest differs. BUNDLE is named as in sbom. The\n" +
			"file is PRODUCT-VERSION.tar.gz in the current folder unless -o says otherwise.",
		Flags: []cli.Flag{
			productFlag(),
			&cli.StringFlag{Name: "o", Usage: "write to `FILE`"},
			&cli.BoolFlag{Name: "without-artifacts", Usage: "leave the artifacts out"},
			&cli.StringFlag{Name: "sign-key", Usage: "sign with the minisign key in `FILE`, whose password, if any, is in " + signPassword},
			dryRunFlag(),
		},
		BashComplete: p.completeBundles,
		Action:       p.pack,
	}
}

func (p *program) pack(c *cli.Context) error {
	if err := arguments(c, "BUNDLE"); err != nil {
		return err
	}
	key, err := p.signKey(c.String("sign-key"))
	if err != nil {
		return err
	}
	w, err := p.openFor(c, c.Args().First())
	if err != nil {
		return err
	}
	if err := p.readable(c, w); err != nil {
		return err
	}
	b, err := p.bundleNamed(c, w, c.Args().First())
	if err != nil {
		return err
	}
	from, err := p.packedFrom(c, w, b)
	if err != nil {
		return err
	}
	const packPause = 2 * time.Second // before a server is asked again

	o := pack.Options{
		Source: w.Workspace, From: from, Logo: p.logo(w, b.Name.Value), Folder: w.root,
		Bare: c.Bool("without-artifacts"), Key: key, Client: &http.Client{}, Pause: packPause,
	}
	file, err := packageFile(c.String("o"), b)
	if err != nil {
		return err
	}
	var made *pack.Package
	if c.Bool("dry-run") {
		made, err = pack.Try(c.Context, b, o)
	} else {
		made, err = pack.Save(c.Context, file, b, o)
	}
	if err != nil {
		return packError(err)
	}
	if err := p.findings(c, p.stderr, append(differing(b, made.Differing), made.Problems...), w.Workspace); err != nil {
		return err
	}
	if made.Bare {
		fmt.Fprintln(p.stderr, "note: the artifacts that the bundle lists are left out")
	}
	fmt.Fprintln(p.stdout, file, made.Identity)
	if c.Bool("dry-run") {
		fmt.Fprintln(p.stderr, "nothing was written")
	}
	return nil
}

// signKey reads the key that a file holds, nil for "".
func (p *program) signKey(file string) (*pack.PrivateKey, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, failed{"--sign-key " + err.Error(), ""}
	}
	key, err := pack.ParsePrivateKey(text, p.getenv(signPassword))
	switch {
	case errors.Is(err, pack.ErrPassword) && p.getenv(signPassword) != "":
		return nil, failed{fmt.Sprintf("--sign-key %s: %s does not hold its password", file, signPassword), ""}
	case errors.Is(err, pack.ErrPassword):
		return nil, failed{fmt.Sprintf("--sign-key %s: %v", file, err), signPassword + " is where it is looked for"}
	case err != nil:
		return nil, failed{fmt.Sprintf("--sign-key %s: %v", file, err), "minisign -G -W makes one without a password"}
	}
	return key, nil
}

// packedFrom returns the bundle that the notes start at: the highest that b follows, nil when it
// follows none that is here.
func (p *program) packedFrom(c *cli.Context, w *opened, b *manifest.Bundle) (*manifest.Bundle, error) {
	if len(b.Extends) == 0 {
		return nil, nil
	}
	before := followed(w.Bundles(b.Name.Value), b)
	if before == nil {
		fmt.Fprintf(p.stderr, "note: %s %s follows %s, which is not here: the notes tell a first release\n", b.Name, b.Version, b.Extends[0])
		return nil, nil
	}
	from, problems := w.Bundle(*before)
	return p.sound(c, w, from, problems)
}

// packageFile returns where a package is written.
func packageFile(asked string, b *manifest.Bundle) (string, error) {
	file := asked
	if file == "" {
		file = strings.TrimSuffix(path.Base(manifest.BundleFile(b.Name.Value, b.Version.Value)), ".joinery.yaml") + ".tar.gz"
	}
	if info, err := os.Lstat(file); err == nil && !info.Mode().IsRegular() || strings.HasSuffix(file, "/") {
		return "", failed{fmt.Sprintf("-o %s: found something else, wanted a plain file or none", file), ""}
	}
	if dir := filepath.Dir(file); !exists(dir) {
		return "", failed{fmt.Sprintf("-o %s: there is no folder %s", file, dir), ""}
	}
	return file, nil
}

// packError tells what the input is to blame for from what the machine is.
func packError(err error) error {
	if errors.As(err, new(*pack.MismatchError)) || errors.As(err, new(*pack.RefusedError)) || errors.Is(err, pack.ErrNoDigest) {
		return verdict{err}
	}
	if wrong := new(fs.PathError); errors.As(err, &wrong) && !errors.As(err, new(*pack.ArtifactError)) {
		return failed{wrong.Error() + "; nothing was written", ""}
	}
	return err
}
