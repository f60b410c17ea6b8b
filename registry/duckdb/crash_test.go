package duckdb_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/faulttest"
)

// TestCrash kills the process that has the file, again and again, while clients draw. What was
// answered must be there in the end, once, under its key.
func TestCrash(t *testing.T) {
	const seed, kills = 1, 6
	url := "duckdb:" + filepath.Join(t.TempDir(), "registry.duckdb")
	items := []string{"lib", "lib", "app"}
	addItems(t, url, "lib", "app")

	random := rand.New(rand.NewPCG(seed, 0))
	h, c := new(faulttest.History), &child{url: url}
	c.start(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		faulttest.Load{Seed: seed, Clients: 8, Items: items}.Run(ctx, h, c)
	}()
	for range kills {
		time.Sleep(time.Duration(200+random.IntN(400)) * time.Millisecond)
		c.kill(t)
		c.start(t)
	}
	time.Sleep(500 * time.Millisecond) // some goes on to the end
	stop()
	<-ended
	c.kill(t)

	verify(t, url, h, "lib", "app")
}

// addItems adds items, each with a version 1.0.0.
func addItems(t *testing.T, url string, items ...string) {
	t.Helper()
	s := open(t, url)
	defer s.Close()
	for _, name := range items {
		if _, err := registryOn(s).AddItem(t.Context(), tester, registry.NewItem{Name: name, Initial: "1.0.0"}); err != nil {
			t.Fatal(err)
		}
	}
}

// verify holds a history against what a database holds.
func verify(t *testing.T, url string, h *faulttest.History, items ...string) {
	t.Helper()
	s := open(t, url)
	defer s.Close()
	contents, err := faulttest.Read(t.Context(), s, items...)
	if err != nil {
		t.Fatal(err)
	}
	calls, drawn := h.Calls(), 0
	for _, call := range calls {
		if call.Kind == faulttest.Draw && call.Outcome == faulttest.Answered {
			drawn++
		}
	}
	t.Logf("%d calls, %d draws were answered", len(calls), drawn)
	if drawn < 20 {
		t.Errorf("got %d draws with an answer, want some more, to see anything", drawn)
	}
	found := faulttest.Check(calls, contents)
	for _, v := range found[:min(len(found), 10)] {
		t.Error(v)
	}
}
