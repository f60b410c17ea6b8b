package registry

import (
	"context"
	"errors"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// NewItem is an item to be added. All but Name may be left out.
type NewItem struct {
	Name        string `json:"name"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Scheme      string `json:"scheme,omitempty"`       // "" means semver
	Pattern     string `json:"pattern,omitempty"`      // of calver, "" means [version.DefaultPattern]
	Initial     string `json:"initial,omitempty"`      // a version that there is already
	Since       string `json:"firstRelease,omitempty"` // anyver: the first release's day, YYYY-MM-DD; "": the first version tells it

	Key string `json:"-"` // idempotency key, "" for none
}

// maxTitle is how many bytes a title has at most.
const maxTitle = 400

// AddItem adds an item, and returns it as it is then. It needs the role publish. The initial version counts as
// published; what is drawn goes on from it, unless it is a pre-release.
//
// The error is Invalid for a name, scheme, day or version that is none, a text that is too long, or an initial
// SNAPSHOT, Exists when a component or product of the name is there, and Reused.
func (r *Registry) AddItem(ctx context.Context, who Who, n NewItem) (Item, error) {
	if err := who.May(Publish, n.Name); err != nil {
		return Item{}, err
	}
	item, initial, err := n.item(r.now())
	if err != nil {
		return Item{}, err
	}
	scope := "add item " + who.Name
	ctx, cancel := r.patient(ctx)
	defer cancel()
	var added Item
	err = r.store.Update(ctx, []string{n.Name}, func(ctx context.Context, tx Tx) error {
		known, found, err := replayed[Item](ctx, tx, scope, n.Key, n)
		if added = known; found || err != nil {
			return err
		}
		if _, there, err := tx.Item(ctx, n.Name); err != nil {
			return err
		} else if there {
			return nameTaken(n.Name)
		}
		now := r.now()
		item.Created = now
		name, isNew, err := claim(ctx, tx, aComponent, n.Name, now)
		if err != nil {
			return err
		}
		l, err := newLedger(ctx, tx, item, now)
		if err != nil {
			return err
		}
		l.tell(who, ItemAdded, "", item.Scheme)
		if !initial.IsZero() {
			v, err := l.item.initial(initial, who, l.now)
			if err == nil {
				_, err = l.give(initial, v)
			}
			if err != nil {
				return err
			}
			l.tell(who, VersionPublished, numberOf(initial), "initial")
		}
		w := l.writing()
		added = l.item
		w.NewItems, w.Items = []Item{l.item}, nil
		if isNew {
			w.Answers = append(w.Answers, name)
		}
		if n.Key != "" {
			kept, err := r.kept(scope, n.Key, n, added)
			if err != nil {
				return err
			}
			w.Answers = append(w.Answers, kept)
		}
		return tx.Write(ctx, w)
	})
	return added, err
}

// item returns what is to be added. The error is Invalid.
func (n *NewItem) item(now time.Time) (Item, version.Version, error) {
	item := Item{Name: n.Name, Title: n.Title, Description: n.Description, Scheme: n.Scheme, Pattern: n.Pattern, Created: now}
	var initial version.Version
	if err := manifest.CheckName(n.Name); err != nil {
		return item, initial, invalid("name", "%v", err)
	}
	for _, f := range []struct {
		name, text string
		most       int
	}{{"title", n.Title, maxTitle}, {"description", n.Description, maxDescription}, {"Idempotency-Key", n.Key, maxKey}} {
		if err := checkText(f.name, f.text, f.most); err != nil {
			return item, initial, err
		}
	}
	if item.Scheme == "" {
		item.Scheme = version.SemVer.Name()
	}
	scheme, err := item.By()
	if err != nil {
		return item, initial, invalid("scheme", "%v", err)
	}
	item.Pattern = patternOf(scheme)
	if n.Since != "" {
		if item.Since, err = version.ParseDate(n.Since); err != nil {
			return item, initial, invalid("firstRelease", "%v", err)
		}
		if scheme != version.AnyVer {
			return item, initial, invalid("firstRelease", "found a first release's day for a %s item, wanted it for anyver alone", scheme)
		}
	}
	if n.Initial == "" {
		return item, initial, nil
	}
	if initial, err = scheme.Parse(n.Initial); err != nil {
		e := invalid("version", "%v", err)
		if p := new(version.ParseError); errors.As(err, &p) {
			e.Hint = p.Hint
		}
		return item, initial, e
	}
	if initial.Prerelease() == snapshot {
		return item, initial, invalid("version", "found the initial version %s, which still changes; wanted one that was released", initial)
	}
	return item, initial, nil
}
