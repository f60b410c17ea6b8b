package registry

import (
	"context"
	"errors"
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// Cut asks for a product's next bundle. What it follows is the product's highest production bundle, or what
// Line or Extends say, of which one may be set.
type Cut struct {
	Product string        `json:"product"`
	Line    string        `json:"line,omitempty"`    // follow the highest production bundle of this line
	Extends []string      `json:"extends,omitempty"` // or bundles of these versions, which it merges
	Level   version.Level `json:"level,omitempty"`   // raise at least by this
	Date    string        `json:"date,omitempty"`    // the release's day, YYYY-MM-DD, written into the bundle; "": none is, and the versions go by today

	Key string `json:"-"` // idempotency key, "" for none
}

// Cut composes a product's next bundle and keeps it. Where nothing changed it is the bundle that is
// there. It needs the role publish; the errors are those of [Registry.Compose], and Reused.
func (r *Registry) Cut(ctx context.Context, who Who, c Cut) (*Composition, error) {
	if err := who.May(Publish, c.Product); err != nil {
		return nil, err
	}
	if err := checkText("Idempotency-Key", c.Key, maxKey); err != nil {
		return nil, err
	}
	ctx, cancel := r.patient(ctx)
	defer cancel()
	for {
		made, err := r.cutOnce(ctx, who, c)
		if !errors.Is(err, errMeanwhile) {
			return made, err
		}
	}
}

// errMeanwhile says that somebody else cut the same version between looking and writing.
var errMeanwhile = errors.New("the bundle was cut meanwhile")

// cutAnswer is what a cut's key got: the bundle's version, and whether that request cut it.
type cutAnswer struct {
	Version string
	New     bool
}

func (r *Registry) cutOnce(ctx context.Context, who Who, c Cut) (*Composition, error) {
	scope := "cut " + c.Product + " " + who.Name
	known, found, err := replayed[cutAnswer](ctx, r.store, scope, c.Key, c)
	if err != nil {
		return nil, err
	}
	if found {
		return r.composed(ctx, c.Product, known)
	}
	made, err := r.Compose(ctx, Who{Name: who.Name, Role: Admin}, c)
	if err != nil {
		return nil, err
	}
	number := numberOf(made.Bundle.Parsed)
	again := false
	err = r.store.Update(ctx, nil, func(ctx context.Context, tx Tx) error {
		if known, again, err = replayed[cutAnswer](ctx, tx, scope, c.Key, c); again || err != nil {
			return err
		}
		var w Writing
		there, taken, err := tx.Bundle(ctx, c.Product, number)
		if err != nil {
			return err
		}
		made.Created = there.Created
		if made.New {
			if taken && !slices.Equal(there.Document, made.Text) {
				return errMeanwhile
			}
			if made.New = !taken; made.New {
				now := r.now()
				made.Created = now
				w.NewBundles = []Bundle{{Product: c.Product, Version: number, Document: made.Text, Created: now}}
				w.Entries = []Entry{entryOf(who, now, BundleCut, c.Product, number, made.Bundle.Digest.Value)}
			}
		}
		if c.Key != "" {
			kept, err := r.kept(scope, c.Key, c, cutAnswer{number, made.New})
			if err != nil {
				return err
			}
			w.Answers = []Answer{kept}
		}
		return tx.Write(ctx, w)
	})
	if err == nil && again {
		return r.composed(ctx, c.Product, known)
	}
	return made, err
}

// composed returns a bundle that was cut before.
func (r *Registry) composed(ctx context.Context, product string, known cutAnswer) (*Composition, error) {
	kept, ok, err := r.store.Bundle(ctx, product, known.Version)
	if err != nil {
		return nil, err
	}
	parts, problems := manifest.Split(product, kept.Document)
	if !ok || len(parts) != 1 || parts[0].Bundle == nil {
		return nil, &Error{Code: Internal, Message: "the bundle " + product + " " + known.Version + " cannot be read", Findings: problems}
	}
	return &Composition{Bundle: parts[0].Bundle, Text: kept.Document, Created: kept.Created, New: known.New}, nil
}
