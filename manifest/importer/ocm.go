package importer

import (
	"context"
	"strings"
)

func isOCM(top node) bool {
	api, _ := top.value.(map[string]any)["apiVersion"].(string)
	return strings.HasPrefix(api, "ocm.software/") || top.at("component").has() && top.at("meta").has()
}

// readOCM reads a component descriptor: the component is the product, what it references and its
// resources are the components.
func readOCM(ctx context.Context, d *draft, s *source, _ string) error {
	doc, err := s.document(ctx)
	if err != nil {
		return err
	}
	top := doc.top()
	about, body, references := top.at("component"), top.at("component"), "componentReferences" // v2
	if top.at("spec").has() || top.at("metadata").has() {
		about, body, references = top.at("metadata"), top.at("spec"), "references" // v3
	}
	name := about.at("name").text()
	if name == "" {
		about.at("name").missing()
	}
	d.product.Name, d.product.Title = lastSegment(name), name
	d.version, d.at = about.at("version").text(), about.at("version").path
	for _, n := range body.at(references).items() {
		d.reference(n)
	}
	for _, n := range body.at("resources").items() {
		d.resource(n)
	}
	d.skipIf(body.at("sources"), "a manifest has no field for where the sources are")
	d.skipIf(about.at("labels"), "their values may be anything, a manifest's are text")
	d.skipIf(about.at("provider"), "a manifest has no field for who provides it")
	d.skipIf(top.at("signatures"), "they sign the descriptor, not what is made of it")
	known := []string{"name", "version", "resources", references, "sources", "labels", "provider"}
	d.rest(about, noField, known...)
	if about.path != body.path {
		d.rest(body, noField, known...)
	}
	d.rest(top, noField, "meta", "component", "apiVersion", "kind", "metadata", "spec", "signatures")
	return doc.failure()
}

func (d *draft) reference(n node) {
	p := &part{at: n.path, kind: "component", Component: Component{Name: n.at("componentName").text(), Version: n.at("version").text()}}
	if p.Name == "" {
		n.at("componentName").missing()
		return
	}
	if n.at("digest").has() {
		d.skip(n.at("digest").path, "it is the digest of a descriptor, not of a file")
	}
	d.rest(n, noField, "name", "componentName", "version", "digest")
	d.add(p)
}

func (d *draft) resource(n node) {
	name := n.at("name").text()
	if name == "" {
		n.at("name").missing()
		return
	}
	kind, whose := n.at("type").text(), d.product.Name
	p := &part{at: n.path, kind: "resource", id: "resource " + name, Component: Component{
		Name: whose + "-" + name, Title: whose + " " + name, Version: n.at("version").text(), Labels: labels("type", kind, "relation", n.at("relation").text()),
	}}
	if extra := n.at("extraIdentity"); extra.has() {
		p.id += " " + n.path
		d.skip(extra.path, "a component has a name and nothing besides to tell it by")
	}
	d.access(p, n)
	d.skipIf(n.at("labels"), "their values may be anything, a manifest's are text")
	d.rest(n, noField, "name", "version", "type", "relation", "access", "digest", "extraIdentity", "labels")
	d.add(p)
}

// access gives a resource the file that it is, where somebody else can fetch it.
func (d *draft) access(p *part, n node) {
	access := n.at("access")
	kind, _, _ := strings.Cut(access.at("type").text(), "/")
	digest := sha256(n.at("digest", "value").text())
	if alg := strings.ToLower(strings.ReplaceAll(n.at("digest", "hashAlgorithm").text(), "-", "")); alg != "sha256" {
		digest = ""
	}
	switch kind {
	case "ociArtifact", "ociRegistry", "ociImage", "OCIImage", "OCIArtifact":
		if ref := access.at("imageReference").text(); ref != "" {
			p.Artifacts = []Artifact{{URI: "oci://" + ref, Digest: digest}}
			return
		}
		access.at("imageReference").missing()
	case "wget":
		if url := access.at("url").text(); url != "" {
			p.Artifacts = []Artifact{{URI: url, Digest: digest, MediaType: access.at("mediaType").text()}}
			return
		}
	case "gitHub", "github":
		p.Revision = access.at("commit").text()
	}
	d.skip(access.path, "an artifact is a file at an https: or oci: address")
}
