package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// pieces are the texts that a component or product is taken apart into; a product has no entries.
type pieces struct {
	head    []byte
	entries [][]byte
}

// takeApart writes a document's pieces. It has read them back, put together, and found that they
// say the same and that they come apart into the same pieces. Where comments would wander each
// time, they are left out.
func takeApart(root *yaml.Node) (pieces, error) {
	normalize(root)
	dropEmptyVersions(root)
	if found, err := settle(root); err == nil {
		return found, nil
	}
	uncomment(root)
	return settle(root)
}

// settle writes pieces until those that come out are those that go in.
func settle(root *yaml.Node) (pieces, error) {
	const most = 3
	found := pieced(root)
	for range most {
		joined, err := found.joined()
		if err != nil {
			return pieces{}, err
		}
		again, err := parsePiece(joined)
		if err != nil {
			return pieces{}, err
		}
		if err := sameTree(again, root); err != nil {
			return pieces{}, err
		}
		normalize(again)
		next := pieced(again)
		if next.equal(found) {
			return found, nil
		}
		found = next
	}
	return pieces{}, errors.New("its layout does not settle")
}

func (p pieces) joined() ([]byte, error) {
	if len(p.entries) == 0 {
		return p.head, nil
	}
	return Join(p.head, p.entries)
}

func (p pieces) equal(other pieces) bool {
	return bytes.Equal(p.head, other.head) && slices.EqualFunc(p.entries, other.entries, bytes.Equal)
}

// pieced lays out the pieces of a normalized document.
func pieced(root *yaml.Node) pieces {
	head, list := *root, (*yaml.Node)(nil)
	if i := fieldIndex(root, "versions"); i >= 0 && valueOf(root, "kind").Value == "Component" {
		key := root.Content[i]
		list = root.Content[i+1]
		head.Content = slices.Delete(slices.Clone(root.Content), i, i+2)
		head.FootComment = joinComments(around(key), root.FootComment)
	}
	p := pieces{head: textOf(blockLines(&head))}
	if list != nil {
		for _, entry := range list.Content {
			p.entries = append(p.entries, textOf(append(commentLines(entry.LineComment), blockLines(entry)...)))
		}
	}
	return p
}

// around returns the comments above a node, beside it and below it.
func around(n *yaml.Node) string { return joinComments(n.HeadComment, n.LineComment, n.FootComment) }

// parsePiece reads a text of one document and returns its root.
func parsePiece(text []byte) (*yaml.Node, error) {
	d := newDecoder()
	var roots []*yaml.Node
	d.each(&source{text: text}, func(_ chunk, root *yaml.Node) { roots = append(roots, root) })
	switch {
	case len(d.problems) > 0:
		return nil, errors.New(d.problems[0].Message)
	case len(roots) != 1:
		return nil, fmt.Errorf("found %d documents, wanted one", len(roots))
	}
	return roots[0], nil
}

// normalize gives a document the layout that joinery writes: known fields in their order, and
// every value in a style that can be written below any indentation.
func normalize(root *yaml.Node) {
	order := componentMapping.rank
	if kind := valueOf(root, "kind"); kind != nil && kind.Value == "Product" {
		order = productMapping.rank
	}
	sortFields(root, order)
	if versions := valueOf(root, "versions"); versions != nil {
		for _, entry := range versions.Content {
			sortFields(entry, fieldRank)
		}
	}
	restyle(root, false)
}

// rank returns where a field stands among those of the mapping; an unknown one comes last.
func (m *mapping[T]) rank(key string) int {
	m.once.Do(m.prepare)
	if i, ok := m.index[key]; ok {
		return i
	}
	return len(m.fields)
}

func sortFields(n *yaml.Node, rank func(string) int) {
	if n.Kind != yaml.MappingNode {
		return
	}
	type pair [2]*yaml.Node
	var pairs []pair
	for i := 0; i+1 < len(n.Content); i += 2 {
		pairs = append(pairs, pair{n.Content[i], n.Content[i+1]})
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return rank(a[0].Value) - rank(b[0].Value) })
	for i, p := range pairs {
		n.Content[2*i], n.Content[2*i+1] = p[0], p[1]
	}
}

// dropEmptyVersions takes an empty list of versions out: it says what its absence says.
func dropEmptyVersions(root *yaml.Node) {
	if i := fieldIndex(root, "versions"); i >= 0 && len(root.Content[i+1].Content) == 0 {
		root.FootComment = joinComments(around(root.Content[i]), around(root.Content[i+1]), root.FootComment)
		root.Content = slices.Delete(root.Content, i, i+2)
	}
}

// asWritten is the tag of text that was written without quotes, and so can be again.
const asWritten = "!written"

// restyle makes texts of several lines literal blocks where they can be, and takes the quotes of
// keys away where it can. Other values keep their quotes, lists and maps their brackets.
func restyle(n *yaml.Node, flow bool) {
	flow = flow || isFlow(n)
	switch n.Kind {
	case yaml.ScalarNode:
		plain := n.Style == 0
		n.Style &= quotes
		switch {
		case n.Tag != "!!str":
		case !flow && fitsLiteral(n.Value):
			n.Style = yaml.LiteralStyle
		case plain && !strings.Contains(n.Value, "\n"):
			n.Tag = asWritten
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if key.Style == 0 {
				restyle(key, true)
			} else {
				key.Style = textScalar(key.Value, 0).Style
			}
			restyle(n.Content[i+1], flow)
		}
	case yaml.SequenceNode:
		for _, item := range n.Content {
			restyle(item, flow)
		}
	}
}
