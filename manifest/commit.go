package manifest

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxRevision is how many characters a commit has at most.
const maxRevision = 200

// CheckRevision says what keeps a text from being the commit that a version is built from, as `revision:`
// says it: at most 200 characters in one line, without blanks around them. Which commits there are it does
// not know.
func CheckRevision(text string) error {
	const wanted = "wanted a commit"
	switch n := utf8.RuneCountInString(text); {
	case strings.TrimSpace(text) == "":
		return fmt.Errorf("found an empty text, %s", wanted)
	case n > maxRevision:
		return fmt.Errorf("found %d characters, %s of at most %d", n, wanted, maxRevision)
	case strings.TrimSpace(text) != text:
		return fmt.Errorf("found blanks around %s, %s without them", quoted(strings.TrimSpace(text)), wanted)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return fmt.Errorf("found %s, %s in one line of visible characters", quoted(text), wanted)
	}
	return nil
}
