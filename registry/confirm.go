package registry

import (
	"cmp"
	"context"
	"slices"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// Confirmation publishes a version of which nothing is to be said but its number.
type Confirmation struct {
	Item     string `json:"item"`
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"` // "" for the one that it was drawn for

	Key string `json:"-"` // idempotency key, "" for none
}

// Confirm publishes a version that was drawn, without a Component document: as one without
// dependencies and artifacts, released on the day on which it was drawn. It extends what it was drawn
// behind, or, where that is not published, the nearest published versions that that grew out of. One
// that is published for that revision already is left as it is. It returns what became of the version. It
// needs the role publish.
//
// The error is Invalid for a text that is no version or revision, NotFound when the version was not
// drawn, Conflict when too many drawn versions lie between it and the published ones, and Reused; the others
// are those of [Registry.Publish].
func (r *Registry) Confirm(ctx context.Context, who Who, c Confirmation) (Version, error) {
	if err := who.May(Publish, c.Item); err != nil {
		return Version{}, err
	}
	for _, err := range []error{aName(c.Item), checkRevision(c.Revision), checkText("Idempotency-Key", c.Key, maxKey)} {
		if err != nil {
			return Version{}, err
		}
	}
	scope := "confirm " + c.Item + " " + who.Name
	ctx, cancel := r.patient(ctx)
	defer cancel()
	var confirmed Version
	err := r.store.Update(ctx, []string{c.Item}, func(ctx context.Context, tx Tx) error {
		known, found, err := replayed[Version](ctx, tx, scope, c.Key, c)
		if confirmed = known; found || err != nil {
			return err
		}
		s := newShelf(ctx, tx, who, r.now())
		if confirmed, err = s.confirm(c); err != nil {
			return err
		}
		if c.Key != "" {
			kept, err := r.kept(scope, c.Key, c, confirmed)
			if err != nil {
				return err
			}
			s.out.Answers = append(s.out.Answers, kept)
		}
		return tx.Write(ctx, s.out)
	})
	return confirmed, err
}

// confirm takes the document that says nothing of a version but its number, and returns what became
// of the version.
func (s *shelf) confirm(c Confirmation) (Version, error) {
	l, err := openLedger(s.ctx, s.tx, c.Item, s.now)
	if err != nil {
		return Version{}, err
	}
	parsed, err := l.parse("version", c.Version)
	if err != nil {
		return Version{}, err
	}
	v, ok, err := l.version(numberOf(parsed))
	if err == nil && !ok {
		err = noVersion(c.Item, c.Version)
	}
	if err != nil || v.State == Published && (c.Revision == "" || c.Revision == v.Revision) {
		return v, err
	}
	extends, err := l.nearest(v.Extends, nil)
	if err != nil {
		return v, err
	}
	text, err := l.item.listed(manifest.NewEntry{
		Version: v.Number, Extends: extends, Released: v.Created.Format(time.DateOnly),
		Revision: cmp.Or(c.Revision, v.Revision), Description: v.Description,
	})
	if err != nil {
		return v, invalid("revision", "%v", err)
	}
	parts, problems := manifest.Split(c.Item, text)
	if len(parts) != 1 {
		return v, &Error{Code: Internal, Message: c.Item + " " + v.Number + " has no document", Findings: problems}
	}
	if err := s.take(parts[0]); err != nil {
		return v, err
	}
	if i := slices.IndexFunc(s.out.Versions, func(of Version) bool { return of.Number == v.Number }); i >= 0 {
		v = s.out.Versions[i]
	}
	return v, nil
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

// initial returns the item's first version, which was there before the item was added, and takes from it
// what it tells of the item.
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
	i.Since = i.since(parts[0].Component)
	return v, nil
}
