package notes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// ReadWords reads a catalogue: one JSON object of texts, "language" (a language tag such as fr)
// among them. So that no slip goes unseen, a key that no label has is an error that names it and
// its line, and so are words in braces that the English label does not have.
func ReadWords(r io.Reader) (Words, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	given := Words{}
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&given); err != nil {
		return nil, unfit(data, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("found more behind the JSON object")
	}
	all := english()
	if given["language"] == "" {
		return nil, errors.New(`"language" is missing, wanted a tag such as fr`)
	}
	for line, k := range keys(data) {
		label, known := all[k]
		if !known {
			return nil, fmt.Errorf("line %d: found the key %q, which no label has", line, k)
		}
		if err := fits(k, given[k], label); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
	maps.Copy(all, given)
	if n := len(strings.Fields(all["months"])); n != 12 {
		return nil, fmt.Errorf("found %d months, wanted 12, parted by blanks", n)
	}
	return all, nil
}

// unfit says what a text is that is no JSON object of texts.
func unfit(data []byte, err error) error {
	const wanted = "wanted a JSON object of texts"
	line := func(offset int64) int { return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n")) }
	kind, syntax := new(json.UnmarshalTypeError), new(json.SyntaxError)
	switch {
	case errors.Is(err, io.EOF):
		return errors.New("found nothing, " + wanted)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("found the end of the file within the JSON object")
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: found an %w, %s", line(syntax.Offset), err, wanted)
	case !errors.As(err, &kind):
		return err
	}
	found := map[string]string{"array": "a list", "object": "an object", "bool": "true or false", "string": "a text"}[kind.Value]
	if found == "" {
		found = "a number"
	}
	if kind.Type == reflect.TypeFor[Words]() {
		return fmt.Errorf("found %s, %s", found, wanted)
	}
	return fmt.Errorf("line %d: found %s, wanted a text", line(kind.Offset), found)
}

// keys gives the keys of a JSON object of texts in its order, each with its line.
func keys(object []byte) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		d := json.NewDecoder(bytes.NewReader(object))
		for at := 0; ; at++ { // the brace, then keys and texts by turns
			token, err := d.Token()
			if err != nil {
				return
			}
			line := 1 + bytes.Count(object[:d.InputOffset()], []byte("\n"))
			if key, ok := token.(string); ok && at%2 == 1 && !yield(line, key) {
				return
			}
		}
	}
}

var inBraces = regexp.MustCompile(`\{[^{}]*\}`)

// fits looks for words in braces that nothing is filled in for.
func fits(key, text, label string) error {
	known := inBraces.FindAllString(label, -1)
	slices.Sort(known)
	for _, found := range inBraces.FindAllString(text, -1) {
		switch {
		case slices.Contains(known, found):
		case len(known) == 0:
			return fmt.Errorf("found %s in %q, where nothing is filled in", found, key)
		default:
			return fmt.Errorf("found %s in %q, wanted %s", found, key, enumerated(known))
		}
	}
	return nil
}
