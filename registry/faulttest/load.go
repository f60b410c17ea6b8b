package faulttest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"joinery/manifest/version"
	"joinery/registry"
)

// A Load is clients that draw and look, one call after the other. Three of a hundred calls ask once
// more for what was answered before. A draw without an answer is asked for again, under the same key;
// one in eight is given up, so that nobody will ever know.
type Load struct {
	Seed     uint64
	Clients  int
	Items    []string
	Lines    []string        // on which some draws and looks are, besides those of the item as a whole
	Levels   []version.Level // of draws; none: patch
	Calls    int             // at most about so many; 0: any number
	Patience time.Duration   // how long one call may take; 0: 10 seconds

	// Name keeps the keys of one load from those of another.
	Name string
}

// looks, repeats and forgotten are shares of all calls, and of draws without an answer.
const (
	looks     = 0.25
	repeats   = 0.03
	forgotten = 0.125
)

// Run lets the clients call until ctx ends or they have called often enough, and waits for them.
// Clients begin with different targets; who gets no answer asks any of them again.
func (l Load) Run(ctx context.Context, h *History, targets ...Target) {
	if l.Patience <= 0 {
		l.Patience = 10 * time.Second
	}
	if len(l.Levels) == 0 {
		l.Levels = []version.Level{version.Patch}
	}
	var calls atomic.Int64
	var all sync.WaitGroup
	for i := range l.Clients {
		c := &caller{
			load: &l, id: i, h: h, targets: targets, target: targets[i%len(targets)],
			random: rand.New(rand.NewPCG(l.Seed, uint64(i))), calls: &calls,
		}
		all.Go(func() { c.run(ctx) })
	}
	all.Wait()
}

// caller is one client of a load.
type caller struct {
	load    *Load
	id      int
	h       *History
	targets []Target
	target  Target
	random  *rand.Rand
	calls   *atomic.Int64

	count int
	known []registry.Draw // that were answered
}

func (c *caller) run(ctx context.Context) {
	for ctx.Err() == nil && (c.load.Calls == 0 || c.calls.Load() < int64(c.load.Calls)) {
		item, line := c.pick(c.load.Items), ""
		if len(c.load.Lines) > 0 && c.random.IntN(2) == 0 {
			line = c.pick(c.load.Lines)
		}
		switch p := c.random.Float64(); {
		case p < looks:
			c.look(ctx, item, line)
		case p < looks+repeats && len(c.known) > 0:
			c.draw(ctx, c.known[c.random.IntN(len(c.known))])
		default:
			c.count++
			key := fmt.Sprintf("%s%d-%d-%d", c.load.Name, c.load.Seed, c.id, c.count)
			d := registry.Draw{Item: item, Line: line, Level: c.load.Levels[c.random.IntN(len(c.load.Levels))], Key: key, Description: key}
			if line != "" {
				d.Level = version.Patch
			}
			c.insist(ctx, d)
		}
	}
}

func (c *caller) pick(names []string) string { return names[c.random.IntN(len(names))] }

// insist draws until there is an answer, or the client gives up.
func (c *caller) insist(ctx context.Context, d registry.Draw) {
	for wait := time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		switch c.draw(ctx, d) {
		case Answered:
			c.known = append(c.known, d)
			return
		case Unknown:
			if c.random.Float64() < forgotten {
				return
			}
		}
		t := time.NewTimer(wait/2 + time.Duration(c.random.Int64N(int64(wait))))
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return
		}
		c.target = c.targets[c.random.IntN(len(c.targets))]
	}
}

// draw makes one call. It is not taken back when ctx ends, but ends with its own patience.
func (c *caller) draw(ctx context.Context, d registry.Draw) Outcome {
	call := Call{Kind: Draw, Item: d.Item, Line: d.Line, Key: d.Key}
	return c.call(ctx, call, func(ctx context.Context) (string, error) { return c.target.Draw(ctx, d) })
}

func (c *caller) look(ctx context.Context, item, line string) {
	c.call(ctx, Call{Kind: Look, Item: item, Line: line}, func(ctx context.Context) (string, error) {
		return c.target.Look(ctx, item, line)
	})
}

func (c *caller) call(ctx context.Context, call Call, ask func(context.Context) (string, error)) Outcome {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.load.Patience)
	defer cancel()
	c.calls.Add(1)
	call.Client, call.Began = c.id, c.h.Begin()
	number, err := ask(ctx)
	call.Outcome = outcome(err)
	if err == nil {
		call.Number = number
	} else {
		call.Fault = err.Error()
	}
	c.h.End(call)
	return call.Outcome
}
