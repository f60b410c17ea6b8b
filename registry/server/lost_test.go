package server_test

import (
	"maps"
	"slices"
	"testing"

	"joinery/registry"
	"joinery/registry/memory"
	"joinery/registry/storetest"
)

// TestLostAfterCommit loses the database right behind each commit: who asked gets what was done, since
// nothing is read behind it, and gets it again under the same key when the database is back.
func TestLostAfterCommit(t *testing.T) {
	const publisher = 3 // of the askers
	gone := registry.Errorf(registry.Unavailable, "the database cannot be reached, nothing was done")
	for _, route := range slices.Sorted(maps.Keys(keyed)) {
		t.Run(route, func(t *testing.T) {
			armed, lost := false, false
			s := newStageOn(t, storetest.Faulty(memory.New(), func(p storetest.Point, _ int) error {
				if armed && p == storetest.Committed {
					lost = true
				}
				if lost && p != storetest.Committed {
					return gone
				}
				return nil
			}))
			s.ask("GET /v1/items", access{}, publisher) // his token's use is written down
			if _, err := s.registry.Publish(t.Context(), root, registry.Publication{Text: []byte(component("team/ledger", "1.0.1", ""))}); err != nil {
				t.Fatal(err)
			}
			entries := s.entries()
			armed = true
			status, first := s.write(publisher, keyed[route][0])
			if status >= 300 {
				t.Errorf("got %d %s, want the answer: it was done", status, first)
			}
			if !lost {
				t.Error("got no commit, want one")
			}
			armed, lost = false, false
			done := s.entries()
			again, same := s.write(publisher, keyed[route][0])
			if again != status || same != first {
				t.Errorf("again under the key: got %d %s, want %s", again, same, first)
			}
			if got := s.entries(); got != done || done == entries {
				t.Errorf("got %d and %d entries in the audit log of %d before, want it done once", done, got, entries)
			}
		})
	}
}
