package duckdb_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/faulttest"
	"joinery/registry/sqlstore/disktest"
)

// TestFullDisk fills the disk shortly before the log is written into the file, after which DuckDB
// refuses everything. Draws go on by themselves when there is room.
func TestFullDisk(t *testing.T) {
	disk := disktest.Mount(t, "60m")
	url := "duckdb:" + filepath.Join(disk, "registry.duckdb")
	addItems(t, url, "lib", "app")
	s := open(t, url)
	defer s.Close()
	// The log is written into the file when it has 16 MB.
	err := s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
		return tx.Write(ctx, registry.Writing{NewProducts: noise(15)})
	})
	if err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(disk, "ballast")
	disktest.Fill(t, ballast, 3<<20)

	r, h := registryOn(s), new(faulttest.History)
	load := faulttest.Load{Seed: 1, Clients: 8, Items: []string{"lib", "app"}}
	load.Calls, load.Name = 20, "full-"
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
	defer stop()
	load.Run(ctx, h, faulttest.Local(r))
	if !slices.ContainsFunc(h.Calls(), func(c faulttest.Call) bool { return c.Outcome != faulttest.Answered }) {
		t.Error("got every answer while the disk was full, want some errors")
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); r.Check(t.Context()) != nil; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("checking when there is room: got %v, want no error", r.Check(t.Context()))
		}
	}
	load.Calls, load.Name = 200, "room-"
	load.Run(t.Context(), h, faulttest.Local(r))
	if err := s.Close(); err != nil {
		t.Errorf("closing: got %v, want no error", err)
	}
	verify(t, url, h, "lib", "app")
}

// noise is so many MiB that cannot be made smaller.
func noise(n int) []registry.Product {
	source := rand.NewChaCha8([32]byte{})
	all := make([]registry.Product, n)
	for i := range all {
		all[i] = registry.Product{Name: fmt.Sprint("noise-", i), Edition: 1, Document: make([]byte, 1<<20)}
		source.Read(all[i].Document)
	}
	return all
}
