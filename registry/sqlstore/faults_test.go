package sqlstore_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/sqlstore/servertest"
)

func TestPostgresCrash(t *testing.T) {
	t.Parallel()
	survivesCrash(t, servertest.Postgres(t))
}

func TestMariaDBCrash(t *testing.T) {
	t.Parallel()
	survivesCrash(t, servertest.MariaDB(t))
}

// survivesCrash kills a server while several goroutines write, twice. What was acknowledged must be
// there afterwards, what failed must have failed in a way that says so, and the store must find
// the server again by itself.
func survivesCrash(t *testing.T, server *servertest.Server) {
	const writers, crashes = 8, 2
	s := opens(t, server.Database(t))
	names := make([]string, writers)
	for i := range names {
		names[i] = fmt.Sprintf("item-%d", i/2) // two on each
	}
	for _, name := range slices.Compact(slices.Clone(names)) {
		if err := s.Update(t.Context(), nil, adds(registry.Writing{NewItems: []registry.Item{{Name: name, Scheme: "semver"}}})); err != nil {
			t.Fatal(err)
		}
	}

	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var all sync.WaitGroup
	acknowledged := make([][]string, writers)
	unsure := make([]int, writers)
	for w, name := range names {
		all.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				number := fmt.Sprintf("%d.%d", w, n)
				switch err := s.Update(t.Context(), []string{name}, gives(name, number)); registry.CodeOf(err) {
				case "":
					acknowledged[w] = append(acknowledged[w], number)
				case registry.Unsure:
					unsure[w]++
				case registry.Unavailable:
					time.Sleep(5 * time.Millisecond)
				default:
					t.Errorf("writing: got %v, want success, unavailable or unsure", err)
					return
				}
			}
		})
	}
	for range crashes {
		time.Sleep(200 * time.Millisecond)
		server.Crash(t)
		if err := s.Check(t.Context()); registry.CodeOf(err) != registry.Unavailable {
			t.Errorf("checking a server that is gone: got %v, want an error of code unavailable", err)
		}
		server.Start(t)
		eventually(t, "no error", func() string { return fmt.Sprint(orNone(s.Check(t.Context()))) })
	}
	time.Sleep(200 * time.Millisecond)
	stop()
	all.Wait()

	lost, more, total := 0, 0, 0
	for w, name := range names {
		got, err := s.Versions(t.Context(), registry.VersionQuery{Item: name, Limit: 1_000_000})
		if err != nil {
			t.Fatal(err)
		}
		var numbers []string
		for i, v := range got {
			if want := int64(len(got) - i); v.Seq != want {
				t.Fatalf("version %s of %s: got place %d, want %d: without doubles and gaps", v.Number, name, v.Seq, want)
			}
			if strings.HasPrefix(v.Number, fmt.Sprint(w)+".") {
				numbers = append(numbers, v.Number)
			}
		}
		for _, number := range acknowledged[w] {
			if !slices.Contains(numbers, number) {
				lost++
			}
		}
		total += len(acknowledged[w])
		more += max(0, len(numbers)-len(acknowledged[w])-unsure[w])
	}
	if lost > 0 || more > 0 || total == 0 {
		t.Errorf("of %d acknowledged versions, %d are lost; %d are there that nobody may have got", total, lost, more)
	}
}

// adds is a change that writes.
func adds(w registry.Writing) func(context.Context, registry.Tx) error {
	return func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, w) }
}

// gives is a change that gives an item its next version.
func gives(name, number string) func(context.Context, registry.Tx) error {
	return func(ctx context.Context, tx registry.Tx) error {
		item, _, err := tx.Item(ctx, name)
		if err != nil {
			return err
		}
		item.Given++
		return tx.Write(ctx, registry.Writing{
			Items:       []registry.Item{item},
			NewVersions: []registry.Version{{Item: name, Number: number, Seq: item.Given, State: registry.Drawn}},
			Entries:     []registry.Entry{{Action: registry.VersionDrawn, Item: name, Version: number}},
		})
	}
}

// eventually waits until what is got holds what is wanted.
func eventually(t *testing.T, want string, get func() string) {
	t.Helper()
	got := ""
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if got = get(); strings.Contains(got, want) {
			return
		}
	}
	t.Errorf("got %s, want %s", got, want)
}

func orNone(err error) any {
	if err == nil {
		return "no error"
	}
	return err
}
