package importer

import (
	"context"
	"strings"
)

func isOpenShift(top node) bool {
	return top.at("kind").value == "ImageStream" || top.at("references", "kind").value == "ImageStream"
}

// The annotations of an image in a release.
const (
	commitID       = "io.openshift.build.commit.id"
	sourceLocation = "io.openshift.build.source-location"
	buildVersions  = "io.openshift.build.versions"
)

// readOpenShift reads a release's image-references. Its images have no versions of their own: each
// comes in at the release's, with its commit and digest.
func readOpenShift(ctx context.Context, d *draft, s *source, _ string) error {
	doc, err := s.document(ctx)
	if err != nil {
		return err
	}
	top := doc.top()
	if info := top.at("references"); info.has() { // what oc adm release info prints around it
		top = info
	}
	if kind := top.at("kind"); kind.text() != "ImageStream" {
		kind.wrong("ImageStream")
	}
	release := top.at("metadata", "name")
	if release.text() == "" {
		release.missing()
	}
	d.product.Name, d.product.Title = "openshift", "OpenShift"
	d.version, d.at = release.text(), release.path
	for _, n := range top.at("spec", "tags").items() {
		d.image(n, release.text())
	}
	if len(d.parts) > 0 {
		d.skip(top.at("spec", "tags").path, "an image has no version of its own: each comes in at the release's, %s", release.text())
	}
	d.rest(top.at("metadata"), noField, "name")
	return doc.failure()
}

func (d *draft) image(n node, release string) {
	name, notes := n.at("name").text(), n.at("annotations")
	if name == "" {
		n.at("name").missing()
		return
	}
	versions := []string{"source", notes.at(sourceLocation).text()}
	for pair := range strings.SplitSeq(notes.at(buildVersions).text(), ",") { // kubernetes=1.27.6
		key, value, _ := strings.Cut(pair, "=")
		versions = append(versions, key, value)
	}
	p := &part{at: n.path, kind: "image", Component: Component{
		Name: name, Version: release, Revision: notes.at(commitID).text(), Labels: labels(versions...),
	}}
	switch from := n.at("from"); {
	case from.at("kind").text() != "DockerImage":
		d.skip(from.path, "an artifact is a file at an address, wanted a DockerImage")
	case from.at("name").text() != "":
		ref := from.at("name").text()
		_, digits, _ := strings.Cut(ref, "@sha256:")
		p.Artifacts = []Artifact{{URI: "oci://" + ref, Digest: sha256(digits)}}
	}
	d.rest(notes, noField, commitID, sourceLocation, buildVersions)
	d.add(p)
}
