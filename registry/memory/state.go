package memory

import (
	"math"

	"joinery/registry"
)

// state is everything that is kept. It does not change once its transaction ended, nor do values
// in its trees ever.
type state struct {
	owner    *owner                   // the transaction
	items    *tree[*registry.Item]    // by name
	versions *tree[*registry.Version] // by item and number
	order    *tree[string]            // numbers by item and Seq
	marks    *tree[string]            // numbers by item and key
	answers  *tree[*registry.Answer]  // by scope and key
	products *tree[*registry.Product] // by name
	bundles  *tree[*registry.Bundle]  // by product and version
	cuts     *tree[string]            // bundles' versions by product and Seq
	entries  *tree[*registry.Entry]   // by Seq
	tokens   *tree[*registry.Token]   // by id
	badges   *tree[string]            // tokens' ids by name
	cursors  *tree[int64]             // by name
}

// first stands below everything that begins with a text, last above.
func first(a string) key { return key{a: a, n: math.MinInt64} }
func last(a string) key  { return key{a: a + "\x00", n: math.MinInt64} }

// lastEntry is the highest Seq in the audit log, 0 while it is empty.
func (s *state) lastEntry() int64 {
	for k := range s.entries.below(last("")) {
		return k.n
	}
	return 0
}

// lastCut is the highest Seq of a product's bundles, 0 if it has none.
func (s *state) lastCut(product string) int64 {
	for k := range s.cuts.below(last(product)) {
		if k.a == product {
			return k.n
		}
		break
	}
	return 0
}
