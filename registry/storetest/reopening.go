package storetest

import (
	"fmt"
	"testing"

	"joinery/registry"
)

// reopeningFindsEverything closes and opens a store several times; what was acknowledged is there.
func reopeningFindsEverything(t testing.TB, h Harness) {
	if h.Volatile {
		return // what this store keeps ends with Close
	}
	s := open(t, h)
	s.write(sampleWriting())
	for i := range 3 {
		before := s.contents()
		if err := s.Close(); err != nil {
			t.Fatalf("closing: got %v, want no error", err)
		}
		s = open(t, h)
		if err := s.Check(s.ctx); err != nil {
			t.Errorf("check after reopening: got %v, want no error", err)
		}
		same(t, "contents after reopening", s.contents(), before)

		// What the store counts goes on where it was.
		if _, err := s.draw("apps/shop"); err != nil {
			t.Fatalf("drawing after reopening: got %v, want no error", err)
		}
		s.write(registry.Writing{NewBundles: []registry.Bundle{sampleBundle("suite", fmt.Sprintf("2.%d.0", i))}})
		if after := s.audit(registry.AuditQuery{Limit: 1}); len(after) != 1 || after[0].Seq <= before.Entries[0].Seq {
			t.Errorf("audit after reopening: got %v, want a number above %d", after, before.Entries[0].Seq)
		}
		same(t, "bundle's place after reopening", s.bundle("suite", fmt.Sprintf("2.%d.0", i)).Seq, int64(i+3))
		same(t, "version drawn after reopening", s.mark("apps/shop", "1.0"), fmt.Sprintf("1.0.%d", i+1))
	}
}

// sharingShowsEverything writes by one store and reads by another one at once.
func sharingShowsEverything(t testing.TB, h Harness) {
	if !h.Shared {
		return // this store has its place for itself
	}
	stores := openTwice(t, h)
	for i := range 6 {
		one, other := stores[i%2], stores[(i+1)%2]
		name := fmt.Sprintf("item-%d", i)
		one.write(registry.Writing{NewItems: []registry.Item{plainItem(name)}})
		same(t, "item seen by the other store", other.item(name), plainItem(name))
		if number, err := other.draw(name); number != "1.0.1" || err != nil {
			t.Errorf("drawing by the other store: got %q, %v, want 1.0.1", number, err)
		}
		if number, err := one.draw(name); number != "1.0.2" || err != nil {
			t.Errorf("drawing by the first store: got %q, %v, want 1.0.2", number, err)
		}
		same(t, "contents seen by the other store", other.contents(), one.contents())
	}
	if err := stores[0].Close(); err != nil {
		t.Errorf("closing the first: got %v, want no error", err)
	}
	if number, err := stores[1].draw("item-0"); number != "1.0.3" || err != nil {
		t.Errorf("drawing after the other was closed: got %q, %v, want 1.0.3", number, err)
	}
}
