package registry

import (
	"context"
	"slices"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// Document returns what is published of a component or product, as one YAML document: a component
// with its published versions, highest first, a product as it was published. The edition tells one state of it
// from others: an item's [Item.Edition], a product's [Product.Stamp]. It needs the role read. The error is
// NotFound.
func (r *Registry) Document(ctx context.Context, who Who, name string) (text []byte, edition int64, err error) {
	if err := who.May(Read, name); err != nil {
		return nil, 0, err
	}
	if err := aName(name); err != nil {
		return nil, 0, err
	}
	item, ok, err := r.store.Item(ctx, name)
	if err != nil {
		return nil, 0, err
	}
	if ok {
		text, err := r.component(ctx, item)
		return text, item.Edition, err
	}
	product, ok, err := r.store.Product(ctx, name)
	if err == nil && !ok {
		err = &Error{Code: NotFound, Message: "there is no component or product " + name, Hint: "joinery publish FILE publishes one"}
	}
	return product.Document, product.Stamp(), err
}

// component puts an item's document together.
func (r *Registry) component(ctx context.Context, item Item) ([]byte, error) {
	header, err := item.header()
	if err != nil {
		return nil, err
	}
	versions, err := r.published(ctx, item)
	if err != nil {
		return nil, err
	}
	entries := make([][]byte, len(versions))
	for i, v := range versions {
		if entries[i], err = v.entry(item); err != nil {
			return nil, err
		}
	}
	return manifest.Join(header, entries)
}

// page is how many rows are read at once where all are wanted.
const page = 1000

// published returns an item's published versions, highest first.
func (r *Registry) published(ctx context.Context, item Item) ([]Version, error) {
	scheme, err := item.By()
	if err != nil {
		return nil, err
	}
	type numbered struct {
		Version
		parsed version.Version
	}
	var all []numbered
	for q := (VersionQuery{Item: item.Name, State: Published, Oldest: true, Limit: page}); ; {
		some, err := r.store.Versions(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, v := range some {
			parsed, err := scheme.Parse(v.Number)
			if err != nil {
				return nil, err
			}
			all = append(all, numbered{v, parsed})
		}
		if len(some) < page {
			break
		}
		q.After = some[len(some)-1].Seq
	}
	slices.SortFunc(all, func(v, w numbered) int { return w.parsed.Compare(v.parsed) })
	versions := make([]Version, len(all))
	for i, v := range all {
		versions[i] = v.Version
	}
	return versions, nil
}

// entry returns the version's text, with the status that it has now.
func (v *Version) entry(item Item) ([]byte, error) {
	told := !slices.ContainsFunc(v.Log, func(line StatusChange) bool { return line.By != "" })
	if told && (statusOf(v.Status) == manifest.Active || statusIn(item, *v) == statusOf(v.Status)) {
		return v.Entry, nil // as the document said
	}
	log := make([]manifest.StatusChange, len(v.Log))
	for i, line := range v.Log {
		log[i].Date.Value, log[i].Comment.Value = line.Date.UTC().Format(time.DateOnly), line.Comment
		log[i].Status = statusOf(line.Status)
	}
	return manifest.SetStatus(v.Entry, statusOf(v.Status), log)
}

// statusOf returns the status of that name.
func statusOf(name string) manifest.Status {
	return manifest.Status(max(0, slices.Index(statuses, name)))
}
