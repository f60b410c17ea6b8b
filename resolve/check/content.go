package check

import (
	"slices"
	"strings"

	"joinery/manifest"
)

// leaf is one thing that a document says, apart from layout, comments and the order of keys.
type leaf struct {
	field, name string // "dependencies" and "ledger-lib"; the name is "" where the field is a single thing
	value       string
	at          manifest.Text // where it is said
}

// entryContent returns what a version says and must keep once it is released: all but status,
// status log, description and changes.
func entryContent(e *manifest.Entry) []leaf {
	var all []leaf
	all = text(all, "version", e.Version)
	if len(e.Extends) > 0 {
		all = append(all, leaf{field: "extends", value: references(e.Extends), at: e.Extends[0].Text})
	}
	all = text(all, "released", e.Released)
	all = text(all, "revision", e.Revision)
	for i := range e.Dependencies {
		d := &e.Dependencies[i]
		all = append(all, leaf{"dependencies", d.Name.Value, d.Want.Value, d.Want})
	}
	if e.HasContract && len(e.Contract) == 0 {
		all = append(all, leaf{field: "contract", value: "{}", at: e.Version})
	}
	for i := range e.Contract {
		o := &e.Contract[i]
		value := o.Type.Value
		if o.Required {
			value += ", required"
		}
		all = append(all, leaf{"contract", o.Name.Value, value, o.Name})
	}
	for i := range e.Artifacts {
		a := &e.Artifacts[i]
		all = append(all, leaf{"artifacts", a.URI.Value, strings.Join([]string{a.Digest.Value, a.MediaType.Value}, " "), a.URI})
	}
	return labels(all, e.Labels)
}

// entryTalk returns what a version says that may change after its release.
func entryTalk(e *manifest.Entry) []leaf {
	all := []leaf{{field: "status", value: e.Status.String(), at: e.StatusAt}}
	for _, s := range e.StatusLog {
		all = append(all, leaf{"statusLog", s.Date.Value, s.Status.String() + " " + s.Comment.Value, s.Date})
	}
	all = text(all, "description", e.Description)
	for _, n := range e.Changes {
		about := n.Summary.Value
		all = append(all, leaf{"changes", about, n.Type.Value, n.Summary})
		if n.Internal {
			all = append(all, leaf{"changes internal", about, "true", n.Summary})
		}
		for field, t := range map[string]manifest.Text{"details": n.Details, "reverts": n.Reverts, "id": n.ID} {
			all = append(all, leaf{"changes " + field, about, t.Value, t})
		}
		for _, t := range n.Texts {
			all = append(all, leaf{"changes texts " + t.Key.Value, about, t.Value.Value, t.Value})
		}
		for _, t := range n.Links {
			all = append(all, leaf{"changes links", about, t.Value, t})
		}
	}
	return all
}

// componentContent returns all that a component's document says.
func componentContent(c *manifest.Component) []leaf {
	var all []leaf
	all = text(all, "name", c.Name)
	all = text(all, "title", c.Title)
	all = text(all, "description", c.Description)
	all = text(all, "type", c.Type)
	all = text(all, "owner", c.Owner)
	all = text(all, "exposure", c.Exposure)
	all = append(all, leaf{field: "versioning", value: c.Versioning.Scheme.String(), at: c.Versioning.At})
	all = text(all, "versioning firstRelease", c.Versioning.FirstRelease)
	for _, t := range c.Formerly {
		all = text(all, "formerly", t)
	}
	for _, t := range c.Paths {
		all = text(all, "paths", t)
	}
	all = labels(all, c.Labels)
	for _, e := range c.Versions {
		for _, l := range slices.Concat(entryContent(e), entryTalk(e)) {
			l.field = "versions " + e.Version.Value + " " + l.field
			all = append(all, l)
		}
	}
	return all
}

// text adds a field that may be absent.
func text(all []leaf, field string, t manifest.Text) []leaf {
	if t.Value == "" {
		return all
	}
	return append(all, leaf{field: field, value: t.Value, at: t})
}

func labels(all []leaf, list []manifest.Label) []leaf {
	for _, l := range list {
		all = append(all, leaf{"labels", l.Key.Value, l.Value.Value, l.Value})
	}
	return all
}

// references returns versions as a list is written.
func references(list []manifest.Reference) string {
	var words []string
	for i := range list {
		words = append(words, list[i].Value)
	}
	return strings.Join(words, ", ")
}

// compareLeaves orders leaves by what they are about, then by what they say.
func compareLeaves(a, b leaf) int {
	for _, c := range [...]int{strings.Compare(a.field, b.field), strings.Compare(a.name, b.name), strings.Compare(a.value, b.value)} {
		if c != 0 {
			return c
		}
	}
	return 0
}
