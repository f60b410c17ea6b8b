package sbom

import (
	"cmp"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// Options say what a bill knows besides the bundle. The zero Options are fine.
type Options struct {
	// Source knows the parts: their titles, dates, artifacts and changes. Without one the bundle
	// alone speaks.
	Source resolve.Source

	// Tool is the version of the joinery that writes the bill, "" to leave it out.
	Tool string
}

// Bill is a bundle, ready to be written as a bill of materials. It does not change and may be
// written several times.
type Bill struct {
	bundle    *manifest.Bundle
	tool      string
	id        string  // a UUID that only this content has
	root      *part   // the product itself
	parts     []*part // the components, in the bundle's order
	news      []news  // what came since the bundles before
	differing []*bundle.DigestError
	problems  diag.List
}

// New returns the bill of a bundle that was read or sealed. The bundle must not change while the
// bill is in use.
//
// The error is a *[bundle.DigestError]: the bundle is not what its digest says.
func New(b *manifest.Bundle, o Options) (*Bill, error) {
	if err := bundle.Verify(b); err != nil {
		return nil, err
	}
	bill := &Bill{bundle: b, tool: o.Tool, id: uuid(b.Digest.Value)}
	refs := references{}
	bill.root = &part{
		ref: refs.of(b.Name.Value, b.Version.Value), name: b.Name.Value, version: b.Version.Value,
		digest: b.Digest.Value, product: true, released: b.Released.Value,
	}
	if o.Source != nil {
		if p := o.Source.Product(b.Name.Value); p != nil {
			bill.root.title = p.Title.Value
		}
	}
	for i := range b.Components {
		p := newPart(&b.Components[i], refs)
		if o.Source != nil {
			if err := p.learn(o.Source); err != nil {
				bill.differing = append(bill.differing, err)
			}
		}
		bill.parts = append(bill.parts, p)
	}
	bill.connect()
	bill.assemble()
	bill.news, bill.problems = newsOf(b, bill.parts, o.Source)
	return bill, nil
}

// Differing returns an error for each part that is something else in the source than what the
// bundle lists, in the bundle's order. Of such a part the bill says only what the bundle says.
func (b *Bill) Differing() []*bundle.DigestError { return b.differing }

// Problems returns, as warnings, why bundles on the way to this one cannot be read: what they
// brought is not among the release notes.
func (b *Bill) Problems() diag.List { return b.problems }

// titled returns what people call the product's release: "Acme Suite 4.2.1".
func (b *Bill) titled() string {
	return cmp.Or(b.root.title, b.root.name) + " " + b.root.version
}
