package registry

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"time"
)

// Version returns a version of an item, by any spelling of its number, in the state that it has now. What it
// extends are published versions: of one that is not published itself those that it would be published with
// now, see [Registry.Confirm]. It needs the role read. The error is Invalid for a text that is no version,
// NotFound for an item or version that is not there, Conflict for one that is not published and too many drawn
// versions away from any that is.
func (r *Registry) Version(ctx context.Context, who Who, item, text string) (Version, error) {
	of, err := r.Item(ctx, who, item)
	if err != nil {
		return Version{}, err
	}
	l, err := newLedger(ctx, unwritable{r.store}, of, r.now())
	if err != nil {
		return Version{}, err
	}
	v, err := l.parse("version", text)
	if err != nil {
		return Version{}, err
	}
	found, err := r.version(ctx, item, numberOf(v))
	if err != nil || found.State == Published {
		return found, err
	}
	found.Extends, err = l.nearest(found.Extends, nil)
	return found, err
}

func (r *Registry) version(ctx context.Context, item, number string) (Version, error) {
	v, ok, err := r.store.Version(ctx, item, number)
	if err == nil && !ok {
		err = noVersion(item, number)
	}
	v.State = v.At(r.now())
	return v, err
}

func noVersion(item, number string) *Error {
	return &Error{Code: NotFound, Field: "version", Message: item + " has no version " + number, Hint: listing(item)}
}

// listing is the hint where to see which versions an item has.
func listing(item string) string {
	return "GET /v1/items/" + url.PathEscape(item) + "/versions lists those that it has"
}

// Versions returns versions of an item in the order in which they were given, newest first unless
// the query says otherwise, each in the state that it has now. A State asks for those that are in it now, swept or
// not. It needs the role read. The error is NotFound when there is no such item, Invalid for a line that is no text.
func (r *Registry) Versions(ctx context.Context, who Who, q VersionQuery) ([]Version, error) {
	if _, err := r.Item(ctx, who, q.Item); err != nil {
		return nil, err
	}
	if err := checkText("line", q.Line, maxLine); err != nil {
		return nil, err
	}
	now := r.now()
	var versions []Version
	var err error
	switch q.State {
	case Drawn:
		versions, err = r.stillDrawn(ctx, q, now)
	case Lapsed:
		versions, err = r.lapsed(ctx, q, now)
	default:
		versions, err = r.store.Versions(ctx, q)
	}
	for i := range versions {
		versions[i].State = versions[i].At(now)
	}
	return versions, err
}

// stillDrawn returns versions that are drawn and whose time is not over.
func (r *Registry) stillDrawn(ctx context.Context, q VersionQuery, now time.Time) (drawn []Version, err error) {
	for {
		some, err := r.store.Versions(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, v := range some {
			if v.At(now) == Drawn && len(drawn) < q.Limit {
				drawn = append(drawn, v)
			}
		}
		if len(some) < q.Limit || len(drawn) == q.Limit {
			return drawn, nil
		}
		if last := some[len(some)-1].Seq; q.Oldest {
			q.After = last
		} else {
			q.Before = last
		}
	}
}

// lapsed returns versions that lapsed: those that a sweep found, and those that it will find.
func (r *Registry) lapsed(ctx context.Context, q VersionQuery, now time.Time) ([]Version, error) {
	var due []Version
	for most := page; ; most *= 2 {
		var err error
		if due, err = r.store.Due(ctx, now, most); err != nil {
			return nil, err
		}
		if len(due) < most {
			break
		}
	}
	all, err := r.store.Versions(ctx, q) // after looking for what is due: what is swept meanwhile is in both
	if err != nil {
		return nil, err
	}
	for _, v := range due {
		if v.Item == q.Item && (q.Line == "" || v.Line == q.Line) && v.Seq > q.After && (q.Before == 0 || v.Seq < q.Before) {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(v, w Version) int {
		if q.Oldest {
			return cmp.Compare(v.Seq, w.Seq)
		}
		return cmp.Compare(w.Seq, v.Seq)
	})
	all = slices.CompactFunc(all, func(v, w Version) bool { return v.Seq == w.Seq })
	return all[:min(len(all), q.Limit)], nil
}
