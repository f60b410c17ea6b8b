// Package faulttest looks whether a registry keeps its promise when things go wrong: an acknowledged
// version is unique forever per item, never lost, never given again; draws on one item are
// linearizable; the same idempotency key gets the same answer.
//
// Clients draw and look while a test does harm. What each call was told, and when, is a history.
// Afterwards the history is held against what the store holds:
//
//	h := new(faulttest.History)
//	load := faulttest.Load{Seed: 1, Clients: 16, Items: []string{"lib"}}
//	load.Run(ctx, h, faulttest.Local(r)) // and do harm meanwhile
//	contents, err := faulttest.Read(ctx, store, "lib")
//	for _, v := range faulttest.Check(h.Calls(), contents) {
//		t.Error(v)
//	}
//
// # What is checked
//
// A history of three clients, time going to the right; draw k1 is asked for twice, since the first
// answer was lost:
//
//	a  |--draw k1--x   |--draw k1: 1.0.1--|
//	b       |--draw k2: 1.0.2--|
//	c                             |--look: 1.0.2--|
//
// Calls of one key are one draw: it happened at one moment between the first call that may have done
// it and the first answer. [Check] sorts by time and by number, so that a million calls are no
// trouble; its rules are the constants from [Twice] on. [Exact] is another way to the same verdict, by a search for an
// order of all calls that explains the answers; it is slow, and takes nothing for granted.
//
// Each draw carries its key as its description, which is how a row in the store is known to be the
// one that was asked for, also when its answer was lost.
//
// # Faults
//
// The tests of this package are the faults: processes that are killed, stopped and ended, a database
// that crashes, answers that get lost, a full disk, a clock that jumps, a copy that is restored,
// errors and panics at every point. The last of them break the registry on purpose, to see that
// the checker finds it. They run where processes have signals, not on Windows. Each prints its seed; JOINERY_SEED=n takes that one, and JOINERY_SOAK=10m
// makes every fault last that long.
package faulttest
