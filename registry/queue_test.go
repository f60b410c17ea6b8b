package registry_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"joinery/registry"
)

// held is a registry whose transactions wait until they are let go.
func held(t *testing.T) (r *registry.Registry, began chan struct{}, let chan struct{}) {
	t.Helper()
	began, let = make(chan struct{}, 1000), make(chan struct{})
	r = newRegistry(t, registry.Options{Failpoint: func(place string) error {
		if place == "begin" {
			began <- struct{}{}
			<-let
		}
		return nil
	}})
	newLib(t, r, "1.4.0")
	return r, began, let
}

// Who goes away while his draw is in a transaction does not know whether it was done: the error says so,
// and the same key tells.
func TestGoneWhileDrawing(t *testing.T) {
	r, began, let := held(t)
	gone, leave := context.WithCancel(t.Context())
	draw := drawText(t, "lib", "patch key=a")
	answer := make(chan error, 1)
	go func() { _, err := r.Draw(gone, admin, draw); answer <- err }()
	<-began
	leave()
	err := <-answer
	e := new(registry.Error)
	if !errors.As(err, &e) || e.Code != registry.Unsure || !errors.Is(err, context.Canceled) || !registry.Retryable(err) || e.Hint == "" {
		t.Errorf("got %v, want unsure, for the context was canceled, with a hint", err)
	}
	close(let)
	v, err := r.Draw(t.Context(), admin, draw)
	if err != nil || v.Number != "1.4.1" {
		t.Errorf("asked again: got %s, %v, want 1.4.1: it was done, for his going away ends no transaction", v.Number, err)
	}
	if got, want := draws(t, r, "lib", "patch"), "1.4.2"; got != want {
		t.Errorf("the next one: got %s, want %s", got, want)
	}
}

// Those that come while a transaction runs share the next one, up to 256; who leaves the line is not
// drawn for.
func TestBatches(t *testing.T) {
	for _, test := range []struct {
		waiting int
		batches int64
	}{{512, 1 + 2}, {513, 1 + 3}} { // one alone, then 256, 256 and the rest
		testBatches(t, test.waiting, test.batches)
	}
}

func testBatches(t *testing.T, waiting int, batches int64) {
	r, began, let := held(t)
	numbers := make(chan string, waiting+1)
	ask := func() {
		v, err := r.Draw(t.Context(), admin, drawText(t, "lib", "patch"))
		if err != nil {
			t.Error(err)
		}
		numbers <- v.Number
	}
	go ask()
	<-began
	for range waiting {
		go ask()
	}
	waitFor(t, r, waiting)
	gone, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { _, err := r.Draw(gone, admin, drawText(t, "lib", "patch")); left <- err }()
	waitFor(t, r, waiting+1)
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) || registry.CodeOf(err) == registry.Unsure {
		t.Errorf("left the line: got %v, want %v: nothing was done", err, context.Canceled)
	}
	waitFor(t, r, waiting)
	close(let)
	seen := map[string]bool{}
	for range waiting + 1 {
		seen[<-numbers] = true
	}
	if len(seen) != waiting+1 {
		t.Errorf("got %d numbers, want %d", len(seen), waiting+1)
	}
	if got, want := r.Stats(), (registry.Stats{Draws: int64(waiting) + 1, Batches: batches}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if current, err := r.Current(t.Context(), admin, "lib", ""); err != nil || current.Number != fmt.Sprint("1.4.", waiting+1) {
		t.Errorf("got %s, %v, want 1.4.%d", current.Number, err, waiting+1)
	}
}

// waitFor waits until so many draws are in the line.
func waitFor(t *testing.T, r *registry.Registry, n int) {
	t.Helper()
	for range 5000 {
		if r.Stats().Waiting == n {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("got %d draws in the line, want %d", r.Stats().Waiting, n)
}

// A fault before the transaction is everybody's in it, and draws nothing; one behind it leaves all unsure.
func TestFaultsOfBatches(t *testing.T) {
	for place, want := range map[string]registry.Code{"begin": registry.Internal, "decided": registry.Internal, "committed": registry.Unsure} {
		failing := true
		r := newRegistry(t, registry.Options{Failpoint: func(at string) error {
			if failing && at == place {
				return errors.New("a fault")
			}
			return nil
		}})
		newLib(t, r, "1.4.0")
		if _, err := r.Draw(t.Context(), admin, drawText(t, "lib", "patch")); registry.CodeOf(err) != want {
			t.Errorf("%s: got %v, want %s", place, err, want)
		}
		failing = false
		number := map[bool]string{false: "1.4.1", true: "1.4.2"}[place == "committed"]
		if got := draws(t, r, "lib", "patch"); got != number {
			t.Errorf("%s: then got %s, want %s", place, got, number)
		}
	}
}
