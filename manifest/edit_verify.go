package manifest

import (
	"errors"
	"fmt"

	"gopkg.in/yaml.v3"
)

// verify reads the new bytes back and holds them against the intended documents.
func (f *editFile) verify(out []byte) error {
	got, err := newEditFile(out)
	if err != nil {
		return fmt.Errorf("the result would not read back: %w", err)
	}
	if len(got.docs) != len(f.docs) {
		return fmt.Errorf("the result would read back as %d documents, wanted %d", len(got.docs), len(f.docs))
	}
	for i := range f.docs {
		if err := sameTree(got.docs[i], f.docs[i]); err != nil {
			return fmt.Errorf("the result would not read back as intended: %w", err)
		}
	}
	return nil
}

// sameTree compares what two trees say; order of keys, style and comments aside.
func sameTree(got, want *yaml.Node) error {
	switch {
	case got.Kind != want.Kind || got.Anchor != want.Anchor:
		return fmt.Errorf("line %d reads as another kind of value", got.Line)
	case got.Kind == yaml.ScalarNode || got.Kind == yaml.AliasNode:
		if got.Value != want.Value || scalarClass(got) != scalarClass(want) {
			return fmt.Errorf("line %d reads as %q, wanted %q", got.Line, got.Value, want.Value)
		}
		return nil
	case got.Kind == yaml.MappingNode:
		return sameMapping(got, want)
	case len(got.Content) != len(want.Content):
		return fmt.Errorf("line %d holds %d items, wanted %d", got.Line, len(got.Content), len(want.Content))
	}
	for i := range got.Content {
		if err := sameTree(got.Content[i], want.Content[i]); err != nil {
			return err
		}
	}
	return nil
}

// sameMapping compares two mappings. A key that stands twice is refused.
func sameMapping(got, want *yaml.Node) error {
	if len(got.Content) != len(want.Content) {
		return fmt.Errorf("line %d holds %d fields, wanted %d", got.Line, len(got.Content)/2, len(want.Content)/2)
	}
	values := make(map[string]*yaml.Node, len(want.Content)/2)
	for i := 0; i+1 < len(want.Content); i += 2 {
		key := want.Content[i]
		if key.Kind != yaml.ScalarNode {
			return fmt.Errorf("line %d has a key that is not text", key.Line)
		}
		values[key.Value] = want.Content[i+1]
	}
	for i := 0; i+1 < len(got.Content); i += 2 {
		key := got.Content[i]
		value, found := values[key.Value]
		if !found || key.Kind != yaml.ScalarNode {
			return fmt.Errorf("line %d has the key %q, which is not wanted or stands twice", key.Line, key.Value)
		}
		delete(values, key.Value)
		if err := sameTree(got.Content[i+1], value); err != nil {
			return err
		}
	}
	if len(values) > 0 {
		return errors.New("a key is missing")
	}
	return nil
}

// scalarClass tells null, the two truth values and text apart. A number or a day is text as
// written.
func scalarClass(n *yaml.Node) string {
	switch tag := n.ShortTag(); tag {
	case "!!null", "!!bool", "!!merge":
		return tag
	}
	return "!!str"
}
