package manifest

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// listOf is a list of items that are all written in the same way. Items that cannot be read are
// left out.
func listOf[X any](word string, item value[X]) value[[]X] {
	f := form{word: word, item: &item.form}
	return value[[]X]{form: f, read: func(d *decoder, n *yaml.Node, into *[]X) bool {
		if n.Kind != yaml.SequenceNode {
			var hint []string
			if n.Kind == yaml.ScalarNode && isPlain(n.Value) {
				hint = []string{"write [" + n.Value + "]"}
			}
			d.unfit(n, kindOf(n), word, hint...)
			return false
		}
		*into = make([]X, 0, len(n.Content))
		for i, c := range n.Content {
			var x X
			d.enterItem(c, i)
			if d.present(c, c, item.form.word) && item.read(d, c, &x) {
				*into = append(*into, x)
			}
			d.leave()
		}
		return true
	}}
}

// isPlain reports whether a text can stand in a list without quotes.
func isPlain(t string) bool { return t != "" && !strings.ContainsAny(t, ",:#[]{}\"'\\\n") }

// mapOf is a map whose keys are the writer's own. start makes an item out of its key; entries
// that cannot be read are left out, the others keep the order of the file.
func mapOf[X any](word string, key value[Text], start func(Text) X, item value[X]) value[[]X] {
	f := form{word: word, keys: &key.form, item: &item.form}
	return value[[]X]{form: f, read: func(d *decoder, n *yaml.Node, into *[]X) bool {
		if n.Kind != yaml.MappingNode {
			d.unfit(n, kindOf(n), word)
			return false
		}
		*into = make([]X, 0, len(n.Content)/2)
		seen := keySet{keys: n.Content}
		for i := 0; i+1 < len(n.Content); i += 2 {
			k, content := n.Content[i], n.Content[i+1]
			if !d.isKey(k) {
				continue
			}
			d.enter(k.Value)
			var t Text
			if first := seen.before(i); first != nil {
				d.doubled(k, first)
			} else if d.readKey(key, k, &t) && d.present(k, content, item.form.word) {
				if x := start(t); item.read(d, content, &x) {
					*into = append(*into, x)
				}
			}
			d.leave()
		}
		return true
	}}
}

// readKey reads a key of the writer's own; messages about it name the map that it is in.
func (d *decoder) readKey(key value[Text], n *yaml.Node, into *Text) bool {
	d.onKey = true
	ok := key.read(d, n, into)
	d.onKey = false
	return ok
}

// keySet finds keys that stand twice in a mapping, by looking at all before for a few keys and
// in a map for many.
type keySet struct {
	keys []*yaml.Node // keys and values in turn
	seen map[string]*yaml.Node
}

// before returns the key equal to the one at i that stands before it, nil when there is none.
// It is asked for every i in turn.
func (s *keySet) before(i int) *yaml.Node {
	key := s.keys[i]
	if len(s.keys) <= 32 {
		for j := 0; j < i; j += 2 {
			if s.keys[j].Kind == yaml.ScalarNode && s.keys[j].Value == key.Value {
				return s.keys[j]
			}
		}
		return nil
	}
	if s.seen == nil {
		s.seen = make(map[string]*yaml.Node, len(s.keys)/2)
	}
	if first := s.seen[key.Value]; first != nil {
		return first
	}
	s.seen[key.Value] = key
	return nil
}
