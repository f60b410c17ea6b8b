package registry

import "context"

// Item returns an item. It needs the role read. The error is NotFound when there is none.
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

// Items returns items sorted by name, those that who may see, q.Limit at most; more is true when there is one
// behind them, for which q.After is the last one's name. It needs the role read. The error is Invalid for a
// text that is none, or too long.
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
// whatever became of it. The line is "" for the whole item, 1.4 and the like, in semver and four-part also 1. It
// needs the role read. The error is NotFound when there is no such item, or no version there.
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
		return Version{}, &Error{Code: NotFound, Message: item + " has no production version yet", Hint: "draw one"}
	}
	if number == "" {
		return Version{}, &Error{Code: NotFound, Field: "line", Message: item + " has no production version on a line " + line, Hint: listing(item)}
	}
	return r.version(ctx, item, number)
}

// Audit returns lines of the audit log, newest first unless q says otherwise. It needs the role admin. The error
// is Invalid for a filter that is no text, or too long.
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
