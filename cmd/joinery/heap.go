package main

import "runtime/debug"

// quickHeap lets the heap grow to some size before it is first swept: a small workspace is read
// without a single collection.
func quickHeap() { debug.SetGCPercent(400) }

// largeWorkspace is the number of files from which on memory counts for more than the time that
// collections take.
const largeWorkspace = 2000

// heapFor lets a large workspace take no more than Go programs do by default.
func heapFor(files int) {
	if files >= largeWorkspace {
		debug.SetGCPercent(100)
	}
}
