package importer

import (
	"fmt"
	"strings"
)

// node is a value of a YAML or JSON document with the path to it. What is absent, null or below
// something absent is a node without a value. Asking a node for another kind of value than it has
// is remembered as the document's error, the first of them, so that readers need not look at each.
type node struct {
	doc   *tree
	path  string
	value any // map[string]any, []any, string or nil
}

// tree is a document.
type tree struct {
	file string
	root any
	err  *Error
}

// top returns the document as a node.
func (t *tree) top() node { return node{doc: t, value: t.root} }

// has reports whether there is a value.
func (n node) has() bool { return n.value != nil }

// empty reports whether there is nothing to tell: no value, or an empty one.
func (n node) empty() bool {
	switch v := n.value.(type) {
	case map[string]any:
		return len(v) == 0
	case []any:
		return len(v) == 0
	case string:
		return clean(v) == ""
	}
	return true
}

// at returns the value behind a key, or behind one key after the other.
func (n node) at(keys ...string) node {
	for _, key := range keys {
		path := key
		if strings.ContainsAny(key, ".[]") {
			path = "[" + key + "]"
		} else if n.path != "" {
			path = "." + key
		}
		next := node{doc: n.doc, path: n.path + path}
		if fields, ok := n.value.(map[string]any); ok {
			next.value = fields[key]
		} else if n.has() {
			n.wrong("a map")
		}
		n = next
	}
	return n
}

// items returns the values of a list.
func (n node) items() []node {
	list, ok := n.value.([]any)
	if !ok {
		if n.has() {
			n.wrong("a list")
		}
		return nil
	}
	nodes := make([]node, len(list))
	for i, v := range list {
		nodes[i] = node{doc: n.doc, path: fmt.Sprintf("%s[%d]", n.path, i), value: v}
	}
	return nodes
}

// text returns a scalar's text, without blanks around it.
func (n node) text() string {
	t, ok := n.value.(string)
	if !ok && n.has() {
		n.wrong("text")
	}
	return clean(t)
}

// wrong remembers that something else was wanted here.
func (n node) wrong(wanted string) {
	if n.doc.err == nil {
		n.doc.err = &Error{File: n.doc.file, At: n.path, Why: "found " + n.kind() + ", wanted " + wanted}
	}
}

func (n node) kind() string {
	switch n.value.(type) {
	case map[string]any:
		return "a map"
	case []any:
		return "a list"
	case string:
		return "text"
	}
	return "nothing"
}

// missing remembers that a value has to be here.
func (n node) missing() {
	if n.doc.err == nil {
		n.doc.err = &Error{File: n.doc.file, At: n.path, Why: "it is missing or empty"}
	}
}

// failure returns the document's first error.
func (t *tree) failure() error {
	if t.err == nil {
		return nil
	}
	return t.err
}
