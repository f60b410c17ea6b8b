package main

import (
	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve/bundle"
	"joinery/resolve/sbom"
)

func (p *program) sbomCommand() *cli.Command {
	return &cli.Command{
		Name:      "sbom",
		Usage:     "write a bundle's bill of materials",
		UsageText: "joinery sbom BUNDLE",
		Description: "BUNDLE is a version, PRODUCT@VERSION, a file, or REF:FILE, a file as it was at a revision of\n" +
			"git. What the manifests know about the versions that it lists goes into the bill as well; where\n" +
			"there are none, the bundle alone speaks.",
		Flags: []cli.Flag{
			productFlag(),
			&cli.StringFlag{Name: "format", Value: "cyclonedx", Usage: "`FORMAT`: cyclonedx, cyclonedx-xml, spdx"},
			&cli.StringFlag{Name: "o", Usage: "write to `FILE` instead of stdout"},
		},
		BashComplete: p.completeBundles,
		Action:       p.sbom,
	}
}

func (p *program) sbom(c *cli.Context) error {
	if err := arguments(c, "BUNDLE"); err != nil {
		return err
	}
	write, ok := map[string]func(*sbom.Bill, writer) error{
		"cyclonedx": (*sbom.Bill).CycloneDX, "cyclonedx-xml": (*sbom.Bill).CycloneDXXML, "spdx": (*sbom.Bill).SPDX,
	}[c.String("format")]
	if !ok {
		return unknownFormat(c.String("format"), "cyclonedx", "cyclonedx-xml", "spdx")
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
	if err := w.spares("-o", c.String("o"), b.File, c.Args().First()); err != nil {
		return err
	}
	bill, err := sbom.New(b, sbom.Options{Source: w.Workspace, Tool: thisBuild().version})
	if err != nil {
		return verdict{err}
	}
	if err := p.findings(c, p.stderr, append(differing(b, bill.Differing()), bill.Problems()...), w.Workspace); err != nil {
		return err
	}
	return p.emit(c, func(out writer) error { return write(bill, out) })
}

// differing warns of the parts that are not here what the bundle lists.
func differing(b *manifest.Bundle, wrong []*bundle.DigestError) diag.List {
	var told diag.List
	for _, one := range wrong {
		told = append(told, diag.Diagnostic{
			Rule: "bundle-intact", Severity: diag.Warning, Product: b.Name.Value, Subject: one.Of, At: b.At(),
			Message: one.Error() + "; the bill says of it only what the bundle says",
		})
	}
	return told
}
