package sqlstore

import (
	"context"
	"maps"
	"slices"
	"time"

	"joinery/registry"
)

const itemColumns = "name, title, description, scheme, pattern, since, created, document, given, edition"

// Folded is for the search, and never read.
var items = &table{name: "items", columns: itemColumns + ", folded", width: 11}

func scanItem(columns scanFunc) (registry.Item, error) {
	var i registry.Item
	err := columns(&i.Name, &i.Title, &i.Description, &i.Scheme, &i.Pattern, (*instant)(&i.Since), (*instant)(&i.Created), &i.Document, &i.Given, &i.Edition)
	return i, err
}

func (p *pending) addItem(d *Dialect, i registry.Item) error {
	return p.add(d, items, key(i.Name), i.Title, i.Description, i.Scheme, i.Pattern, i.Since, i.Created, i.Document, i.Given, i.Edition,
		folded(i.Name, i.Title, i.Description))
}

func updateItem(i registry.Item) *statement {
	return write("update items set title = ?, description = ?, scheme = ?, pattern = ?, since = ?, document = ?, given = ?, edition = ?, folded = ? where name = ?",
		i.Title, i.Description, i.Scheme, i.Pattern, i.Since, i.Document, i.Given, i.Edition, folded(i.Name, i.Title, i.Description), key(i.Name))
}

// counted is an item of which nothing but the counts changed, as with every draw. They are sent after
// other changes.
type counted struct{ given, edition int64 }

func (p *pending) changeItem(d *Dialect, i registry.Item) error {
	delete(p.counts, i.Name)
	return p.change(d, updateItem(i))
}

func (p *pending) countItem(i registry.Item) {
	if p.counts == nil {
		p.counts = map[string]counted{}
	}
	p.counts[i.Name] = counted{i.Given, i.Edition}
	p.size++
}

// updateCounts makes the statements that change items' counts, several at once where d can.
func (d *Dialect) updateCounts(items map[string]counted) []*statement {
	var all []*statement
	for names := slices.Sorted(maps.Keys(items)); len(names) > 0; {
		if len(names) == 1 || d.Counts == nil {
			c := items[names[0]]
			all = append(all, write("update items set given = ?, edition = ? where name = ?", c.given, c.edition, key(names[0])))
			names = names[1:]
			continue
		}
		n := fewTexts(min(len(names), d.Rows))
		s := write(d.Counts(n))
		for _, name := range names[:n] {
			s.args = append(s.args, key(name), items[name].given, items[name].edition)
		}
		all, names = append(all, s), names[n:]
	}
	return all
}

// holdItems reads items in the order of their names and holds their rows.
func holdItems(hold Hold, names []string, row func(registry.Item)) *statement {
	args := make([]any, len(names))
	for i, name := range names {
		args[i] = key(name)
	}
	return &statement{
		text: "select " + itemColumns + " from items" + hold.Hint + " where name in " + places(len(names)) + " order by name" + hold.End,
		args: args,
		row: func(columns scanFunc) error {
			item, err := scanItem(columns)
			row(item)
			return err
		},
	}
}

// Item implements [registry.Reader].
func (r *reader) Item(ctx context.Context, name string) (registry.Item, bool, error) {
	return single(ctx, r, scanItem, "select "+itemColumns+" from items where name = ?", key(name))
}

// Items implements [registry.Reader].
func (r *reader) Items(ctx context.Context, q registry.ItemQuery) ([]registry.Item, error) {
	var where clauses
	where.and("name > ?", key(q.After))
	if q.Contains != "" {
		where.and(r.d.Contains, folded(q.Contains))
	}
	return query(ctx, r, scanItem, "select "+itemColumns+" from items"+where.String()+" order by name"+r.d.Limit, append(where.args, q.Limit)...)
}

// micros is a time as a column holds it.
func micros(t time.Time) int64 { return t.UnixMicro() }
