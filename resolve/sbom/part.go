package sbom

import (
	"errors"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// part is the product or one of the components that it consists of.
type part struct {
	ref           string // its name in the bill, which no other part has
	name, version string
	digest        string
	product       bool // the one that the bill is about
	direct        bool
	exception     bool
	requiredBy    []string
	artifacts     []manifest.Artifact

	// What the manifests know; empty where they do not hold this very version.
	title, released string
	entry           *manifest.Entry  // of a component
	nested          *manifest.Bundle // of a product among the components

	needs []*part // what it depends on
	holds []*part // what it is assembled of
}

func newPart(listed *manifest.Bundled, refs references) *part {
	return &part{
		ref: refs.of(listed.Name.Value, listed.Version.Value), name: listed.Name.Value, version: listed.Version.Value,
		digest: listed.Digest, direct: listed.Direct, exception: listed.Exception,
		requiredBy: listed.RequiredBy, artifacts: listed.Artifacts,
	}
}

// learn takes over what the source knows about the part. The error says that the source holds
// something else under the part's name and version; the part then learns nothing.
func (p *part) learn(source resolve.Source) *bundle.DigestError {
	listed := manifest.Bundled{Name: manifest.Text{Value: p.name}, Version: manifest.Text{Value: p.version}, Digest: p.digest}
	if component := source.Component(p.name); component != nil {
		entry := resolve.Entry(component, p.version)
		if entry == nil {
			return nil
		}
		if err := bundle.VerifyEntry(listed, entry); err != nil {
			return asDigestError(err)
		}
		p.entry, p.title, p.released = entry, component.Title.Value, entry.Released.Value
		return nil
	}
	for _, ref := range source.Bundles(p.name) {
		if !ref.Version.Is(p.version) {
			continue
		}
		nested, problems := source.Bundle(ref)
		if nested == nil || problems.Count(diag.Error) > 0 {
			return nil // it cannot be trusted to be the one that is listed
		}
		if found := bundle.Digest(nested); found != p.digest {
			return &bundle.DigestError{Of: p.name + " " + p.version, Found: found, Wanted: p.digest}
		}
		p.nested, p.released = nested, nested.Released.Value
		if product := source.Product(p.name); product != nil {
			p.title = product.Title.Value
		}
		return nil
	}
	return nil
}

func asDigestError(err error) *bundle.DigestError {
	var differs *bundle.DigestError
	errors.As(err, &differs)
	return differs
}

// kind returns the type that the component's manifest states, product for a product, and ""
// where nothing is known.
func (p *part) kind() string {
	switch {
	case p.product || p.nested != nil:
		return "product"
	case p.entry == nil:
		return ""
	case p.entry.Component.Type.IsZero():
		return "other"
	}
	return p.entry.Component.Type.Value
}

// description returns what the component does, "" where nobody says it.
func (p *part) description() string {
	if p.entry == nil {
		return ""
	}
	return p.entry.Component.Description.Value
}

// revision returns the commit that the version was built from.
func (p *part) revision() string {
	if p.entry == nil {
		return ""
	}
	return p.entry.Revision.Value
}

// packageURL returns the version's package URL: its label `purl`, when that is one.
func (p *part) packageURL() string {
	if p.entry == nil {
		return ""
	}
	for _, label := range p.entry.Labels {
		if label.Key.Value == "purl" {
			return packageURL(label.Value.Value)
		}
	}
	return ""
}
