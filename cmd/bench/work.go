package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"joinery/manifest"
	"joinery/resolve"
)

// alone is the first argument of a bench that does one work and nothing else, so that its time
// and memory can be taken from outside.
const alone = "alone"

// work does what its arguments say: floor DIR, load DIR or chain DEPTH VERSIONS.
func work(args []string) error {
	ctx := context.Background()
	switch args[0] {
	case "floor":
		all, err := floor(args[1])
		runtime.KeepAlive(all)
		return err
	case "load":
		w, err := load(ctx, args[1])
		runtime.KeepAlive(w)
		return err
	case "chain":
		var c chain
		if _, err := fmt.Sscan(args[1], &c.depth); err != nil {
			return err
		}
		if _, err := fmt.Sscan(args[2], &c.width); err != nil {
			return err
		}
		took, err := c.exhaust(ctx)
		if err == nil {
			fmt.Println(took.Round(time.Millisecond))
		}
		return err
	}
	return fmt.Errorf("there is no work called %s", args[0])
}

func load(ctx context.Context, dir string) (*manifest.Workspace, error) {
	tree, err := manifest.Open(dir)
	if err != nil {
		return nil, err
	}
	return manifest.Load(ctx, tree, manifest.Options{})
}

// exhaust resolves the chain's product, which has no solution, and returns how long that took.
func (c chain) exhaust(ctx context.Context) (time.Duration, error) {
	w, err := manifest.Load(ctx, c.tree(), manifest.Options{})
	if err != nil {
		return 0, err
	}
	started := time.Now()
	_, err = resolve.Resolve(ctx, w, w.Product(productName), resolve.Options{})
	took := time.Since(started)
	if err == nil {
		return 0, fmt.Errorf("a chain of %d × %d: found a solution, wanted none", c.depth, c.width)
	}
	if !errors.As(err, new(*resolve.Failure)) {
		return 0, fmt.Errorf("a chain of %d × %d: %w, wanted no solution", c.depth, c.width, err)
	}
	return took, nil
}
