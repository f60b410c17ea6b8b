package bundle

import (
	"strings"

	"joinery/manifest"
)

// YAML returns a sealed or read bundle as its file says it, with a line end. Keys have a fixed
// order, each component takes one line:
//
//	components:
//	  - {name: ledger-lib, version: 2.1.3, requiredBy: [payments-api], digest: "sha256:…"}
//
// Text is quoted where a reader of YAML 1.1 or 1.2 would take it for something else: "1.10" and
// "2026-11-20" are, 1.4.0 is not. What is written is b.Content, fields that this release does not
// know among it, so a bundle that was read and is written again keeps its digest.
func YAML(b *manifest.Bundle) []byte {
	w := yamlWriter{out: make([]byte, 0, room(b))}
	w.fields(b.Content, document, 0, false)
	return w.out
}

// yamlWriter writes a tree as YAML. Each of its writing methods reports whether the value said
// anything; if not, it wrote nothing.
type yamlWriter struct {
	out  []byte
	keys []string // of the maps that are open, the innermost last
}

// fields writes a map, a line for each key, indented by n. The first line is not indented when
// it goes on behind a dash.
func (w *yamlWriter) fields(m map[string]any, l *layout, n int, dash bool) bool {
	start, base := len(w.out), len(w.keys)
	w.keys = l.order(w.keys, m)
	for _, k := range w.keys[base:] {
		mark := len(w.out)
		if !dash || mark > start {
			w.out = appendIndent(w.out, n)
		}
		w.out = append(appendScalar(w.out, k, true), ':')
		if !w.under(m[k], l.part(k), n) {
			w.out = w.out[:mark]
		}
	}
	w.keys = w.keys[:base]
	return len(w.out) > start
}

// under writes the value of a key that is indented by n, from behind the colon to the line's end.
func (w *yamlWriter) under(v any, l *layout, n int) bool {
	switch v := v.(type) {
	case string:
		if v == "" {
			return false
		}
		if literal(v) {
			w.literal(v, n+2)
			return true
		}
		w.out = append(appendScalar(append(w.out, ' '), v, false), '\n')
		return true
	case map[string]any:
		if l.spreads() || holdsLines(v) {
			w.out = append(w.out, '\n')
			return w.fields(v, l, n+2, false)
		}
	case []any:
		if holdsMaps(v) && (len(v) > 1 || l == nil || !l.lone) {
			return w.items(v, l, n+2)
		}
	}
	w.out = append(w.out, ' ')
	if !w.flow(v, l) {
		return false
	}
	w.out = append(w.out, '\n')
	return true
}

// items writes a list, one item a line, indented by n.
func (w *yamlWriter) items(items []any, l *layout, n int) bool {
	w.out = append(w.out, '\n')
	start := len(w.out)
	for _, item := range items {
		mark := len(w.out)
		w.out = append(appendIndent(w.out, n), '-', ' ')
		m, isMap := item.(map[string]any)
		said := false
		if isMap && l.spreads() {
			said = w.fields(m, l, n+2, true)
		} else if said = w.flow(item, l); said {
			w.out = append(w.out, '\n')
		}
		if !said {
			w.out = w.out[:mark]
		}
	}
	return len(w.out) > start
}

// flow writes a value on the current line.
func (w *yamlWriter) flow(v any, l *layout) bool {
	start := len(w.out)
	switch v := v.(type) {
	case string:
		if v != "" {
			w.out = appendScalar(w.out, v, true)
		}
	case bool:
		if v {
			w.out = append(w.out, "true"...)
		}
	case []any:
		w.out = append(w.out, '[')
		for _, item := range v {
			mark := w.next(start)
			if !w.flow(item, l) {
				w.out = w.out[:mark]
			}
		}
		w.end(start, ']')
	case map[string]any:
		base := len(w.keys)
		w.keys = l.order(w.keys, v)
		w.out = append(w.out, '{')
		for _, k := range w.keys[base:] {
			mark := w.next(start)
			w.out = append(appendScalar(w.out, k, true), ':', ' ')
			if !w.flow(v[k], l.part(k)) {
				w.out = w.out[:mark]
			}
		}
		w.keys = w.keys[:base]
		w.end(start, '}')
	}
	return len(w.out) > start
}

// next goes on to a further member of the list or map that was opened at start, and returns
// where to go back to when the member says nothing.
func (w *yamlWriter) next(start int) (mark int) {
	mark = len(w.out)
	if mark > start+1 {
		w.out = append(w.out, ',', ' ')
	}
	return mark
}

// end closes what was opened at start, or takes it back when it is empty.
func (w *yamlWriter) end(start int, bracket byte) {
	if len(w.out) == start+1 {
		w.out = w.out[:start]
		return
	}
	w.out = append(w.out, bracket)
}

// literal writes text of several lines as it is, indented by n.
func (w *yamlWriter) literal(text string, n int) {
	body, ended := strings.CutSuffix(text, "\n")
	w.out = append(w.out, " |"...)
	if !ended {
		w.out = append(w.out, '-')
	}
	w.out = append(w.out, '\n')
	for line := range strings.SplitSeq(body, "\n") {
		if line != "" {
			w.out = append(appendIndent(w.out, n), line...)
		}
		w.out = append(w.out, '\n')
	}
}

// holdsLines reports whether a value of m is text that is best written as several lines.
func holdsLines(m map[string]any) bool {
	for _, v := range m {
		if text, ok := v.(string); ok && literal(text) {
			return true
		}
	}
	return false
}

func holdsMaps(items []any) bool {
	for _, item := range items {
		if _, ok := item.(map[string]any); ok {
			return true
		}
	}
	return false
}
