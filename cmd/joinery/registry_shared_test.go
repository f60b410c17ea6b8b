package main

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"joinery/registry/api"
	"joinery/registry/client"
)

// TestTwoServersOnOneFile has two processes serve one SQLite file, as when an old one does not end
// before the new one starts. No number is given twice and none is lower than one that was given before it
// was asked for, also when one of them is killed and comes back, and while the file is copied.
func TestTwoServersOnOneFile(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	start := func() *served {
		t.Helper()
		s, err := serveProcess(home, serveEnvironment(home), "--db", "sqlite:r.db")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.stop() })
		return s
	}
	first, second := start(), start()
	to := func(s *served) *client.Client {
		t.Helper()
		c, err := client.New(s.address, client.Options{Random: rand.Float64})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if _, err := to(first).AddItem(t.Context(), api.NewItem{Name: "lib", Initial: "1.0.0"}, ""); err != nil {
		t.Fatal(err)
	}

	given := drawings{by: map[uint64]string{}}
	const callers, draws = 6, 25
	round := func(servers ...*served) {
		t.Helper()
		var all sync.WaitGroup
		for i, s := range servers {
			for caller := range callers {
				all.Go(func() {
					c, who := to(s), fmt.Sprintf("caller %d of server %d", caller, i)
					for range draws {
						before := given.most()
						v, err := c.Draw(t.Context(), "lib", api.Draw{Level: "patch"}, "")
						if err != nil {
							t.Errorf("%s: got %v, want a version", who, err)
							return
						}
						if err := given.take(v.Number, who, before); err != nil {
							t.Error(err)
						}
					}
				})
			}
		}
		copied := exec.Command("joinery", "registry", "backup", filepath.Join(t.TempDir(), "copy.db"), "--db", "sqlite:"+filepath.Join(home, "r.db"))
		copied.Env = serveEnvironment(home)
		if out, err := copied.CombinedOutput(); err != nil {
			t.Errorf("a backup meanwhile: got %v, want none: %s", err, out)
		}
		all.Wait()
	}
	round(first, second)

	if err := second.process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = second.process.Wait()
	round(first, start())
	if got, want := given.most(), uint64(len(given.by)); got != want {
		t.Errorf("got 1.0.%d for the last of %d draws, want no gap: each had its answer", got, want)
	}
}

// drawings are the patches that were given, and to whom.
type drawings struct {
	mu      sync.Mutex
	by      map[uint64]string
	highest uint64
}

func (d *drawings) most() uint64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.highest
}

// take notes a number that somebody got who asked when before was the highest that anybody had.
func (d *drawings) take(number, who string, before uint64) error {
	text, _ := strings.CutPrefix(number, "1.0.")
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return fmt.Errorf("%s: got %s, want a patch of 1.0", who, number)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if other, twice := d.by[n]; twice {
		return fmt.Errorf("got %s for %s and for %s, want it given once", number, other, who)
	}
	if n <= before {
		return fmt.Errorf("%s: got %s, want it above 1.0.%d, which was given before", who, number, before)
	}
	d.by[n] = who
	d.highest = max(d.highest, n)
	return nil
}
