package registry_test

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/http"
	"testing"
	"time"

	"joinery/manifest/version"
	"joinery/registry"
	"joinery/registry/api"
	"joinery/registry/client"
	"joinery/registry/server"
	"joinery/registry/sqlstore"
)

// BenchmarkHotItem compares draws on one item with the plain way on the same file: a transaction for
// each draw, which looks for the highest number, adds one and inserts a row.
func BenchmarkHotItem(b *testing.B) {
	file := benchFile(b)
	r := benchRegistry(b, "sqlite:"+file)
	plain := plainDraws(b, file)
	ours, theirs := inTurn(benchTurns, drawing(b, r, 1), clients(b, benchClients, func(int, int) error { return plain(b.Context()) }))
	reportTimes(b, ours)
	rate := median(ours, rateOf)
	b.ReportMetric(rate, "draws/s")
	ratio := rate / median(theirs, rateOf)
	wanted(b, ratio, ratio >= 3, "3 or more")
}

// plainDraws returns the plain draw, by the same driver and with the same durability.
func plainDraws(b *testing.B, file string) func(ctx context.Context) error {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?_txlock=immediate&_pragma=synchronous(full)&_pragma=busy_timeout(5000)")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("create table plain (item text not null, number integer not null, primary key (item, number)) without rowid"); err != nil {
		b.Fatal(err)
	}
	return func(ctx context.Context) error {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		var highest int64
		if err := tx.QueryRowContext(ctx, "select coalesce(max(number), 0) from plain where item = 'lib'").Scan(&highest); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		if _, err := tx.ExecContext(ctx, "insert into plain (item, number) values ('lib', ?)", highest+1); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	}
}

// BenchmarkHTTP compares draws on one item over HTTP with the same draws without.
func BenchmarkHTTP(b *testing.B) {
	r := benchRegistry(b, "sqlite:"+benchFile(b))
	c := benchServer(b, r)
	for _, n := range []int{1, benchClients} {
		b.Run(fmt.Sprintf("clients=%d", n), func(b *testing.B) {
			over, alone := inTurn(benchTurns, clients(b, n, func(int, int) error {
				_, err := c.Draw(b.Context(), benchItem(0), api.Draw{Level: "patch"}, "")
				return err
			}), clients(b, n, func(int, int) error {
				d := registry.Draw{Item: benchItem(0), Level: version.Patch, Key: rand.Text()} // as a client sends one
				_, err := r.Draw(b.Context(), admin, d)
				return err
			}))
			reportTimes(b, over)
			b.ReportMetric(median(over, rateOf), "draws/s")
			ratio := float64(median(over, p50Of)) / float64(median(alone, p50Of))
			wanted(b, ratio, ratio <= 2, "2 or less")
		})
	}
}

// benchServer serves the registry and returns a client.
func benchServer(b *testing.B, r *registry.Registry) *client.Client {
	b.Helper()
	s, err := server.New(r, server.Options{Now: time.Now, Who: func(*http.Request) (registry.Who, error) { return admin, nil }})
	if err != nil {
		b.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(b.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	b.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
	c, err := client.New("http://"+l.Addr().String(), client.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// BenchmarkCurrent compares looks at the highest of a million versions with looks at the highest of ten.
func BenchmarkCurrent(b *testing.B) {
	s, err := sqlstore.Open(b.Context(), "sqlite:"+benchFile(b), sqlstore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	r := registry.New(s, registry.Options{Now: time.Now})
	for name, n := range map[string]int{"few": 10, "many": 1_000_000} {
		fill(b, s, name, n)
	}
	looking := func(item string) work {
		return clients(b, 1, func(int, int) error { _, err := r.Current(b.Context(), admin, item, ""); return err })
	}
	many, few := inTurn(benchTurns, looking("many"), looking("few"))
	reportTimes(b, many)
	ratio := float64(median(many, p50Of)) / float64(median(few, p50Of))
	wanted(b, ratio, ratio <= 2, "2 or less")
}

// fill adds an item with n versions.
func fill(b *testing.B, s registry.Store, item string, n int) {
	b.Helper()
	kept := registry.Item{Name: item, Scheme: "semver"}
	w := registry.Writing{NewItems: []registry.Item{kept}}
	for i := 1; i <= n; i++ {
		v := registry.Version{Item: item, Number: fmt.Sprintf("1.0.%d", i), Line: "1.0", Seq: int64(i), State: registry.Drawn, Status: "active"}
		v.Text, v.Level = v.Number, "patch"
		w.NewVersions = append(w.NewVersions, v)
		if i%20_000 != 0 && i != n {
			continue
		}
		kept.Given, kept.Edition = int64(i), int64(i)
		w.Items, w.Marks = []registry.Item{kept}, nil
		for _, key := range []string{"", "1", "1.0"} {
			w.Marks = append(w.Marks, registry.Mark{Item: item, Key: key, Number: v.Number})
		}
		err := s.Update(b.Context(), []string{item}, func(ctx context.Context, tx registry.Tx) error { return tx.Write(ctx, w) })
		if err != nil {
			b.Fatal(err)
		}
		w = registry.Writing{}
	}
}
