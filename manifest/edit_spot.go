package manifest

import (
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"
)

// editSpot is a scalar and what it stands in: the document first, the scalar last.
type editSpot []*yaml.Node

func (s editSpot) scalar() *yaml.Node { return s[len(s)-1] }

// parent returns the mapping or list that the scalar stands in.
func (s editSpot) parent() *yaml.Node { return s[len(s)-2] }

// flow reports whether the scalar stands between brackets.
func (s editSpot) flow() bool { return slices.ContainsFunc(s, isFlow) }

// isKey reports whether the scalar is a key of the mapping that it stands in.
func (s editSpot) isKey() bool {
	return s.parent().Kind == yaml.MappingNode && slices.Index(s.parent().Content, s.scalar())%2 == 0
}

func isFlow(n *yaml.Node) bool { return n.Style&yaml.FlowStyle != 0 }

// spots finds the scalars that the changes start from, in one walk.
func (f *editFile) spots(asks []*editAsk) map[*editAsk]editSpot {
	wanted := map[[2]int][]*editAsk{}
	for _, ask := range asks {
		if ask.entries == nil {
			place := [2]int{int(ask.at.Line), int(ask.at.Column)}
			wanted[place] = append(wanted[place], ask)
		}
	}
	found := map[*editAsk]editSpot{}
	var path editSpot
	var walk func(*yaml.Node)
	walk = func(n *yaml.Node) {
		path = append(path, n)
		if n.Kind == yaml.ScalarNode && len(path) > 1 {
			for _, ask := range wanted[[2]int{n.Line, n.Column}] {
				if n.Value == ask.at.Value || found[ask] == nil {
					found[ask] = slices.Clone(path)
				}
			}
		}
		for _, child := range n.Content {
			walk(child)
		}
		path = path[:len(path)-1]
	}
	for _, doc := range f.docs {
		walk(doc)
	}
	return found
}

// sound reports in what the spot is unfit as the place of an edit.
func (f *editFile) sound(at Text, spot editSpot) error {
	if spot == nil {
		return fmt.Errorf("found no text at line %d column %d, wanted %q", at.Line, at.Column, at.Value)
	}
	if got := spot.scalar().Value; got != at.Value {
		return fmt.Errorf("found %q at line %d column %d, wanted %q", got, at.Line, at.Column, at.Value)
	}
	return plainDocument(spot[0])
}

// plainDocument refuses a document that uses anchors, aliases, merge keys or tags: what is
// written once there counts twice, and an edit of the one would change the other.
func plainDocument(n *yaml.Node) error {
	what := ""
	switch {
	case n.Kind == yaml.AliasNode:
		what = "an alias"
	case n.Anchor != "":
		what = "an anchor"
	case n.Tag == "!!merge":
		what = "a merge key"
	case n.Style&yaml.TaggedStyle != 0:
		what = "a tag"
	}
	if what != "" {
		return fmt.Errorf("the document uses %s at line %d, which an edit could not keep true", what, n.Line)
	}
	for _, child := range n.Content {
		if err := plainDocument(child); err != nil {
			return err
		}
	}
	return nil
}
