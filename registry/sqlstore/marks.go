package sqlstore

import (
	"context"
	"strings"

	"joinery/registry"
)

var (
	marks   = &table{name: "marks", columns: "item, kind, number", width: 3, keys: []string{"item", "kind"}}
	cursors = &table{name: "cursors", columns: "name, seq", width: 2, keys: []string{"name"}}
)

func scanMark(columns scanFunc) (registry.Mark, error) {
	var m registry.Mark
	err := columns(&m.Item, &m.Key, &m.Number)
	return m, err
}

func (p *pending) setMark(d *Dialect, m registry.Mark) error {
	return p.add(d, marks, key(m.Item), key(m.Key), m.Number)
}

// Mark implements [registry.Reader].
func (r *reader) Mark(ctx context.Context, item, kind string) (string, error) {
	number, _, err := single(ctx, r, value[string], "select number from marks where item = ? and kind = ?", key(item), key(kind))
	return number, err
}

// Marks implements [registry.Reader].
func (r *reader) Marks(ctx context.Context, item string) ([]registry.Mark, error) {
	return query(ctx, r, scanMark, "select item, kind, number from marks where item = ? order by kind", key(item))
}

// someMarks reads marks of items, at most so many.
func someMarks(d *Dialect, items []string, limit int, row func(registry.Mark)) *statement {
	args := make([]any, len(items), len(items)+1)
	for i, item := range items {
		args[i] = key(item)
	}
	return &statement{
		text: "select item, kind, number from marks where item in " + places(len(items)) + " order by item, kind" + d.Limit,
		args: append(args, limit),
		row: func(columns scanFunc) error {
			m, err := scanMark(columns)
			row(m)
			return err
		},
	}
}

func (p *pending) setCursor(d *Dialect, name string, seq int64) error {
	return p.add(d, cursors, key(name), seq)
}

// Cursor implements [registry.Reader].
func (r *reader) Cursor(ctx context.Context, name string) (int64, error) {
	seq, _, err := single(ctx, r, value[int64], "select seq from cursors where name = ?", key(name))
	return seq, err
}

// onConflict is how SQLite and PostgreSQL set what may be there already.
func onConflict(keys []string, column string) string {
	return " on conflict (" + strings.Join(keys, ", ") + ") do update set " + column + " = excluded." + column
}
