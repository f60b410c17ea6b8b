package notes

import (
	"encoding/json"
	"io"
)

// JSON writes the notes as one JSON object, indented. The error is w's.
func (n *Notes) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(n)
}
