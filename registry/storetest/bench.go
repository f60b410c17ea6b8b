package storetest

import (
	"fmt"
	"testing"
	"time"

	"joinery/registry"
)

// Bench measures what an item with many versions costs beside one with ten, on the same store in
// the same run: a draw, a look at a mark and at a version, and the first, middle and last page.
// Each reports "ratio", the time with many divided by the time with ten.
func Bench(b *testing.B, many int, fresh func(t testing.TB) Harness) {
	s := openFor(b, fresh(b), 10*patience)
	s.fill("few", 10)
	s.fill("many", many)
	for _, c := range []struct {
		name string
		ask  func(item string, n int) error
	}{
		{"draw", func(item string, _ int) error { _, err := s.draw(item); return err }},
		{"mark", func(item string, _ int) error { _, err := s.Mark(s.ctx, item, "1.0"); return err }},
		{"version", func(item string, n int) error {
			_, _, err := s.Version(s.ctx, item, fmt.Sprintf("1.0.%d", n/2))
			return err
		}},
		{"newest", func(item string, _ int) error {
			_, err := s.Versions(s.ctx, registry.VersionQuery{Item: item, Limit: 5})
			return err
		}},
		{"middle", func(item string, n int) error {
			_, err := s.Versions(s.ctx, registry.VersionQuery{Item: item, Before: int64(n/2 + 1), Limit: 5})
			return err
		}},
		{"oldest", func(item string, _ int) error {
			_, err := s.Versions(s.ctx, registry.VersionQuery{Item: item, Oldest: true, Limit: 5})
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var few, lots time.Duration
			for b.Loop() {
				few += timed(b, func() error { return c.ask("few", 10) })
				lots += timed(b, func() error { return c.ask("many", many) })
			}
			b.ReportMetric(float64(lots)/float64(few), "ratio")
		})
	}
}

func timed(b *testing.B, f func() error) time.Duration {
	began := b.Elapsed()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return b.Elapsed() - began
}
