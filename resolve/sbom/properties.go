package sbom

import (
	cdx "github.com/CycloneDX/cyclonedx-go"

	"joinery/manifest"
)

// properties are what CycloneDX has no field for, under names that start with "joinery:".
type properties []cdx.Property

// add adds a property that says something.
func (all *properties) add(name, value string) {
	if value != "" {
		*all = append(*all, cdx.Property{Name: "joinery:" + name, Value: value})
	}
}

func (all properties) list() *[]cdx.Property {
	if len(all) == 0 {
		return nil
	}
	plain := []cdx.Property(all)
	return &plain
}

// properties returns what the bundle and the manifests say of a part besides.
func (p *part) properties() properties {
	var all properties
	all.add("title", p.title)
	all.add("type", p.kind())
	all.add("digest", p.digest)
	all.add("released", p.released)
	all.add("revision", p.revision())
	if p.exception {
		all.add("exception", "true")
	}
	if p.entry != nil {
		all.add("status", p.entry.Status.String())
		all.add("exposure", exposure(p.entry.Component))
	}
	return all
}

func exposure(c *manifest.Component) string {
	if c.Exposure.IsZero() {
		return "public"
	}
	return c.Exposure.Value
}
