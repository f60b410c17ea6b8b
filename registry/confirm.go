package registry

import (
	"context"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// Confirmation publishes a version of which nothing is to be said but its number.
type Confirmation struct {
	Item, Version string
	Revision      string // "" for the one that it was drawn for
	Key           string // idempotency key, "" for none
}

// Confirm publishes a version that was drawn, without a Component document: as one without
// dependencies and artifacts, released on the day on which it was drawn. It needs the role publish.
// The error is NotFound when it was not drawn; the others are those of [Registry.Publish].
func (r *Registry) Confirm(ctx context.Context, who Who, c Confirmation) (Version, error) {
	if err := who.May(Publish, c.Item); err != nil {
		return Version{}, err
	}
	v, err := r.Version(ctx, who, c.Item, c.Version)
	if err != nil || v.State == Published && (c.Revision == "" || c.Revision == v.Revision) {
		return v, err
	}
	if c.Revision == "" {
		c.Revision = v.Revision
	}
	item, err := r.Item(ctx, who, c.Item)
	if err != nil {
		return v, err
	}
	text, err := item.listed(manifest.NewEntry{
		Version: v.Number, Extends: v.Extends, Released: v.Created.Format(time.DateOnly), Revision: c.Revision, Description: v.Description,
	})
	if err != nil {
		return v, err
	}
	if _, err := r.Publish(ctx, who, Publication{Text: text, Key: c.Key}); err != nil {
		return v, err
	}
	return r.version(ctx, c.Item, v.Number)
}

// header returns the YAML text of the Component without versions.
func (i *Item) header() ([]byte, error) {
	if len(i.Document) > 0 {
		return i.Document, nil
	}
	n := manifest.NewComponent{Name: i.Name, Title: i.Title, Description: i.Description, Scheme: i.Scheme, Pattern: i.Pattern}
	if !i.Since.IsZero() {
		n.FirstRelease = i.Since.Format(time.DateOnly)
	}
	return manifest.HeaderText(n)
}

// listed returns the Component document with a single version.
func (i *Item) listed(n manifest.NewEntry) ([]byte, error) {
	header, err := i.header()
	if err != nil {
		return nil, err
	}
	entry, err := manifest.EntryText(n)
	if err != nil {
		return nil, err
	}
	return manifest.Join(header, [][]byte{entry})
}

// initial returns the item's first version, which was there before the item was added.
func (i *Item) initial(parsed version.Version, who Who, now time.Time) (Version, error) {
	v := Version{State: Published, Published: now, By: who.Name, Text: parsed.String()}
	text, err := i.listed(manifest.NewEntry{Version: v.Text})
	if err != nil {
		return v, err
	}
	parts, problems := manifest.Split(i.Name, text)
	if len(parts) != 1 || len(parts[0].Entries) != 1 {
		return v, &Error{Code: Invalid, Field: "version", Message: "the item has no document", Findings: problems}
	}
	v.Entry, v.Digest = parts[0].Entries[0], bundle.EntryDigest(parts[0].Component.Versions[0])
	return v, nil
}
