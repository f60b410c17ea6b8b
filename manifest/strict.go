package manifest

import (
	"fmt"

	"gopkg.in/yaml.v3"
)

// isKey reports whether n can be a key of ours: text without anchor, tag or alias.
func (d *decoder) isKey(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!merge" && n.Style == 0:
		d.wrong(n, "found a merge key \"<<\", which manifests do not have", "write the fields out: an edit could not keep a merged value true")
		return false
	case n.Kind != yaml.ScalarNode && n.Kind != yaml.AliasNode:
		d.wrong(n, fmt.Sprintf("found %s as a key in %s, wanted text", kindOf(n), d.here()))
		return false
	case !d.spelledOut(n):
		return false
	case isNull(n):
		d.wrong(n, fmt.Sprintf("found an empty key in %s, wanted text", d.here()))
		return false
	}
	return true
}

// present reports whether n holds something that can be read: it is neither null nor an alias
// and has no anchor and no tag. key is where a value that is left out is shown.
func (d *decoder) present(key, n *yaml.Node, wanted string) bool {
	if isNull(n) {
		if n.Value == "" {
			n = key
		}
		d.wrong(n, fmt.Sprintf("%s: found no value, wanted %s", d.here(), wanted), "leave it out when there is nothing to say")
		return false
	}
	return d.spelledOut(n)
}

// spelledOut reports whether n says all that it means in its own place.
func (d *decoder) spelledOut(n *yaml.Node) bool {
	const why = "an edit could not keep it true"
	switch {
	case n.Kind == yaml.AliasNode:
		d.wrong(n, fmt.Sprintf("%s: found the alias \"*%s\", which manifests do not have", d.here(), n.Value), "write the value out: "+why)
		return false
	case n.Anchor != "":
		d.wrong(n, fmt.Sprintf("%s: found the anchor \"&%s\", which manifests do not have", d.here(), n.Anchor), "leave it out: "+why)
		return true
	case n.Style&yaml.TaggedStyle != 0:
		d.wrong(n, fmt.Sprintf("%s: found the tag %q, which manifests do not have", d.here(), n.Tag), "leave it out; put quotes around what should be text")
		return false
	}
	return true
}

// sound reports what manifests do not have anywhere in a value that is kept unread.
func (d *decoder) sound(key, n *yaml.Node) {
	if !d.present(key, n, "a value") {
		return
	}
	switch n.Kind {
	case yaml.SequenceNode:
		for i, c := range n.Content {
			d.enterItem(c, i)
			d.sound(c, c)
			d.leave()
		}
	case yaml.MappingNode:
		seen := keySet{keys: n.Content}
		for i := 0; i+1 < len(n.Content); i += 2 {
			k := n.Content[i]
			if !d.isKey(k) {
				continue
			}
			d.enter(k.Value)
			if first := seen.before(i); first != nil {
				d.doubled(k, first)
			}
			d.sound(k, n.Content[i+1])
			d.leave()
		}
	}
}

func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Style&yaml.TaggedStyle == 0
}

// kindOf names what n is, for a message.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a map"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	if isNull(n) {
		return "no value"
	}
	return "the text " + quoted(n.Value)
}
