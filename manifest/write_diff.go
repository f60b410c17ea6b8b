package manifest

import (
	"bytes"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff returns what changed in a file as a unified diff that git and patch read, "" when
// nothing did. Before is nil for a file that is new, after for one that is removed.
func Diff(file string, before, after []byte) string {
	from, to := "a/"+file, "b/"+file
	if before == nil {
		from = "/dev/null"
	}
	if after == nil {
		to = "/dev/null"
	}
	text := diff.Diff(from, before, to, after)
	_, text, _ = bytes.Cut(text, []byte("\n")) // its first line, "diff a b", is none of the format
	return string(text)
}
