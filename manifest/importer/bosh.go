package importer

import (
	"context"
	"strings"
)

func isBOSH(top node) bool {
	return top.at("releases").has() && (top.at("stemcells").has() || top.at("instance_groups").has() || top.at("jobs").has())
}

// readBOSH reads a deployment manifest: its releases and stemcells.
func readBOSH(ctx context.Context, d *draft, s *source, _ string) error {
	doc, err := s.document(ctx)
	if err != nil {
		return err
	}
	top := doc.top()
	name := top.at("name").text()
	if name == "" {
		top.at("name").missing()
	}
	d.product.Name, d.product.Title = name, name
	d.version, d.at = top.at("manifest_version").text(), "manifest_version"
	for _, n := range top.at("releases").items() {
		d.release(n)
	}
	for _, n := range top.at("stemcells").items() {
		d.stemcell(n)
	}
	d.rest(top, "it says how the product is deployed, not what it is made of", "name", "manifest_version", "releases", "stemcells")
	return doc.failure()
}

func (d *draft) release(n node) {
	p := &part{at: n.path, kind: "release", Component: Component{Name: n.at("name").text(), Version: n.at("version").text()}}
	if p.Name == "" {
		n.at("name").missing()
		return
	}
	if url := n.at("url").text(); url != "" && !isVariable(url) {
		a := Artifact{URI: url}
		sum := n.at("sha1")
		if digits, ok := strings.CutPrefix(sum.text(), "sha256:"); ok {
			a.Digest = sha256(digits)
		}
		if sum.has() && a.Digest == "" {
			d.skip(sum.path, "an artifact's digest is a SHA-256")
		}
		p.Artifacts = []Artifact{a}
	}
	d.skipIf(n.at("stemcell"), "a release does not name the stemcell that it was compiled on")
	d.skipIf(n.at("exported_from"), "a release does not name the stemcell that it was compiled on")
	d.rest(n, noField, "name", "version", "url", "sha1", "stemcell", "exported_from")
	d.addUnlessOpen(p, n)
}

func (d *draft) stemcell(n node) {
	name := n.at("name").text()
	if name == "" {
		name = n.at("os").text()
	}
	if name == "" {
		n.at("os").missing()
		return
	}
	p := &part{at: n.path, kind: "stemcell", id: "stemcell " + name, Component: Component{
		Name: "stemcell-" + name, Title: "Stemcell " + name, Version: n.at("version").text(), Labels: labels("alias", n.at("alias").text()),
	}}
	d.rest(n, noField, "name", "os", "version", "alias")
	d.addUnlessOpen(p, n)
}

// addUnlessOpen adds a part whose version the manifest decides itself.
func (d *draft) addUnlessOpen(p *part, n node) {
	switch v := p.Version; {
	case v == "latest" || strings.HasSuffix(v, ".latest"):
		d.skip(n.at("version").path, "%s is no version: which one it came to the director knows", v)
	case isVariable(v):
		d.skip(n.at("version").path, "%s is a variable: bosh interpolate fills it in", v)
	default:
		d.add(p)
	}
}

func isVariable(text string) bool { return strings.Contains(text, "((") }
