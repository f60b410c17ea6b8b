package graph

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Picture is the text around a drawing. Every field may be empty. What the legend explains is
// not among them: it follows from what is in the drawing.
type Picture struct {
	Title       string // one line: what is drawn
	Subtitle    string // one line below it, smaller
	Description string // what a reader who cannot see the drawing should know; in HTML shown to all

	// Legend is what the legend says for a kind or for a mark, by its word, as in another
	// language; what is absent it says in English.
	Legend map[string]string
}

// TooLargeError says that a graph has more than SVG and HTML can draw so that somebody can
// read it: more than 2000 nodes or 6000 edges, or very many long edges. Mermaid, DOT and JSON
// have no such bound, and Sub makes a graph smaller.
type TooLargeError struct {
	Nodes, Edges int
}

// Error gives the size that was refused, in one line.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("a drawing of %d nodes and %d edges would be too large to read", e.Nodes, e.Edges)
}

// kinds are those that have a colour of their own, in the legend's order; any other kind is
// drawn as the last.
var kinds = []string{"product", "ui", "service", "library", "cli", "config", "hardware", "other"}

// drawnKind returns one of kinds.
func (n Node) drawnKind() string {
	for _, k := range kinds {
		if n.Kind == k {
			return k
		}
	}
	return kinds[len(kinds)-1]
}

// caption returns the two lines that stand for a node: what it is called, and which one.
func (n Node) caption() (name, rest string) {
	if n.Name == "" {
		return n.ID, n.Kind
	}
	rest = n.step()
	if rest != "" && n.Kind != "" {
		rest += " · "
	}
	return n.Name, rest + n.Kind
}

// step returns the version and, where there is one, that before: "2.0.1 → 2.1.0".
func (n Node) step() string {
	if n.Before == "" {
		return n.Version
	}
	return n.Before + " → " + n.Version
}

// about returns all that is known of a node, one fact a line.
func (n Node) about() string {
	lines := []string{n.ID}
	if n.Before != "" && n.Name != "" {
		lines[0] = n.Name + " " + n.step()
	}
	if n.Title != "" {
		lines = append(lines, n.Title)
	}
	if n.Kind != "" {
		lines = append(lines, n.Kind)
	}
	return strings.Join(append(lines, n.Details...), "\n")
}

// about returns an edge as a sentence.
func (e Edge) about() string {
	if e.Label == "" {
		return e.From + " needs " + e.To
	}
	return e.From + " needs " + e.To + " (" + e.Label + ")"
}

// page writes text and remembers the first error.
type page struct{ *bufio.Writer }

func newPage(w io.Writer) page { return page{bufio.NewWriter(w)} }

func (p page) printf(format string, args ...any) { fmt.Fprintf(p.Writer, format, args...) }

// escape makes text safe between the tags and in the attributes of XML and HTML. What these
// cannot hold at all, such as most control characters, becomes U+FFFD.
func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder never fails
	return b.String()
}
