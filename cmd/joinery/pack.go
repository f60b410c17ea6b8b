package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

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
		UsageText: "joinery pack BUNDLE [--push oci://HOST/REPOSITORY[:TAG]]",
		Description: "The package holds the bundle, its notes for customers, its bill of materials and its artifacts,\n" +
			"each fetched from its uri and refused when its digest differs. BUNDLE is named as in sbom. The\n" +
			"file is PRODUCT-VERSION.tar.gz in the current folder unless -o says otherwise.\n" +
			"--push publishes the package in a registry, and writes a file only with -o. The tag is the\n" +
			"product's version unless one is given. Who you are the registry learns from docker login.",
		Flags: []cli.Flag{
			productFlag(),
			&cli.StringFlag{Name: "o", Usage: "write to `FILE`"},
			&cli.BoolFlag{Name: "without-artifacts", Usage: "leave the artifacts out"},
			&cli.StringFlag{Name: "sign-key", Usage: "sign with the minisign key in `FILE`, whose password, if any, is in " + signPassword},
			&cli.StringFlag{Name: "push", Usage: "publish it as `REF`: oci://HOST/REPOSITORY[:TAG]"},
			&cli.BoolFlag{Name: "force", Usage: "with --push, let a tag that names another package name this one"},
			plainHTTPFlag(),
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
	key, err := p.signKey(c.Context, c.String("sign-key"))
	if err != nil {
		return err
	}
	to, err := pushReference(c)
	if err != nil {
		return err
	}
	w, err := p.openFor(c, c.Args().Slice())
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
	if err := tagged(to, b); err != nil {
		return err
	}
	from, err := p.packedFrom(c, w, b)
	if err != nil {
		return err
	}
	registry := p.registry(c)
	o := pack.Options{
		Source: w.Workspace, From: from, Logo: p.logo(w, b.Name.Value), Folder: w.root,
		Bare: c.Bool("without-artifacts"), Key: key, Client: registry.Client, Pause: registry.Pause, Registry: registry,
	}
	var file string
	if to == nil || c.String("o") != "" {
		if file, err = packageFile(c.String("o"), b); err != nil {
			return err
		}
		if err := w.spares("-o", file, b.File, c.Args().First(), c.String("sign-key")); err != nil {
			return err
		}
	}
	var made *pack.Package
	var pushed *pack.Pushed
	switch {
	case c.Bool("dry-run"):
		made, err = pack.Try(c.Context, b, o)
	case to == nil:
		made, err = pack.Save(c.Context, file, b, o)
	default:
		made, pushed, err = p.push(c, file, b, o, *to)
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
	if made.Unsigned {
		fmt.Fprintf(p.stderr, "note: %s was of the package before, and is gone\n", file+pack.SignatureEnd)
	}
	if file != "" && pushed == nil {
		fmt.Fprintln(p.stdout, file, made.Identity)
	}
	if pushed != nil {
		to = &pushed.Reference
		switch {
		case pushed.Already && made.Signature != nil:
			fmt.Fprintln(p.stderr, "note: the registry has the package already, under this tag; now it has the signature too")
		case pushed.Already:
			fmt.Fprintln(p.stderr, "note: the registry has it already, under this tag")
		}
	}
	if to != nil {
		fmt.Fprintln(p.stdout, *to, made.Identity)
	}
	if c.Bool("dry-run") {
		fmt.Fprintln(p.stderr, "nothing was written")
	}
	return nil
}

// signKey reads the key that a file holds, nil for "".
func (p *program) signKey(ctx context.Context, file string) (*pack.PrivateKey, error) {
	if file == "" {
		return nil, nil
	}
	text, err := readNamed(ctx, "--sign-key", file, maxKey)
	if err != nil {
		return nil, err
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
// follows none. Where that one is not here it is the one before, which is told.
func (p *program) packedFrom(c *cli.Context, w *opened, b *manifest.Bundle) (*manifest.Bundle, error) {
	if len(b.Extends) == 0 {
		return nil, nil
	}
	refs := w.Bundles(b.Name.Value)
	before, missing := followed(refs, b), strings.Join(notHere(refs, b), " and ")
	if before == nil {
		return nil, failed{
			fmt.Sprintf("%s %s follows %s, which is not here, nor is any bundle before it: the notes could not tell what is new", b.Name, b.Version, missing),
			"bring back its file",
		}
	}
	bundle, problems := w.Bundle(*before)
	from, err := p.sound(c, w, bundle, problems)
	if err == nil && missing != "" {
		fmt.Fprintf(p.stderr, "note: %s %s follows %s, which is not here: the notes tell what has changed since %s\n",
			b.Name, b.Version, missing, from.Version)
	}
	return from, err
}

// packageFile returns where a package is written.
func packageFile(asked string, b *manifest.Bundle) (string, error) {
	file := asked
	switch file {
	case "":
		file = pack.FileName(b)
	case "-":
		return "", failed{"-o -: a package is written to a file, not to stdout", "./- is a file of that name"}
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
	if errors.As(err, new(*pack.MismatchError)) || errors.As(err, new(*pack.LayerError)) || errors.As(err, new(*pack.RefusedError)) || errors.Is(err, pack.ErrNoDigest) {
		return verdict{err}
	}
	if errors.As(err, new(*pack.SecretError)) {
		return verdict{err}
	}
	if errors.As(err, new(*pack.FileError)) {
		return failed{"-o " + err.Error() + "; nothing was written", ""}
	}
	if !errors.As(err, new(*pack.ArtifactError)) {
		return diskError(err)
	}
	return err
}

// diskError says of an error about the disk that nothing was written.
func diskError(err error) error {
	if errors.As(err, new(*fs.PathError)) || errors.As(err, new(*os.LinkError)) {
		return unwritten(err)
	}
	return err
}
