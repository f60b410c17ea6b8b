package bundle

import (
	"joinery/manifest"
	"joinery/manifest/version"
)

// Seal fills b.Content with what b's fields say, and b.Digest with its digest. A bundle that was
// made in memory is sealed before it is written; one that was read is not, since its Content may
// hold fields that this release does not know, and they would be lost.
func Seal(b *manifest.Bundle) {
	b.Unknown = nil
	b.Content = content(b)
	b.Digest = manifest.Text{Value: Digest(b)}
	b.Content["digest"] = b.Digest.Value
}

// tree is a map of a document that holds only what says something.
type tree map[string]any

func content(b *manifest.Bundle) map[string]any {
	t := tree{"apiVersion": "joinery/v1", "kind": "Bundle"}
	t.text("name", b.Name.Value)
	t.text("version", b.Version.Value)
	t.tree("versioning", versioning(b.Versioning))
	t.list("extends", each(b.Extends, func(r *manifest.Reference) any { return r.Value }))
	t.text("released", b.Released.Value)
	t.tree("bump", bump(b.Bump))
	t.tree("overrides", overrides(b.Overrides))
	t.list("changes", each(b.Changes, note))
	components := make([]any, len(b.Components))
	spread(len(components), func(i int) { components[i] = component(&b.Components[i]) })
	t.list("components", components)
	t.tree("labels", labels(b.Labels))
	return t
}

func versioning(v manifest.Versioning) tree {
	t := tree{}
	if v.Scheme != nil {
		t.text("scheme", v.Scheme.Name())
	}
	t.text("pattern", v.Pattern.Value)
	t.text("initial", v.Initial.Value)
	t.text("firstRelease", v.FirstRelease.Value)
	return t
}

func bump(b manifest.Bump) tree {
	t := tree{}
	t.level("level", b.Level)
	t.list("kinds", each(b.Kinds, func(k *version.Kind) any { return k.String() }))
	t.level("raisedBy", b.RaisedBy)
	t.list("because", each(b.Because, func(c *manifest.Cause) any {
		t := tree{}
		t.text("component", c.Component)
		t.text("from", c.From)
		t.text("to", c.To)
		t.text("change", c.Change)
		t.level("level", c.Level)
		return map[string]any(t)
	}))
	return t
}

func overrides(pins []manifest.Dependency) tree {
	t := tree{}
	for _, p := range pins {
		t.text(p.Name.Value, p.Want.Value)
	}
	return t
}

func note(n *manifest.Note) any {
	t := tree{}
	t.text("type", n.Type.Value)
	t.text("summary", n.Summary.Value)
	t.text("details", n.Details.Value)
	t.tree("texts", labels(n.Texts))
	t.flag("internal", n.Internal)
	t.text("reverts", n.Reverts.Value)
	t.text("id", n.ID.Value)
	t.list("links", each(n.Links, func(l *manifest.Text) any { return l.Value }))
	return map[string]any(t)
}

func component(c *manifest.Bundled) any {
	t := make(tree, 7)
	t.text("name", c.Name.Value)
	t.text("version", c.Version.Value)
	t.flag("direct", c.Direct)
	t.flag("exception", c.Exception)
	t.list("requiredBy", each(c.RequiredBy, func(name *string) any { return *name }))
	t.text("digest", c.Digest)
	t.list("artifacts", each(c.Artifacts, func(a *manifest.Artifact) any {
		t := tree{}
		t.text("uri", a.URI.Value)
		t.text("digest", a.Digest.Value)
		t.text("mediaType", a.MediaType.Value)
		return map[string]any(t)
	}))
	return map[string]any(t)
}

func labels(list []manifest.Label) tree {
	t := tree{}
	for _, l := range list {
		t.text(l.Key.Value, l.Value.Value)
	}
	return t
}

func (t tree) text(key, value string) {
	if value != "" {
		t[key] = value
	}
}

func (t tree) flag(key string, value bool) {
	if value {
		t[key] = true
	}
}

func (t tree) level(key string, l version.Level) {
	if l != version.None {
		t[key] = l.String()
	}
}

func (t tree) list(key string, items []any) {
	if len(items) > 0 {
		t[key] = items
	}
}

func (t tree) tree(key string, inner tree) {
	if len(inner) > 0 {
		t[key] = map[string]any(inner)
	}
}

// each returns what of makes of the items.
func each[T any](items []T, of func(*T) any) []any {
	if len(items) == 0 {
		return nil
	}
	out := make([]any, len(items))
	for i := range items {
		out[i] = of(&items[i])
	}
	return out
}
