package bundle

import "joinery/manifest"

// JSON returns a sealed or read bundle as JSON, indented, with a line end: the values of [YAML]
// in the same order, every one a text except true.
func JSON(b *manifest.Bundle) []byte {
	w := jsonWriter{indent: true}
	return append(w.document(b.Content, document), '\n')
}

// jsonWriter writes a tree as JSON. Each of its writing methods reports whether the value said
// anything; if not, it wrote nothing.
type jsonWriter struct {
	out    []byte
	keys   []string // of the maps that are open, the innermost last
	indent bool     // a line for each value
}

func (w *jsonWriter) document(tree map[string]any, l *layout) []byte {
	if !w.object(tree, l, 0) {
		w.out = append(w.out, "{}"...)
	}
	return w.out
}

func (w *jsonWriter) value(v any, l *layout, depth int) bool {
	switch v := v.(type) {
	case string:
		if v != "" {
			w.out = appendString(w.out, v)
		}
		return v != ""
	case bool:
		if v {
			w.out = append(w.out, "true"...)
		}
		return v
	case []any:
		return w.list(v, l, depth)
	case map[string]any:
		return w.object(v, l, depth)
	}
	return false
}

func (w *jsonWriter) object(m map[string]any, l *layout, depth int) bool {
	start, base := len(w.out), len(w.keys)
	w.keys = l.order(w.keys, m)
	keys := w.keys[base:]
	w.out = append(w.out, '{')
	for _, k := range keys {
		mark := len(w.out)
		w.next(depth + 1)
		w.out = append(appendString(w.out, k), ':')
		if w.indent {
			w.out = append(w.out, ' ')
		}
		if !w.value(m[k], l.part(k), depth+1) {
			w.out = w.out[:mark]
		}
	}
	w.keys = w.keys[:base]
	return w.end(start, '}', depth)
}

func (w *jsonWriter) list(items []any, l *layout, depth int) bool {
	start := len(w.out)
	w.out = append(w.out, '[')
	for _, item := range items {
		mark := len(w.out)
		w.next(depth + 1)
		if !w.value(item, l, depth+1) {
			w.out = w.out[:mark]
		}
	}
	return w.end(start, ']', depth)
}

// next goes on to a further member.
func (w *jsonWriter) next(depth int) {
	w.out = appendComma(w.out)
	w.line(depth)
}

// end closes what was opened at start, or takes it back when it is empty.
func (w *jsonWriter) end(start int, bracket byte, depth int) bool {
	if len(w.out) == start+1 {
		w.out = w.out[:start]
		return false
	}
	w.line(depth)
	w.out = append(w.out, bracket)
	return true
}

func (w *jsonWriter) line(depth int) {
	if w.indent {
		w.out = append(w.out, '\n')
		w.out = appendIndent(w.out, 2*depth)
	}
}

func appendIndent(dst []byte, n int) []byte {
	for range n {
		dst = append(dst, ' ')
	}
	return dst
}

// appendComma appends a comma unless dst ends with an opening bracket.
func appendComma(dst []byte) []byte {
	if last := dst[len(dst)-1]; last == '{' || last == '[' {
		return dst
	}
	return append(dst, ',')
}
