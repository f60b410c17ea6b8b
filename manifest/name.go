package manifest

import (
	"fmt"
	"strings"
)

// The grammar of names, for schemas; [CheckName] is the same in code and says what is wrong.
const (
	maxName     = 128
	namePattern = `^[a-z0-9]([a-z0-9._-]*[a-z0-9])?(/[a-z0-9]([a-z0-9._-]*[a-z0-9])?)*$`
	nameExcept  = `\.\.|--|\.(json|txt|xml)$`
)

// NameError says why a text is no name of a component or product.
type NameError struct {
	Name string
	Why  string // "found 'P' at character 1, wanted a-z or 0-9"
}

// Error returns the name and why it is none, in one line.
func (e *NameError) Error() string { return quoted(e.Name) + " is no name: " + e.Why }

// CheckName returns nil when text is a name of a component or product, as the package's
// grammar of names has it, else a *[NameError].
func CheckName(text string) error {
	if why := nameFault(text); why != "" {
		return &NameError{Name: text, Why: why}
	}
	return nil
}

func nameFault(text string) string {
	if text == "" {
		return "it is empty"
	}
	if n := len(text); n > maxName {
		return fmt.Sprintf("it has %d characters, %d are allowed", n, maxName)
	}
	count := 0 // characters before the one looked at
	for i, r := range text {
		count++
		inner := r == '.' || r == '_' || r == '-'
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			return fmt.Sprintf("found %q at character %d, wanted lower case", r, count)
		case !inner && r != '/':
			return fmt.Sprintf("found %q at character %d, wanted a-z, 0-9, '.', '_', '-' or '/'", r, count)
		case i == 0 || i == len(text)-1 || text[i-1] == '/' || inner && text[i+1] == '/':
			return fmt.Sprintf("found %q at character %d, wanted a letter or digit at the start and end of a segment", r, count)
		case r == '/' && strings.ContainsRune("._-", rune(text[i-1])):
			return fmt.Sprintf("found %q at character %d, wanted a letter or digit at the end of a segment", text[i-1], count-1)
		case inner && r != '_' && text[i-1] == byte(r):
			return fmt.Sprintf("found %q at character %d, which may not follow itself", r, count)
		}
	}
	for _, ending := range []string{".json", ".txt", ".xml"} {
		if strings.HasSuffix(text, ending) {
			return "it ends in " + ending + ", which stands for a format"
		}
	}
	return ""
}
