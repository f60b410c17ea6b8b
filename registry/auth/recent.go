package auth

import (
	"container/list"
	"sync"
)

// recent is a map of bounded size: when it is full, what was not asked for the longest goes.
type recent[K comparable, V any] struct {
	mu    sync.Mutex
	size  int
	order *list.List // of *kept[K, V], the last asked for in front
	at    map[K]*list.Element
}

type kept[K comparable, V any] struct {
	key   K
	value V
}

func newRecent[K comparable, V any](size int) *recent[K, V] {
	return &recent[K, V]{size: size, order: list.New(), at: map[K]*list.Element{}}
}

// get returns the value of a key, which it makes when there is none.
func (r *recent[K, V]) get(key K, make func() V) V {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e, ok := r.at[key]; ok {
		r.order.MoveToFront(e)
		return e.Value.(*kept[K, V]).value
	}
	if r.order.Len() >= r.size {
		last := r.order.Back()
		r.order.Remove(last)
		delete(r.at, last.Value.(*kept[K, V]).key)
	}
	value := make()
	r.at[key] = r.order.PushFront(&kept[K, V]{key, value})
	return value
}

// add keeps a value unless the key has one.
func (r *recent[K, V]) add(key K, value V) { r.get(key, func() V { return value }) }

// find returns the value of a key.
func (r *recent[K, V]) find(key K) (value V, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.at[key]
	if !ok {
		return value, false
	}
	r.order.MoveToFront(e)
	return e.Value.(*kept[K, V]).value, true
}

// has reports whether there is a value.
func (r *recent[K, V]) has(key K) bool {
	_, ok := r.find(key)
	return ok
}

// drop forgets a key.
func (r *recent[K, V]) drop(key K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e, ok := r.at[key]; ok {
		r.order.Remove(e)
		delete(r.at, key)
	}
}
