package pack

import (
	"bytes"
	"io"

	"joinery/manifest"
	"joinery/resolve/bundle"
	"joinery/resolve/notes"
	"joinery/resolve/sbom"
)

// documents returns the files that every package holds, by name.
func (p *Package) documents(o Options) (map[string][]byte, error) {
	b := p.Bundle
	if err := bundle.Verify(b); err != nil {
		return nil, err
	}
	source := o.Source
	if source == nil {
		source = new(manifest.Workspace)
	}
	bill, err := sbom.New(b, sbom.Options{Source: source})
	if err != nil {
		return nil, err
	}
	news := notes.Make(source, o.From, b, notes.Options{Audience: notes.Sales, Logo: o.Logo})
	p.Differing, p.Problems = bill.Differing(), append(p.Problems, news.Problems...)
	docs := map[string][]byte{bundleFile: bundle.YAML(b)}
	if tooFull(docs[bundleFile]) {
		return nil, refuse(bundleFile, "it has more than %d values, which is more than a package holds", maxValues)
	}
	for name, write := range map[string]func(io.Writer) error{
		htmlFile: news.HTML, markdownFile: news.Markdown, cycloneDXFile: bill.CycloneDX, spdxFile: bill.SPDX,
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			return nil, err
		}
		docs[name] = out.Bytes()
	}
	return docs, nil
}
