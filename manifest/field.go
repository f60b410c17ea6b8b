package manifest

import (
	"fmt"
	"sync"

	"gopkg.in/yaml.v3"
)

// field is one key of a mapping: how its value is read, and what the schema and the reference
// say about it. The lists of fields are the only place where the documents' keys stand.
type field[T any] struct {
	name     string
	says     string // one sentence
	required bool
	absent   string // what holds when the field is absent, "" when nothing does
	value    value[T]
}

// value is a way of writing a T. read reports what is wrong with a node, and whether what it
// read is of use all the same.
type value[T any] struct {
	form form
	read func(d *decoder, n *yaml.Node, into *T) bool
}

// mapping is a map with known keys. It has at most 32 fields.
type mapping[T any] struct {
	name   string // what the reference calls it
	says   string
	open   bool // fields that are not listed may stand in it
	fields []field[T]

	once  sync.Once
	names []string
	index map[string]int
}

// at makes a way of writing a part of T out of a way of writing that part.
func at[T, X any](part func(*T) *X, v value[X]) value[T] {
	return value[T]{form: v.form, read: func(d *decoder, n *yaml.Node, into *T) bool {
		return v.read(d, n, part(into))
	}}
}

// object is the way of writing a T as a mapping.
func object[T any](m *mapping[T]) value[T] {
	return value[T]{form: form{word: "a map of fields", object: m.describe}, read: m.read}
}

// pointer is the way of writing a T that others point at.
func pointer[T any](v value[T]) value[*T] {
	return value[*T]{form: v.form, read: func(d *decoder, n *yaml.Node, into **T) bool {
		*into = new(T)
		return v.read(d, n, *into)
	}}
}

func (m *mapping[T]) prepare() {
	m.index = make(map[string]int, len(m.fields))
	for i, f := range m.fields {
		m.index[f.name] = i
		m.names = append(m.names, f.name)
	}
}

// read reads each known field of n into into.
func (m *mapping[T]) read(d *decoder, n *yaml.Node, into *T) bool {
	if n.Kind != yaml.MappingNode {
		d.unfit(n, kindOf(n), "a map of fields")
		return false
	}
	m.once.Do(m.prepare)
	var first [32]*yaml.Node // the key of each field
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, content := n.Content[i], n.Content[i+1]
		if !d.isKey(key) {
			continue
		}
		at, known := m.index[key.Value]
		if !known {
			if near := m.unknown(d, key, content); near >= 0 && first[near] == nil {
				first[near] = key // one misspelt key is one problem, no missing field besides
			}
			continue
		}
		f := &m.fields[at]
		d.enter(f.name)
		switch {
		case first[at] != nil && first[at].Value == key.Value:
			d.doubled(key, first[at])
		case d.present(key, content, f.value.form.word):
			f.value.read(d, content, into)
		}
		first[at] = key
		d.leave()
	}
	for i := range m.fields {
		if m.fields[i].required && first[i] == nil {
			d.enter(m.fields[i].name)
			d.wrong(n, fmt.Sprintf("missing field %q", m.fields[i].name))
			d.leave()
		}
	}
	return true
}

// unknown reports a key that m does not have and returns the index of the field that was
// probably meant, or -1.
func (m *mapping[T]) unknown(d *decoder, key, content *yaml.Node) int {
	d.enter(key.Value)
	defer d.leave()
	if d.tolerant {
		d.sound(key, content)
		t := d.text(key)
		t.Value = d.subject()
		d.unknown = append(d.unknown, t)
		return -1
	}
	near := Nearest(key.Value, m.names)
	d.wrong(key, fmt.Sprintf("unknown field %q", key.Value), meant(near)...)
	if i, ok := m.index[near]; ok {
		return i
	}
	return -1
}

// doubled reports a key that stands twice in a mapping.
func (d *decoder) doubled(key, first *yaml.Node) {
	found := d.wrong(key, fmt.Sprintf("%q stands twice", key.Value), "keep one of the two")
	found.Related = append(found.Related, related(d.place(first), "it stands here first"))
}
