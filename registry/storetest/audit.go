package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"joinery/registry"
)

func auditIsKept(t testing.TB, h Harness) {
	s := open(t, h)
	same(t, "audit of nothing", s.audit(registry.AuditQuery{Limit: every}), nil)

	bare := registry.Entry{At: noon, Who: "anonymous", Action: registry.Restored, Seq: 99} // its Seq is of no account
	s.write(registry.Writing{Entries: []registry.Entry{sampleEntry(1), bare, sampleEntry(3)}})
	s.write(registry.Writing{Entries: []registry.Entry{sampleEntry(4)}})

	entries := s.audit(registry.AuditQuery{Oldest: true, Limit: every})
	ascending(t, entries)
	same(t, "audit", unnumbered(entries), []registry.Entry{sampleEntry(1), unnumbered([]registry.Entry{bare})[0], sampleEntry(3), sampleEntry(4)})
	newest := s.audit(registry.AuditQuery{Limit: every})
	slices.Reverse(newest)
	same(t, "audit, newest first and turned round", newest, entries)
}

func auditIsFiltered(t testing.TB, h Harness) {
	s := open(t, h)
	var w registry.Writing
	for i, line := range strings.Fields("lib/ci lib/anna app/ci lib/ci app/anna lib/ann li/ci") {
		e := sampleEntry(i + 1)
		e.Item, e.Who, _ = strings.Cut(line, "/")
		e.Request = fmt.Sprint(i + 1)
		w.Entries = append(w.Entries, e)
	}
	s.write(w)
	seq := []int64{0}
	for _, e := range s.audit(registry.AuditQuery{Oldest: true, Limit: every}) {
		seq = append(seq, e.Seq)
	}
	if len(seq) != 8 {
		t.Fatalf("audit: got %d entries, want 7", len(seq)-1)
	}
	for _, c := range []struct {
		query         registry.AuditQuery
		after, before int // entries
		want          string
	}{
		{registry.AuditQuery{Limit: every}, 0, 0, "7 6 5 4 3 2 1"},
		{registry.AuditQuery{Limit: 1}, 0, 0, "7"},
		{registry.AuditQuery{Limit: 2, Oldest: true}, 0, 0, "1 2"},
		{registry.AuditQuery{Limit: 2, Oldest: true}, 3, 0, "4 5"},
		{registry.AuditQuery{Limit: 2}, 3, 0, "7 6"},
		{registry.AuditQuery{Limit: 2}, 0, 5, "4 3"},
		{registry.AuditQuery{Limit: every}, 2, 5, "4 3"},
		{registry.AuditQuery{Limit: every, Oldest: true}, 7, 0, ""},
		{registry.AuditQuery{Limit: every, Item: "lib"}, 0, 0, "6 4 2 1"},
		{registry.AuditQuery{Limit: every, Item: "li"}, 0, 0, "7"},
		{registry.AuditQuery{Limit: every, Who: "ci"}, 0, 0, "7 4 3 1"},
		{registry.AuditQuery{Limit: every, Who: "ci", Item: "lib", Oldest: true}, 0, 0, "1 4"},
		{registry.AuditQuery{Limit: 1, Who: "ci", Item: "lib"}, 0, 4, "1"},
		{registry.AuditQuery{Limit: every, Who: "nobody"}, 0, 0, ""},
	} {
		c.query.After, c.query.Before = seq[c.after], seq[c.before]
		var requests []string
		for _, e := range s.audit(c.query) {
			requests = append(requests, e.Request)
		}
		if got := strings.Join(requests, " "); got != c.want {
			t.Errorf("audit %+v: got %q, want %q", c.query, got, c.want)
		}
	}
}

// auditIsFollowed has an entry committed after another one that got its number later. Who reads
// the log page by page must see both.
func auditIsFollowed(t testing.TB, h Harness) {
	s := open(t, h)
	s.write(registry.Writing{NewItems: []registry.Item{plainItem("slow"), plainItem("quick")}})
	slow, quick := sampleEntry(1), sampleEntry(2)

	written, finish, done := make(chan bool), make(chan bool), make(chan error, 2)
	go func() {
		first := true
		done <- s.Update(s.ctx, []string{"slow"}, func(ctx context.Context, tx registry.Tx) error {
			err := tx.Write(ctx, registry.Writing{Entries: []registry.Entry{slow}})
			if first {
				first = false
				close(written)
				<-finish
			}
			return err
		})
	}()
	<-written
	quickly := make(chan bool)
	go func() {
		done <- s.update([]string{"quick"}, registry.Writing{Entries: []registry.Entry{quick}})
		close(quickly)
	}()
	soon(quickly) // or it waits for the slow one

	looked, seen := make(chan bool), make(chan []registry.Entry)
	go func() { seen <- follow(s, 2, looked) }()
	soon(looked)
	close(finish)
	noErrors(t, "writing", []error{<-done, <-done})

	entries := <-seen
	ascending(t, entries)
	slices.SortFunc(entries, func(a, b registry.Entry) int { return a.At.Compare(b.At) })
	same(t, "what a follower saw", unnumbered(entries), []registry.Entry{slow, quick})
}

func auditIsFollowedUnderLoad(t testing.TB, h Harness) {
	const writers, changes = 6, 15
	stores := openTwice(t, h)
	s := stores[0]
	seen := make(chan []registry.Entry)
	go func() { seen <- follow(s, 2*writers*changes, make(chan bool)) }()
	noErrors(t, "writing", together(writers, func(i int) error {
		name := fmt.Sprintf("item-%d", i)
		if err := stores[i%len(stores)].update(nil, registry.Writing{NewItems: []registry.Item{plainItem(name)}}); err != nil {
			return err
		}
		for n := range changes {
			one, two := sampleEntry(2*n), sampleEntry(2*n+1)
			one.Item, two.Item = name, name
			if err := stores[i%len(stores)].update([]string{name}, registry.Writing{Entries: []registry.Entry{one, two}}); err != nil {
				return err
			}
		}
		return nil
	}))

	entries := <-seen
	ascending(t, entries)
	of := map[string]int{}
	for _, e := range entries {
		if want := sampleEntry(of[e.Item]); e.Request != want.Request {
			t.Fatalf("a follower saw %s of %s, want %s: each writer's in their order, none missing", e.Request, e.Item, want.Request)
		}
		of[e.Item]++
	}
	if want := 2 * writers * changes; len(entries) != want {
		t.Errorf("a follower saw %d entries, want %d", len(entries), want)
	}
}

// follow reads the audit log page by page until it has seen n entries, or lost its patience.
// It closes looked after the first page.
func follow(s store, n int, looked chan<- bool) []registry.Entry {
	ctx, cancel := context.WithTimeout(s.ctx, patience/4)
	defer cancel()
	var all []registry.Entry
	after := int64(0)
	for first := true; len(all) < n && ctx.Err() == nil; first = false {
		page, err := s.Audit(s.ctx, registry.AuditQuery{Oldest: true, After: after, Limit: 7})
		if first {
			close(looked)
		}
		if err != nil {
			s.t.Errorf("audit: got %v, want no error", err)
			return all
		}
		if len(page) > 0 {
			all = append(all, page...)
			after = page[len(page)-1].Seq
		} else {
			time.Sleep(time.Millisecond)
		}
	}
	return all
}

// ascending complains about entries whose numbers do not rise.
func ascending(t testing.TB, entries []registry.Entry) {
	t.Helper()
	last := int64(0)
	for _, e := range entries {
		if e.Seq <= last {
			t.Errorf("audit entry %d comes after %d, want a higher number", e.Seq, last)
		}
		last = e.Seq
	}
}

// unnumbered returns the entries without the numbers that the store gave.
func unnumbered(entries []registry.Entry) []registry.Entry {
	entries = slices.Clone(entries)
	for i := range entries {
		entries[i].Seq = 0
	}
	return entries
}
