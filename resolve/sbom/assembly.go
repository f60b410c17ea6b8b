package sbom

// assemble finds what each part is assembled of. A component that is not direct and that a nested
// product's bundle lists at the same version is part of that product, of the innermost when
// several list it; every other one is part of the product itself.
func (b *Bill) assemble() {
	type key struct{ name, version string }
	home := map[key]*part{}
	for _, p := range b.parts {
		if p.nested == nil {
			continue
		}
		for _, c := range p.nested.Components {
			k := key{c.Name.Value, c.Version.Value}
			if now := home[k]; now == nil || len(p.nested.Components) < len(now.nested.Components) {
				home[k] = p
			}
		}
	}
	for _, p := range b.parts {
		within := home[key{p.name, p.version}]
		if p.direct || within == nil || !within.encloses(p) {
			within = b.root
		}
		within.holds = append(within.holds, p)
	}
}

// encloses reports whether a nested product can hold the part. One product holds another only if
// it lists more, as a true outer one does: so no product ends up inside itself.
func (p *part) encloses(inner *part) bool {
	return p != inner && (inner.nested == nil || len(inner.nested.Components) < len(p.nested.Components))
}
