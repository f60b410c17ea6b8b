package manifest

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// A block of text (|, >) that ends a file without a line ending has none at its own end either.
// Lines below it give that line its ending, and the block would gain one: it is told to leave it
// out, so that
//
//	description: |        becomes        description: |-
//
// and says what it said.

// leaveOut adds the splice that tells such a block so, where splices put lines below it.
func (f *editFile) leaveOut(splices []editSplice) []editSplice {
	header, chomps, found := f.unendedBlock()
	if !found {
		return splices
	}
	below := false
	for _, s := range splices {
		if s.start <= header && header < s.end {
			return splices // the block goes, or is another one then
		}
		below = below || s.end == len(f.text) && s.text != ""
	}
	if !below {
		return splices
	}
	return append(splices, editSplice{start: header, end: header + chomps, text: "-"})
}

// unendedBlock returns where the header of such a block says what becomes of its last line ending,
// or would, and in how many bytes.
func (f *editFile) unendedBlock() (header, chomps int, found bool) {
	if !f.bare || len(f.docs) == 0 {
		return 0, 0, false
	}
	n := f.docs[len(f.docs)-1]
	for len(n.Content) > 0 {
		n = n.Content[len(n.Content)-1]
	}
	if n.Kind != yaml.ScalarNode || n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 || strings.HasSuffix(n.Value, "\n") {
		return 0, 0, false
	}
	start, err := f.start(n)
	if err != nil {
		return 0, 0, false
	}
	indicators, _, _ := strings.Cut(f.line(start), " ")
	if at := strings.IndexAny(indicators, "+-"); at >= 0 {
		return start + at, 1, indicators[at] == '+'
	}
	return start + len(indicators), 0, true
}
