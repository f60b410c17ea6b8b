package importer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxDepth is how deep lists and maps of a JSON document may lie in each other.
const maxDepth = 1000

// json reads a JSON document as [manifest.Plain] reads a YAML one: a scalar as the text that it is
// written in, and no key twice.
func (s *source) json(ctx context.Context) (*tree, error) {
	r := &jsonReader{source: s, Decoder: json.NewDecoder(s.reader(ctx))}
	r.UseNumber()
	root, err := r.value(0)
	if err == nil {
		end := r.InputOffset()
		if _, more := r.Token(); !errors.Is(more, io.EOF) {
			err = s.errorAt(s.behind(end), "found text behind the end of the document")
		}
	}
	switch own := new(Error); {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &own):
		return nil, own
	case err != nil:
		return nil, s.jsonError(err)
	}
	return &tree{file: s.name, root: root}, nil
}

// jsonReader turns the tokens of a document into values.
type jsonReader struct {
	*json.Decoder
	source *source
}

func (r *jsonReader) value(depth int) (any, error) {
	token, err := r.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		if depth == maxDepth {
			return nil, r.fault("found lists or maps nested deeper than %d", maxDepth)
		}
		if t == '{' {
			return r.object(depth + 1)
		}
		return r.array(depth + 1)
	case json.Number:
		return t.String(), nil
	case bool:
		return fmt.Sprint(t), nil
	}
	return token, nil // text or null
}

func (r *jsonReader) object(depth int) (any, error) {
	fields := map[string]any{}
	for r.More() {
		token, err := r.Token()
		if err != nil {
			return nil, err
		}
		key, _ := token.(string)
		if _, twice := fields[key]; twice {
			return nil, r.fault("the key %q stands twice", short(clean(key)))
		}
		if fields[key], err = r.value(depth); err != nil {
			return nil, err
		}
	}
	_, err := r.Token()
	return fields, err
}

func (r *jsonReader) array(depth int) (any, error) {
	list := []any{}
	for r.More() {
		v, err := r.value(depth)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := r.Token()
	return list, err
}

// fault tells of the token that was read last, at its last character.
func (r *jsonReader) fault(why string, args ...any) error {
	return r.source.errorAt(int(r.InputOffset())-1, fmt.Sprintf(why, args...))
}

// behind returns the offset of the first byte at or behind another that is not blank.
func (s *source) behind(offset int64) int {
	rest := s.text[offset:]
	return len(s.text) - len(bytes.TrimLeft(rest, " \t\r\n"))
}

// jsonError says what is wrong with text that is no JSON. Read in one piece the decoder tells more
// than token by token.
func (s *source) jsonError(err error) error {
	decoder := json.NewDecoder(bytes.NewReader(s.text))
	var whole json.RawMessage
	if told := decoder.Decode(&whole); told != nil {
		err = told
	}
	offset, why := decoder.InputOffset(), strings.TrimPrefix(err.Error(), "json: ")
	if syntax := new(json.SyntaxError); errors.As(err, &syntax) {
		offset = syntax.Offset - 1
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		offset, why = int64(len(s.text)), "the document is cut off"
	}
	if len(bytes.TrimSpace(s.text)) == 0 {
		why = "the document is empty"
	}
	return s.errorAt(int(offset), clean(why))
}
