package memory

import (
	"cmp"
	"iter"
)

// A key is a place in a tree: two texts, then a number.
type key struct {
	a, b string
	n    int64
}

func (k key) compare(other key) int {
	return cmp.Or(cmp.Compare(k.a, other.a), cmp.Compare(k.b, other.b), cmp.Compare(k.n, other.n))
}

// A tree is a map sorted by key. Its owner alone changes it; for others, with returns another one
// that shares with it all but a few nodes. The nil tree is empty. Subtrees differ in height by one
// at most.
type tree[V any] struct {
	key         key
	value       V
	owner       *owner
	height      int
	left, right *tree[V]
}

// An owner is a transaction: what nodes it made, it may change until it ends.
type owner struct{ _ byte }

// get returns the value at a key.
func (t *tree[V]) get(k key) (value V, ok bool) {
	for t != nil {
		switch c := k.compare(t.key); {
		case c < 0:
			t = t.left
		case c > 0:
			t = t.right
		default:
			return t.value, true
		}
	}
	return value, false
}

// with returns a tree that has a value at a key, and else what t has. Nodes of the owner's own are
// changed in place.
func (t *tree[V]) with(o *owner, k key, value V) *tree[V] {
	if t == nil {
		return &tree[V]{key: k, value: value, owner: o, height: 1}
	}
	c := k.compare(t.key)
	switch {
	case c < 0:
		return t.balanced(o, t.left.with(o, k, value), t.right)
	case c > 0:
		return t.balanced(o, t.left, t.right.with(o, k, value))
	}
	t = t.over(o, t.left, t.right)
	t.value = value
	return t
}

// above yields what stands above a key, in ascending order.
func (t *tree[V]) above(k key) iter.Seq2[key, V] {
	return func(yield func(key, V) bool) { t.ascend(k, yield) }
}

func (t *tree[V]) ascend(above key, yield func(key, V) bool) bool {
	if t == nil {
		return true
	}
	if above.compare(t.key) >= 0 {
		return t.right.ascend(above, yield)
	}
	return t.left.ascend(above, yield) && yield(t.key, t.value) && t.right.ascend(above, yield)
}

// below yields what stands below a key, in descending order.
func (t *tree[V]) below(k key) iter.Seq2[key, V] {
	return func(yield func(key, V) bool) { t.descend(k, yield) }
}

func (t *tree[V]) descend(below key, yield func(key, V) bool) bool {
	if t == nil {
		return true
	}
	if below.compare(t.key) <= 0 {
		return t.left.descend(below, yield)
	}
	return t.right.descend(below, yield) && yield(t.key, t.value) && t.left.descend(below, yield)
}

// balanced returns t's key and value over two subtrees, which differ in height by two at most.
func (t *tree[V]) balanced(o *owner, left, right *tree[V]) *tree[V] {
	switch {
	case left.tall() > right.tall()+1:
		if left.left.tall() < left.right.tall() {
			inner := left.right
			return inner.over(o, left.over(o, left.left, inner.left), t.over(o, inner.right, right))
		}
		return left.over(o, left.left, t.over(o, left.right, right))
	case right.tall() > left.tall()+1:
		if right.right.tall() < right.left.tall() {
			inner := right.left
			return inner.over(o, t.over(o, left, inner.left), right.over(o, inner.right, right.right))
		}
		return right.over(o, t.over(o, left, right.left), right.right)
	}
	return t.over(o, left, right)
}

// over returns t's key and value over two subtrees.
func (t *tree[V]) over(o *owner, left, right *tree[V]) *tree[V] {
	if t.owner != o {
		t = &tree[V]{key: t.key, value: t.value, owner: o}
	}
	t.left, t.right, t.height = left, right, 1+max(left.tall(), right.tall())
	return t
}

// tall is a tree's height, 0 if it is empty.
func (t *tree[V]) tall() int {
	if t == nil {
		return 0
	}
	return t.height
}
