package server

import (
	"encoding/json"
	"errors"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// jsonFormat reads and writes bodies.
var jsonFormat = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: readJSON}

// readJSON reads a body. A text in it that is none, such as one with NUL, is refused: databases do
// not agree on what to do with it.
func readJSON(data []byte, into any) error {
	if !utf8.Valid(data) {
		return errors.New("found bytes that are no UTF-8, wanted JSON")
	}
	if err := json.Unmarshal(data, into); err != nil {
		return errors.New("found no JSON that fits: " + err.Error())
	}
	if whole, ok := into.(*any); ok && !allText(*whole) {
		return errors.New("found characters that are no text, wanted texts without control characters")
	}
	return nil
}

// allText reports whether all keys and texts of a JSON value are text.
func allText(value any) bool {
	switch v := value.(type) {
	case string:
		return isText(v)
	case []any:
		for _, element := range v {
			if !allText(element) {
				return false
			}
		}
	case map[string]any:
		for key, element := range v {
			if !isText(key) || !allText(element) {
				return false
			}
		}
	}
	return true
}
