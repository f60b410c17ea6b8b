package importer

import (
	"context"
	"path"
	"strings"
)

func isCycloneDX(top node) bool { return top.value.(map[string]any)["bomFormat"] == "CycloneDX" }

// readCycloneDX reads a bill of materials: its components, nested ones too, and who depends on whom.
func readCycloneDX(ctx context.Context, d *draft, s *source, _ string) error {
	doc, err := s.json(ctx)
	if err != nil {
		return err
	}
	top := doc.top()
	if format := top.at("bomFormat"); format.text() != "CycloneDX" {
		format.wrong("CycloneDX")
	}
	root := top.at("metadata", "component")
	if name := qualified(root); name != "" {
		d.product.Name, d.product.Title = root.at("name").text(), name
		if strings.Contains(d.product.Name, "/") {
			d.product.Name = moduleName(d.product.Name)
		}
	} else {
		d.product.Name, _, _ = strings.Cut(path.Base(s.name), ".")
		d.skip("metadata.component", "it is missing: the product is named after the file")
	}
	d.product.Labels = labels("purl", root.at("purl").text())
	d.version, d.at = root.at("version").text(), root.path+".version"
	byRef := map[string]*part{}
	d.materials(top.at("components"), byRef)
	d.edges(top.at("dependencies"), root.at("bom-ref").text(), byRef)
	d.rest(top.at("metadata"), noField, "component")
	d.rest(root, noField, "type", "bom-ref", "group", "name", "version", "purl")
	d.rest(top, noField, "$schema", "bomFormat", "specVersion", "serialNumber", "version", "metadata", "components", "dependencies")
	return doc.failure()
}

// materials adds the components of a list and of the lists in them.
func (d *draft) materials(list node, byRef map[string]*part) {
	for _, n := range list.items() {
		if n.at("scope").text() == "excluded" {
			d.skip(n.path, "its scope is excluded: it is not part of the product")
			continue
		}
		purl := n.at("purl").text()
		p := &part{at: n.path, kind: purlType(purl), key: n.at("bom-ref").text(), Component: Component{
			Name: qualified(n), Version: n.at("version").text(), Description: n.at("description").text(), Type: materialType(n.at("type").text()),
			Labels: labels("purl", purl),
		}}
		if p.Name == "" {
			n.at("name").missing()
			return
		}
		p.id = purlWithout(purl)
		d.distributions(p, n)
		d.rest(n, noField, "type", "bom-ref", "group", "name", "version", "description", "purl", "scope", "hashes", "externalReferences", "components")
		if p.key != "" && byRef[p.key] == nil {
			byRef[p.key] = p
		}
		d.add(p)
		d.materials(n.at("components"), byRef)
	}
}

// distributions gives a part the files that it can be had as, with their SHA-256: a file's own, or
// the component's when there is one file.
func (d *draft) distributions(p *part, n node) {
	whole := sha256Of(n.at("hashes"))
	for _, ref := range n.at("externalReferences").items() {
		url := ref.at("url").text()
		switch ref.at("type").text() {
		case "distribution":
			if url != "" {
				p.Artifacts = append(p.Artifacts, Artifact{URI: url, Digest: sha256Of(ref.at("hashes"))})
			}
		case "vcs":
			p.Labels = labels(append(pairs(p.Labels), "vcs", url)...)
		default:
			d.skip(ref.path, noField)
		}
	}
	if whole != "" && len(p.Artifacts) == 1 && p.Artifacts[0].Digest == "" {
		p.Artifacts[0].Digest = whole
		return
	}
	d.skipIf(n.at("hashes"), "an artifact is a file at a place, with a SHA-256: the component names no single one")
}

// edges adds what depends on what. What the product itself depends on is its direct components.
func (d *draft) edges(list node, root string, byRef map[string]*part) {
	for _, n := range list.items() {
		ref := n.at("ref").text()
		d.rest(n, noField, "ref", "dependsOn")
		for _, on := range n.at("dependsOn").items() {
			key := on.text()
			switch p := byRef[ref]; {
			case ref == root && root != "":
				d.direct = append(d.direct, key)
			case p == nil:
				d.skip(n.path, "it is about %s, which is not among the components", ref)
			case key == root:
				d.skip(on.path, "a component does not depend on its product")
			default:
				p.needs = append(p.needs, key)
			}
		}
	}
}

func pairs(all []Label) []string {
	var out []string
	for _, l := range all {
		out = append(out, l.Key, l.Value)
	}
	return out
}

// qualified returns a component's name behind its group.
func qualified(n node) string {
	name, group := n.at("name").text(), n.at("group").text()
	if group == "" || name == "" {
		return name
	}
	return group + "/" + name
}

// purlType returns the type of a package URL: npm for pkg:npm/lodash@4.17.21.
func purlType(purl string) string {
	rest, ok := strings.CutPrefix(purl, "pkg:")
	kind, _, found := strings.Cut(rest, "/")
	if !ok || !found {
		return ""
	}
	return segmentOf(kind)
}

// purlWithout returns a package URL without its version, qualifiers and subpath: what all versions
// of a package share. In front of the name an "@" is part of a scope.
func purlWithout(purl string) string {
	if end := strings.IndexAny(purl, "?#"); end >= 0 {
		purl = purl[:end]
	}
	if at := strings.LastIndexByte(purl, '@'); at > strings.LastIndexByte(purl, '/') {
		purl = purl[:at]
	}
	return purl
}

func materialType(of string) string {
	switch of {
	case "library", "framework":
		return "library"
	case "device":
		return "hardware"
	}
	return ""
}

// sha256Of returns the SHA-256 among hashes.
func sha256Of(hashes node) string {
	for _, h := range hashes.items() {
		if h.at("alg").text() == "SHA-256" {
			return sha256(h.at("content").text())
		}
	}
	return ""
}
