package registry

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// Publication is documents to be published: Component, Product and Bundle documents.
type Publication struct {
	Text []byte // a stream of YAML documents
	File string // what findings call it, "" for none

	Key string // idempotency key, "" for none
}

// MaxPublication is how many bytes are published at once at most.
const MaxPublication = 64 << 20

// An Outcome is what publishing did with one thing.
type Outcome struct {
	Kind    string `json:"kind"` // Component, Version, Product, Bundle
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	What    string `json:"what"`          // one of the words below
	Why     string `json:"why,omitempty"` // of what was left out
}

// What an [Outcome] says.
const (
	OutcomeAdded     = "added"     // it was not here before
	OutcomeConfirmed = "confirmed" // it was drawn, and is published now
	OutcomeUpdated   = "updated"   // what may change of it has changed
	OutcomeUnchanged = "unchanged"
	OutcomeLeftOut   = "left out" // a SNAPSHOT, which is no release
)

// Publish records what documents say, all of it or nothing. It needs the role publish for every name.
//
// An item or product that is not there is added. A version that is not there is listed; one that was
// drawn is confirmed; one that lapsed is, too, when it names the revision that it was drawn for. A
// version that is published already keeps what its digest covers; its texts, dates and labels become
// those of the document, its status goes on with the document's, and back only through
// [Registry.SetStatus]. SNAPSHOT versions are left out.
//
// The error is Invalid for documents that are not in order (Findings says where), Conflict when a
// version or bundle was published with another content, is drawn for another revision or lapsed,
// Exists when a name is taken by something of another kind, and Reused.
func (r *Registry) Publish(ctx context.Context, who Who, p Publication) ([]Outcome, error) {
	if len(p.Text) > MaxPublication {
		return nil, invalid("", "found %d MiB of documents, at most %d are taken at once", len(p.Text)>>20, MaxPublication>>20)
	}
	if err := checkText("Idempotency-Key", p.Key, maxKey); err != nil {
		return nil, err
	}
	parts, problems := manifest.Split(p.File, p.Text)
	if parts == nil && len(problems) > 0 {
		return nil, &Error{Code: Invalid, Message: "the documents are not in order: " + problems.Sorted()[0].Message, Findings: problems.Sorted()}
	}
	if len(parts) == 0 {
		return nil, invalid("", "found no document, wanted Component, Product or Bundle documents")
	}
	names, err := who.mayPublish(parts)
	if err != nil {
		return nil, err
	}
	const scope = "publish"
	request := struct{ Text []byte }{p.Text}
	ctx, cancel := r.patient(ctx)
	defer cancel()
	var outcomes []Outcome
	err = r.store.Update(ctx, names, func(ctx context.Context, tx Tx) error {
		known, found, err := replayed[[]Outcome](ctx, tx, scope, p.Key, request)
		if outcomes = known; found || err != nil {
			return err
		}
		s := &shelf{ctx: ctx, tx: tx, who: who, now: r.now()}
		for _, part := range parts {
			if err := s.take(part); err != nil {
				return err
			}
		}
		outcomes = s.outcomes
		if p.Key != "" {
			kept, err := r.kept(scope, p.Key, request, outcomes)
			if err != nil {
				return err
			}
			s.out.Answers = append(s.out.Answers, kept)
		}
		return tx.Write(ctx, s.out)
	})
	return outcomes, err
}

// mayPublish returns the names that documents declare, each once. The error is Denied, or Invalid
// for a name that stands twice.
func (w Who) mayPublish(parts []manifest.Parts) (names []string, err error) {
	for _, p := range parts {
		name := nameOf(p)
		if err := w.May(Publish, name); err != nil {
			return nil, err
		}
		if p.Bundle == nil && slices.Contains(names, name) {
			return nil, invalid("", "found two documents that declare %s, wanted one", name)
		}
		names = append(names, name)
	}
	return names, nil
}

func nameOf(p manifest.Parts) string {
	switch {
	case p.Component != nil:
		return p.Component.Name.Value
	case p.Product != nil:
		return p.Product.Name.Value
	}
	return p.Bundle.Name.Value
}

// shelf takes documents in a transaction.
type shelf struct {
	ctx      context.Context
	tx       Tx
	who      Who
	now      time.Time
	out      Writing
	outcomes []Outcome
}

func (s *shelf) take(p manifest.Parts) error {
	switch {
	case p.Component != nil:
		return s.component(p)
	case p.Product != nil:
		return s.product(p)
	}
	return s.bundle(p.Bundle, p.Text)
}

func (s *shelf) add(kind, name, number, what, why string) {
	s.outcomes = append(s.outcomes, Outcome{Kind: kind, Name: name, Version: number, What: what, Why: why})
}

// component takes a component and its versions.
func (s *shelf) component(p manifest.Parts) error {
	c := p.Component
	name := c.Name.Value
	item, there, err := s.tx.Item(s.ctx, name)
	if err != nil {
		return err
	}
	scheme := c.Versioning.Scheme
	if !there {
		if err := nameIsFree(s.ctx, s.tx, name); err != nil {
			return err
		}
		item = Item{Name: name, Created: s.now}
		s.setScheme(&item, c)
	} else if item.Scheme != scheme.Name() || item.Pattern != patternOf(c) {
		known, err := item.By()
		if err != nil {
			return err
		}
		if item.Given > 0 {
			return &Error{Code: Conflict, Field: name, Message: name + " is " + scheme.String() + " in the document and " + known.String() + " here, where it has versions",
				Hint: "a component keeps its scheme; one under another name may have another"}
		}
		s.setScheme(&item, c)
	}
	changed := item.Title != c.Title.Value || item.Description != c.Description.Value || !slices.Equal(item.Document, p.Text)
	item.Title, item.Description, item.Document = c.Title.Value, c.Description.Value, p.Text
	l, err := newLedger(s.ctx, s.tx, item, s.now)
	if err != nil {
		return err
	}
	switch {
	case !there:
		l.tell(s.who, ItemAdded, "", item.Scheme)
		s.add("Component", name, "", OutcomeAdded, "")
	case changed:
		l.tell(s.who, ItemChanged, "", "")
		s.add("Component", name, "", OutcomeUpdated, "")
	default:
		s.add("Component", name, "", OutcomeUnchanged, "")
	}
	for i, e := range slices.Backward(c.Versions) { // oldest first by custom, so that marks and order of arrival agree
		if err := s.entry(l, e, p.Entries[i]); err != nil {
			return err
		}
	}
	if !l.touched() {
		return nil
	}
	w := l.writing()
	if !there {
		w.NewItems, w.Items = w.Items, nil
	}
	s.out.join(w)
	return nil
}

func (s *shelf) setScheme(item *Item, c *manifest.Component) {
	item.Scheme, item.Pattern = c.Versioning.Scheme.Name(), patternOf(c)
	if day, err := version.ParseDate(c.Versioning.FirstRelease.Value); err == nil {
		item.Since = day
	}
}

// patternOf returns a calver component's pattern, as [version.ByName] takes it.
func patternOf(c *manifest.Component) string {
	pattern, _ := strings.CutPrefix(c.Versioning.Scheme.String(), "calver ")
	if c.Versioning.Scheme.Name() != "calver" {
		return ""
	}
	return pattern
}

// snapshot is the pre-release of a version that still changes.
const snapshot = "SNAPSHOT"

// entry takes a version.
func (s *shelf) entry(l *ledger, e *manifest.Entry, text []byte) error {
	parsed := e.Parsed
	if parsed.Prerelease() == snapshot {
		s.add("Version", l.item.Name, parsed.String(), OutcomeLeftOut, "a SNAPSHOT still changes")
		return nil
	}
	v, there, err := l.version(numberOf(parsed))
	if err != nil {
		return err
	}
	if there && v.State == Published {
		return s.again(l, v, e, text)
	}
	if err := mayConfirm(v, there, e, l.now); err != nil {
		return err
	}
	v.State, v.Published, v.Expires = Published, l.now, time.Time{}
	v.Text, v.Entry, v.Digest = parsed.String(), text, bundle.EntryDigest(e)
	v.Extends, v.Revision, v.Description = nil, e.Revision.Value, e.Description.Value
	for _, x := range e.Extends {
		v.Extends = append(v.Extends, x.Value)
	}
	v.setStatus(e)
	if there {
		l.change(v)
		s.add("Version", v.Item, v.Number, OutcomeConfirmed, "")
	} else {
		v.By = s.who.Name
		if v, err = l.give(parsed, v); err != nil {
			return err
		}
		s.add("Version", v.Item, v.Number, OutcomeAdded, "")
	}
	l.tell(s.who, VersionPublished, v.Number, v.Digest)
	return nil
}

// mayConfirm returns Conflict when a version that was drawn is somebody else's.
func mayConfirm(v Version, there bool, e *manifest.Entry, now time.Time) error {
	if !there {
		return nil
	}
	own := v.Revision == "" || v.Revision == e.Revision.Value
	name := v.Item + " " + v.Number
	switch {
	case v.At(now) == Lapsed && !own:
		return &Error{Code: Conflict, Field: name, Message: name + " lapsed on " + v.Expires.Format(time.RFC3339) + ": it was drawn for the revision " + v.Revision + " and not published in time",
			Hint: "draw another version, or publish it with revision: " + v.Revision}
	case v.Revision != "" && e.Revision.Value != "" && !own:
		return &Error{Code: Conflict, Field: name, Message: name + " was drawn for the revision " + v.Revision + ", the document says " + e.Revision.Value,
			Hint: "each revision draws a version of its own"}
	}
	return nil
}

// again takes a version that is published already.
func (s *shelf) again(l *ledger, v Version, e *manifest.Entry, text []byte) error {
	if digest := bundle.EntryDigest(e); digest != v.Digest {
		return &Error{Code: Conflict, Field: v.Item + " " + v.Number, Message: v.Item + " " + v.Number + " is published already, with another content (" + v.Digest + ", found " + digest + ")",
			Hint: "what is published stays; draw another version for what changed"}
	}
	if slices.Equal(v.Entry, text) {
		s.add("Version", v.Item, v.Number, OutcomeUnchanged, "")
		return nil
	}
	before := v.Status
	v.Entry, v.Description, v.Text = text, e.Description.Value, e.Version.Value
	if slices.Index(statuses, e.Status.String()) > slices.Index(statuses, v.Status) {
		v.setStatus(e)
	}
	l.change(v)
	if v.Status != before {
		l.tell(s.who, StatusChanged, v.Number, v.Status)
	} else {
		l.tell(s.who, VersionPublished, v.Number, "updated")
	}
	s.add("Version", v.Item, v.Number, OutcomeUpdated, "")
	return nil
}

// setStatus takes the status and its log from an entry.
func (v *Version) setStatus(e *manifest.Entry) {
	v.Status, v.Log = e.Status.String(), nil
	for _, line := range e.StatusLog {
		day, _ := version.ParseDate(line.Date.Value) // a document that was split has days in it
		v.Log = append(v.Log, StatusChange{Date: day, Status: line.Status.String(), Comment: line.Comment.Value})
	}
}

// product takes a product.
func (s *shelf) product(p manifest.Parts) error {
	name := p.Product.Name.Value
	known, there, err := s.tx.Product(s.ctx, name)
	if err != nil {
		return err
	}
	if there && slices.Equal(known.Document, p.Text) {
		s.add("Product", name, "", OutcomeUnchanged, "")
		return nil
	}
	next := Product{Name: name, Document: p.Text, Edition: known.Edition + 1, Changed: s.now}
	if there {
		s.out.Products = append(s.out.Products, next)
		s.add("Product", name, "", OutcomeUpdated, "")
	} else {
		if err := nameIsFree(s.ctx, s.tx, name); err != nil {
			return err
		}
		s.out.NewProducts = append(s.out.NewProducts, next)
		s.add("Product", name, "", OutcomeAdded, "")
	}
	s.out.Entries = append(s.out.Entries, entryOf(s.who, s.now, ProductPublished, name, "", ""))
	return nil
}

// bundle takes a bundle.
func (s *shelf) bundle(b *manifest.Bundle, text []byte) error {
	if err := bundle.Verify(b); err != nil {
		e := invalid(b.Name.Value+" "+b.Version.Value, "the bundle %s %s is not as it was written: %v", b.Name, b.Version, err)
		if d := new(bundle.DigestError); errors.As(err, &d) {
			e.Hint = "publish it as joinery wrote it"
		}
		return e
	}
	name, number := b.Name.Value, numberOf(b.Parsed)
	known, there, err := s.tx.Bundle(s.ctx, name, number)
	if err != nil {
		return err
	}
	if there && slices.Equal(known.Document, text) {
		s.add("Bundle", name, number, OutcomeUnchanged, "")
		return nil
	}
	if there {
		return &Error{Code: Conflict, Field: name + " " + number, Message: "the bundle " + name + " " + number + " is here already, with another content", Hint: "a bundle never changes; compose another version"}
	}
	s.out.NewBundles = append(s.out.NewBundles, Bundle{Product: name, Version: number, Document: text, Created: s.now})
	s.out.Entries = append(s.out.Entries, entryOf(s.who, s.now, BundleCut, name, number, b.Digest.Value))
	s.add("Bundle", name, number, OutcomeAdded, "")
	return nil
}

// join adds what another Writing writes.
func (w *Writing) join(o Writing) {
	w.NewItems = append(w.NewItems, o.NewItems...)
	w.Items = append(w.Items, o.Items...)
	w.NewVersions = append(w.NewVersions, o.NewVersions...)
	w.Versions = append(w.Versions, o.Versions...)
	w.Marks = append(w.Marks, o.Marks...)
	w.Answers = append(w.Answers, o.Answers...)
	w.Entries = append(w.Entries, o.Entries...)
}
