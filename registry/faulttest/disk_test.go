//go:build unix

package faulttest_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/faulttest"
	"joinery/registry/sqlstore/disktest"
	"joinery/registry/storetest"
)

// diskIsFull fills the disk under load. Draws are refused, and go on by themselves when there is room.
// MariaDB ends itself where it finds no room to take a change back; then it is started again, with room.
func diskIsFull(t *testing.T, p place) {
	store, grow, done := p.small(t)
	defer done()
	r, h := registryOn(store), new(faulttest.History)
	for _, name := range distinct {
		if _, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: name, Initial: "1.0.0"}); err != nil {
			t.Fatal(err)
		}
	}
	s, mayEnd := serveHere(t, r), p.database == "mariadb"
	target := &counting{Target: s.target(t), mayEnd: mayEnd}
	under(t, p.load(16), h, func() {
		within(t, patience, "filling the disk", func() error { return atLeast(&target.refused, 100) })
		if _, err := r.Current(t.Context(), admin, "lib", ""); err != nil && !(mayEnd && registry.CodeOf(err) == registry.Unavailable) {
			t.Errorf("looking while the disk is full: got %v, want no error", err)
		}
		grow()
		before := target.drawn.Load()
		within(t, patience, "drawing again", func() error {
			if mayEnd && s.ready() != nil {
				p.server.Crash(t)
				p.server.Start(t)
				t.Log("the database had ended itself")
			}
			return atLeast(&target.drawn, before+100)
		})
		time.Sleep(p.span / 3)
	}, target)
	contents, err := faulttest.Read(t.Context(), store, distinct...)
	if err != nil {
		t.Fatal(err)
	}
	complain(t, faulttest.Check(h.Calls(), contents))
	tell(t, h.Calls(), contents)
}

// counting counts what comes of draws. A database that may end itself refuses also those that it does
// not live to see.
type counting struct {
	faulttest.Target
	mayEnd         bool
	drawn, refused atomic.Int64
}

func (c *counting) Draw(ctx context.Context, d registry.Draw) (string, error) {
	number, err := c.Target.Draw(ctx, d)
	switch code := registry.CodeOf(err); {
	case err == nil:
		c.drawn.Add(1)
	case code == registry.Full, code == registry.Unavailable && c.mayEnd:
		c.refused.Add(1)
	}
	return number, err
}

func atLeast(count *atomic.Int64, want int64) error {
	if got := count.Load(); got < want {
		return fmt.Errorf("got %d, want %d", got, want)
	}
	return nil
}

// small opens a store that has little room, until it grows: on a small disk, or where none may be
// mounted, one that says so.
func (p place) small(t testing.TB) (s registry.Store, grow, done func()) {
	t.Helper()
	done = func() {}
	size := map[string]string{"sqlite": "2m", "postgres": "12m", "mariadb": "4m"}[p.database] // an empty database of PostgreSQL has 7.5 MB
	disk, err := disktest.TryMount(t, size)
	switch {
	case err != nil:
		t.Logf("%v; a store that says that it is full stands for one", err)
		s, grow = p.saysFull(t)
		return s, grow, done
	case p.database == "sqlite":
		p.url = "sqlite:" + filepath.Join(disk, "registry.db")
	case p.database == "mariadb":
		folder := filepath.Join(disk, "small")
		err := os.Mkdir(folder, 0o700)
		if err == nil {
			err = os.Symlink(folder, filepath.Join(p.server.Folder(), "data", "small")) // a folder there is a database
		}
		if err != nil {
			t.Fatal(err)
		}
		p.url = p.server.URL("small")
		done = func() { p.server.Exec(t, "drop database small") }
	default:
		if out, err := exec.Command("chown", "--reference", p.server.Folder(), disk).CombinedOutput(); err != nil {
			t.Fatalf("giving the disk to the server: %v\n%s", err, out)
		}
		p.server.Exec(t, "create tablespace small location '"+disk+"'")
		p.server.Exec(t, "create database small tablespace small")
		p.url = p.server.URL("small")
		done = func() { // while the server is there
			p.server.Exec(t, "drop database small with (force)")
			p.server.Exec(t, "drop tablespace small")
		}
	}
	s = p.open(t)
	if p.database == "postgres" {
		disktest.Fill(t, filepath.Join(disk, "ballast"), 512<<10) // else a slow machine's draws would not fill it in time
	}
	return s, func() { disktest.Grow(t, disk, "200m") }, done
}

// saysFull opens a store that keeps a few hundred changes, until it grows.
func (p place) saysFull(t testing.TB) (s registry.Store, grow func()) {
	t.Helper()
	var grown atomic.Bool
	return storetest.Faulty(p.open(t), func(at storetest.Point, n int) error {
		if at == storetest.Committing && n > 300 && !grown.Load() {
			return registry.Errorf(registry.Full, "the store is to be full")
		}
		return nil
	}), func() { grown.Store(true) }
}
