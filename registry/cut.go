package registry

import (
	"context"
	"errors"
	"slices"
	"time"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/bundle"
	"joinery/resolve/check"
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

// A Composition is a bundle that was composed.
type Composition struct {
	Bundle   *manifest.Bundle
	Text     []byte    // YAML
	Created  time.Time // when it was cut or published; zero where it was only composed
	New      bool      // cut, or would be cut, by this request; false: it was there, and nothing has changed since
	Findings diag.List // what was found while composing, warnings at most; none of a bundle that a key got before
}

// Compose composes a product's next bundle from what is published, and keeps nothing. It needs the
// role read: of the product alone, what it is made of is looked at for who asks. The error is Invalid for a date
// that is none, or both a line and bundles to follow, NotFound for the product or a bundle to follow, or Conflict
// when there is no sound composition; its findings say why.
func (r *Registry) Compose(ctx context.Context, who Who, c Cut) (*Composition, error) {
	if err := who.May(Read, c.Product); err != nil {
		return nil, err
	}
	if err := aName(c.Product); err != nil {
		return nil, err
	}
	if c.Line != "" && len(c.Extends) > 0 {
		return nil, invalid("line", "found both a line and bundles to follow, wanted one of them")
	}
	day := r.now().Truncate(24 * time.Hour)
	if c.Date != "" {
		var err error
		if day, err = version.ParseDate(c.Date); err != nil {
			return nil, invalid("date", "%v", err)
		}
	}
	w, err := r.Workspace(ctx, c.Product)
	if err != nil {
		return nil, err
	}
	product := w.Product(c.Product)
	if product == nil {
		return nil, &Error{Code: NotFound, Field: "product", Message: "there is no product " + c.Product, Hint: "joinery publish FILE publishes its document"}
	}
	selection, told, err := selectFor(ctx, w, product, day)
	if err != nil {
		return nil, err
	}
	extended, err := follow(w, product, c)
	if err != nil {
		return nil, err
	}
	next, err := resolve.NextVersion(w, selection, extended, resolve.NextOptions{Floor: c.Level, Date: day})
	if err != nil {
		return nil, &Error{Code: Conflict, Message: err.Error()}
	}
	if next.Unchanged != nil {
		return &Composition{Bundle: next.Unchanged, Text: bundle.YAML(next.Unchanged), Findings: told}, nil
	}
	made := bundle.Options{Version: next.Version, Versioning: product.Versioning, Released: c.Date, Bump: next.Bump, Changes: next.Changes}
	for _, b := range next.Extends {
		made.Extends = append(made.Extends, b.Version.Value)
	}
	b, err := bundle.Compose(selection, made)
	if err != nil {
		return nil, &Error{Code: Conflict, Message: err.Error()}
	}
	return &Composition{Bundle: b, Text: bundle.YAML(b), New: true, Findings: told}, nil
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

// selectFor chooses the versions, and refuses a composition with errors; the rest is told.
func selectFor(ctx context.Context, w *manifest.Workspace, product *manifest.Product, day time.Time) (*resolve.Selection, diag.List, error) {
	report, err := check.Run(ctx, w, check.Options{Date: day, Product: product.Name.Value})
	if err != nil {
		return nil, nil, err
	}
	composition := report.Compositions[0]
	var told diag.List
	for _, d := range report.Findings {
		if d.Severity > diag.Note && (d.Product == product.Name.Value || d.Product == "" && composition.Holds(d.Component)) {
			told = append(told, d)
		}
	}
	if composition.Failure != nil && told.Count(diag.Error) == 0 {
		told = append(told, composition.Failure.Findings...)
	}
	if told.Count(diag.Error) > 0 || composition.Selection == nil {
		e := Errorf(Conflict, "%s does not fit together", product.Name)
		e.Findings = told.Sorted()
		return nil, nil, e
	}
	return composition.Selection, told, nil
}

// follow returns the bundles that the next one follows.
func follow(w *manifest.Workspace, product *manifest.Product, c Cut) ([]*manifest.Bundle, error) {
	if len(c.Extends) == 0 {
		b, problems, err := resolve.Predecessor(w, product, c.Line)
		switch {
		case err != nil:
			return nil, &Error{Code: NotFound, Field: "line", Message: err.Error()}
		case len(problems) > 0:
			return nil, &Error{Code: Conflict, Message: "the bundle to follow cannot be read", Findings: problems.Sorted()}
		case b == nil:
			return nil, nil
		}
		return []*manifest.Bundle{b}, nil
	}
	var all []*manifest.Bundle
	for _, text := range c.Extends {
		refs := w.Bundles(product.Name.Value)
		at := slices.IndexFunc(refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(text) })
		if at < 0 {
			return nil, &Error{Code: NotFound, Field: "extends", Message: product.Name.Value + " has no bundle " + quoted(text)}
		}
		b, problems := w.Bundle(refs[at])
		if b == nil {
			return nil, &Error{Code: Conflict, Field: "extends", Message: "the bundle to follow cannot be read", Findings: problems.Sorted()}
		}
		all = append(all, b)
	}
	return all, nil
}

// Workspace returns what is published of products and components of these names, and of all that
// they reach, bundles included. A name that nothing stands for is left out, and what is wrong with documents is
// among the workspace's problems; the error is that of a store. It asks nobody who he is: what it
// returns is for the caller's eyes.
func (r *Registry) Workspace(ctx context.Context, names ...string) (*manifest.Workspace, error) {
	return manifest.Load(ctx, nil, manifest.Options{Wanted: names, Elsewhere: r.Elsewhere(Who{Name: "joinery", Role: Admin}, "registry:/")})
}
