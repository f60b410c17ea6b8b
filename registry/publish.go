package registry

import (
	"context"
	"slices"
	"time"

	"joinery/manifest"
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
	What    string `json:"what"`              // one of the words below
	Why     string `json:"why,omitempty"`     // of what was left out
	Warning string `json:"warning,omitempty"` // of what was taken, and is perhaps not meant so
}

// What an [Outcome] says.
const (
	OutcomeAdded     = "added"     // it was not here before
	OutcomeConfirmed = "confirmed" // it was drawn, and is published now
	OutcomeUpdated   = "updated"   // what may change of it has changed
	OutcomeUnchanged = "unchanged"
	OutcomeLeftOut   = "left out" // a SNAPSHOT, which is no release
)

// Publish records what documents say, all of it or nothing, and returns what it did with each component and each of
// its versions, each product and each bundle, document by document, versions in the reverse order of the document
// (oldest first by custom). It needs the role publish for every name.
//
// An item or product that is not there is added. A version that is not there is listed; one that was drawn
// is confirmed, with the lineage that the document tells; one that lapsed is, too, when it names the revision
// that it was drawn for, or, where it was reserved for none, when the one who drew it publishes it. A version
// that is published already keeps what its digest covers; its texts, dates and labels become those of the
// document. Its status goes forward with the document's, and back only through [Registry.SetStatus], whose
// lines stay in its log. SNAPSHOT versions are left out. Bundles may stand before their product, or without it.
//
// The error is Invalid for documents that are not in order (Findings says where) and for what stands in them
// twice, Conflict when a version or bundle was published with another content, is drawn for another revision
// or lapsed, or extends a version that is neither published nor in the document, Exists when a name is taken
// by something of another kind, and Reused.
func (r *Registry) Publish(ctx context.Context, who Who, p Publication) ([]Outcome, error) {
	parts, names, err := who.documents(p)
	if err != nil {
		return nil, err
	}
	scope := "publish " + who.Name
	request := struct{ Text []byte }{p.Text}
	ctx, cancel := r.patient(ctx)
	defer cancel()
	var outcomes []Outcome
	err = r.store.Update(ctx, names, func(ctx context.Context, tx Tx) error {
		known, found, err := replayed[[]Outcome](ctx, tx, scope, p.Key, request)
		if outcomes = known; found || err != nil {
			return err
		}
		s := newShelf(ctx, tx, who, r.now())
		if err := s.takeAll(parts); err != nil {
			return err
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

// LookPublish returns what [Registry.Publish] would do now, and does nothing; the key counts for nothing. Its
// errors are those of that.
func (r *Registry) LookPublish(ctx context.Context, who Who, p Publication) ([]Outcome, error) {
	parts, _, err := who.documents(p)
	if err != nil {
		return nil, err
	}
	ctx, cancel := r.patient(ctx)
	defer cancel()
	s := newShelf(ctx, unwritable{r.store}, who, r.now())
	err = s.takeAll(parts)
	return s.outcomes, err
}

// documents takes a publication apart, and returns the names that its documents declare. The error is Invalid
// for what is not in order whatever is here already, and Denied.
func (w Who) documents(p Publication) (parts []manifest.Parts, names []string, err error) {
	if len(p.Text) > MaxPublication {
		return nil, nil, invalid("", "found %d MiB of documents, at most %d are taken at once", len(p.Text)>>20, MaxPublication>>20)
	}
	if err := checkText("Idempotency-Key", p.Key, maxKey); err != nil {
		return nil, nil, err
	}
	parts, problems := manifest.Split(p.File, p.Text)
	if parts == nil && len(problems) > 0 {
		return nil, nil, &Error{Code: Invalid, Message: "the documents are not in order: " + problems.Sorted()[0].Message, Findings: problems.Sorted()}
	}
	if len(parts) == 0 {
		return nil, nil, invalid("", "found no document, wanted Component, Product or Bundle documents")
	}
	if names, err = w.mayPublish(parts); err != nil {
		return nil, nil, err
	}
	return parts, names, standsOnce(parts)
}

// mayPublish returns the names that documents declare, each once. The error is Denied, or Invalid
// for a name that two documents declare.
func (w Who) mayPublish(parts []manifest.Parts) (names []string, err error) {
	declared := map[string]bool{}
	for _, p := range parts {
		name := p.Name()
		if err := w.May(Publish, name); err != nil {
			return nil, err
		}
		if p.Bundle == nil {
			if declared[name] {
				e := invalid("", "found two documents that declare %s, wanted one", name)
				e.Findings = manifest.DeclaredTwice(parts)
				return nil, e
			}
			declared[name] = true
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// standsOnce returns Invalid for a version that a component has twice, in whatever spelling.
func standsOnce(parts []manifest.Parts) error {
	for _, p := range parts {
		if p.Component == nil {
			continue
		}
		seen := map[string]bool{}
		for _, e := range p.Component.Versions {
			number := numberOf(e.Parsed)
			if seen[number] {
				name := p.Component.Name.Value + " " + number
				return invalid(name, "%s stands twice in the document, wanted it once", name)
			}
			seen[number] = true
		}
	}
	return nil
}

// shelf takes documents in a transaction.
type shelf struct {
	ctx      context.Context
	tx       Tx
	who      Who
	now      time.Time
	claimed  map[string]string // names that this transaction gave, and to what
	out      Writing
	outcomes []Outcome
}

func newShelf(ctx context.Context, tx Tx, who Who, now time.Time) *shelf {
	return &shelf{ctx: ctx, tx: tx, who: who, now: now, claimed: map[string]string{}}
}

// takeAll takes documents one after the other.
func (s *shelf) takeAll(parts []manifest.Parts) error {
	for _, part := range parts {
		if err := s.take(part); err != nil {
			return err
		}
	}
	return nil
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
