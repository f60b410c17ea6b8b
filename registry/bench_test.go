package registry_test

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"joinery/manifest/version"
	"joinery/registry"
	"joinery/registry/sqlstore"
)

// Each benchmark measures two things in turn, five times, and reports the ratio of the medians: machines
// differ and are noisy, ratios less so. One that misses what docs/performance-registry.md says fails.
const (
	benchRounds  = 5
	benchSpan    = time.Second // of one round of one thing
	benchTurns   = 5           // of each thing in a round, so that what else the machine does meets both
	benchClients = 16
)

// crowd is what clients got done.
type crowd struct {
	rate  float64 // a second
	times []time.Duration
}

// work is something that is measured, for so long.
type work func(span time.Duration) crowd

// clients is the work of clients that do something again and again, each one after the other. do is
// told who does it for which time.
func clients(b *testing.B, n int, do func(client, n int) error) work {
	return func(span time.Duration) crowd { return runCrowd(b, n, span, do) }
}

func runCrowd(b *testing.B, clients int, span time.Duration, do func(client, n int) error) crowd {
	b.Helper()
	times := make([][]time.Duration, clients)
	var all sync.WaitGroup
	began := time.Now()
	for i := range clients {
		all.Go(func() {
			for n := 0; time.Since(began) < span; n++ {
				at := time.Now()
				if err := do(i, n); err != nil {
					b.Errorf("client %d: %v", i, err)
					return
				}
				times[i] = append(times[i], time.Since(at))
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	c := crowd{times: slices.Sorted(slices.Values(slices.Concat(times...)))}
	if len(c.times) == 0 {
		b.Fatal("nothing was done")
	}
	c.rate = float64(len(c.times)) / took.Seconds()
	return c
}

// at returns the time that a share of all took at most.
func (c crowd) at(share float64) time.Duration { return c.times[int(share*float64(len(c.times)-1))] }

// reportTimes reports the median, the 99th percentile and the maximum of several crowds.
func reportTimes(b *testing.B, crowds []crowd) {
	b.Helper()
	all := together(crowds)
	for name, share := range map[string]float64{"p50-ms": 0.5, "p99-ms": 0.99, "max-ms": 1} {
		b.ReportMetric(all.at(share).Seconds()*1000, name)
	}
}

// inTurn does two works in turn, so many turns a round, and returns what came of each round.
func inTurn(turns int, one, other work) (ones, others []crowd) {
	span := benchSpan / time.Duration(turns)
	for range benchRounds {
		var a, b []crowd
		for range turns {
			a, b = append(a, one(span)), append(b, other(span))
		}
		ones, others = append(ones, together(a)), append(others, together(b))
	}
	return ones, others
}

// together is what crowds of the same span are as one.
func together(crowds []crowd) crowd {
	var all crowd
	for _, c := range crowds {
		all.rate += c.rate / float64(len(crowds))
		all.times = append(all.times, c.times...)
	}
	slices.Sort(all.times)
	return all
}

// median returns the middle one of some figures.
func median[N cmp.Ordered](of []crowd, figure func(crowd) N) N {
	var all []N
	for _, one := range of {
		all = append(all, figure(one))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func rateOf(c crowd) float64 { return c.rate }

func p50Of(c crowd) time.Duration { return c.at(0.5) }

// wanted reports a ratio, and fails when it is not what it should be.
func wanted(b *testing.B, ratio float64, ok bool, want string) {
	b.Helper()
	b.ReportMetric(ratio, "ratio")
	b.ReportMetric(0, "ns/op") // of which there is one, that means nothing
	if !ok {
		b.Errorf("got a ratio of %.2f, want %s", ratio, want)
	}
}

// benchRegistry opens a registry with a hundred items, with the versions 1.0.0.
func benchRegistry(b *testing.B, url string) *registry.Registry {
	b.Helper()
	s, err := sqlstore.Open(b.Context(), url, sqlstore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	r := registry.New(s, registry.Options{Now: time.Now})
	for i := range benchItems {
		if _, err := r.AddItem(b.Context(), admin, registry.NewItem{Name: benchItem(i), Initial: "1.0.0"}); err != nil {
			b.Fatal(err)
		}
	}
	return r
}

const benchItems = 100

func benchItem(i int) string { return fmt.Sprintf("item-%d", i%benchItems) }

// drawing draws patches of the first items in turn.
func drawing(b *testing.B, r *registry.Registry, items int) work {
	return clients(b, benchClients, func(client, n int) error {
		_, err := r.Draw(b.Context(), admin, registry.Draw{Item: benchItem((client*37 + n) % items), Level: version.Patch})
		return err
	})
}

func benchFile(b *testing.B) string { return filepath.Join(b.TempDir(), "registry.db") }
