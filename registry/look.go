package registry

import "context"

// Item returns an item. It needs the role read; the error is NotFound when there is none.
func (r *Registry) Item(ctx context.Context, who Who, name string) (Item, error) {
	if err := who.May(Read, name); err != nil {
		return Item{}, err
	}
	if err := aName(name); err != nil {
		return Item{}, err
	}
	item, ok, err := r.store.Item(ctx, name)
	if err == nil && !ok {
		err = noItem(name)
	}
	return item, err
}

// Items returns items sorted by name, those that who may see: a page may hold fewer than asked for
// while more is true.
func (r *Registry) Items(ctx context.Context, who Who, q ItemQuery) (items []Item, more bool, err error) {
	if err := who.May(Read, ""); err != nil {
		return nil, false, err
	}
	if err := checkText("contains", q.Contains, maxTitle); err != nil {
		return nil, false, err
	}
	if err := checkText("cursor", q.After, maxLine); err != nil {
		return nil, false, err
	}
	limit := q.Limit
	for q.Limit = limit + 1; len(items) <= limit; {
		page, err := r.store.Items(ctx, q)
		if err != nil {
			return nil, false, err
		}
		for _, item := range page {
			if who.sees(item.Name) {
				items = append(items, item)
			}
		}
		if len(page) < q.Limit {
			break
		}
		q.After = page[len(page)-1].Name
	}
	if len(items) > limit {
		return items[:limit], true, nil
	}
	return items, false, nil
}

// Current returns the highest production version that was ever given to an item, or on a line of it,
// whatever became of it. It needs the role read. The error is NotFound when there is none.
func (r *Registry) Current(ctx context.Context, who Who, item, line string) (Version, error) {
	if _, err := r.Item(ctx, who, item); err != nil {
		return Version{}, err
	}
	if err := checkText("line", line, maxLine); err != nil {
		return Version{}, err
	}
	number, err := r.store.Mark(ctx, item, line)
	if err != nil {
		return Version{}, err
	}
	if number == "" && line == "" {
		return Version{}, &Error{Code: NotFound, Message: item + " has no version yet", Hint: "draw one"}
	}
	if number == "" {
		return Version{}, &Error{Code: NotFound, Field: "line", Message: item + " has no version on a line " + line, Hint: "version/list lists its versions"}
	}
	return r.version(ctx, item, number)
}

// Version returns a version of an item, by any spelling. It needs the role read. The error is
// Invalid for a text that is no version, and NotFound.
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
	return r.version(ctx, item, numberOf(v))
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
	return &Error{Code: NotFound, Field: "version", Message: item + " has no version " + number, Hint: "version/list lists its versions"}
}

// Versions returns versions of an item in the order in which they were given, newest first unless
// the query says otherwise. It needs the role read; the error is NotFound when there is no such item.
func (r *Registry) Versions(ctx context.Context, who Who, q VersionQuery) ([]Version, error) {
	if _, err := r.Item(ctx, who, q.Item); err != nil {
		return nil, err
	}
	if err := checkText("line", q.Line, maxLine); err != nil {
		return nil, err
	}
	versions, err := r.store.Versions(ctx, q)
	now := r.now()
	for i := range versions {
		versions[i].State = versions[i].At(now)
	}
	return versions, err
}

// Audit returns lines of the audit log. It needs the role admin.
func (r *Registry) Audit(ctx context.Context, who Who, q AuditQuery) ([]Entry, error) {
	if err := who.May(Admin, ""); err != nil {
		return nil, err
	}
	for _, text := range []string{q.Item, q.Who} {
		if err := checkText("filter", text, maxLine); err != nil {
			return nil, err
		}
	}
	return r.store.Audit(ctx, q)
}
