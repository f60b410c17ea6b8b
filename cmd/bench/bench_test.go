package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"joinery/manifest"
	"joinery/resolve"
	"joinery/resolve/check"
)

var sizes = []int{100, 6000, 60000}

// generated holds the workspaces that several benchmarks share.
var generated = struct {
	dir  string
	made map[shape]string
}{made: map[shape]string{}}

func TestMain(m *testing.M) {
	status := m.Run()
	if generated.dir != "" {
		os.RemoveAll(generated.dir)
	}
	os.Exit(status)
}

// on returns the folder of a generated workspace.
func on(tb testing.TB, s shape) string {
	tb.Helper()
	if dir, ok := generated.made[s]; ok {
		return dir
	}
	if generated.dir == "" {
		dir, err := os.MkdirTemp("", "joinery-bench")
		if err != nil {
			tb.Fatal(err)
		}
		generated.dir = dir
	}
	dir := filepath.Join(generated.dir, strconv.Itoa(len(generated.made)))
	if err := os.Mkdir(dir, 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := s.write(dir); err != nil {
		tb.Fatal(err)
	}
	generated.made[s] = dir
	return dir
}

// each runs a benchmark for every size, the largest not when -short is set.
func each(b *testing.B, conflict bool, do func(b *testing.B, dir string)) {
	for _, size := range sizes {
		if testing.Short() && size > 10000 {
			continue
		}
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			dir := on(b, shape{size, 1, conflict})
			b.ReportAllocs()
			b.ResetTimer()
			do(b, dir)
		})
	}
}

// loaded runs a benchmark for every size on what was loaded before.
func loaded(b *testing.B, conflict bool, do func(b *testing.B, w *manifest.Workspace)) {
	each(b, conflict, func(b *testing.B, dir string) {
		w, err := load(context.Background(), dir)
		if err != nil {
			b.Fatal(err)
		}
		b.ResetTimer()
		do(b, w)
	})
}

func BenchmarkFloor(b *testing.B) {
	each(b, false, func(b *testing.B, dir string) {
		for b.Loop() {
			if _, err := floor(dir); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	each(b, false, func(b *testing.B, dir string) {
		for b.Loop() {
			if _, err := load(context.Background(), dir); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	loaded(b, false, func(b *testing.B, w *manifest.Workspace) {
		for b.Loop() {
			if _, err := resolve.Resolve(context.Background(), w, w.Product(productName), resolve.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkResolveConflict(b *testing.B) {
	loaded(b, true, func(b *testing.B, w *manifest.Workspace) {
		for b.Loop() {
			_, err := resolve.Resolve(context.Background(), w, w.Product(productName), resolve.Options{})
			if !errors.As(err, new(*resolve.Failure)) {
				b.Fatalf("got %v, want no solution", err)
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	loaded(b, false, func(b *testing.B, w *manifest.Workspace) {
		for b.Loop() {
			report, err := check.Run(context.Background(), w, check.Options{})
			if err != nil || len(report.Findings) > 0 {
				b.Fatalf("got %v, %v, want nothing", report.Findings, err)
			}
		}
	})
}

func BenchmarkGraph(b *testing.B) {
	loaded(b, false, func(b *testing.B, w *manifest.Workspace) {
		selection, err := resolve.Resolve(context.Background(), w, w.Product(productName), resolve.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.ResetTimer()
		for b.Loop() {
			g, err := selection.Graph()
			if err != nil {
				b.Fatal(err)
			}
			if circle := g.Cycle(); circle != nil {
				b.Fatal(circle)
			}
		}
	})
}

func BenchmarkNoSolution(b *testing.B) {
	for _, c := range chains {
		b.Run(fmt.Sprintf("%dx%d", c.depth, c.width), func(b *testing.B) {
			for b.Loop() {
				if _, err := c.exhaust(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestWrite(t *testing.T) {
	for _, s := range []shape{{1, 1, false}, {3, 1, false}, {60, 1, true}, {100, 1, false}, {100, 2, true}} {
		t.Run(fmt.Sprintf("%d components, seed %d, conflict %t", s.components, s.seed, s.conflict), func(t *testing.T) {
			w, err := load(context.Background(), on(t, s))
			if err != nil {
				t.Fatal(err)
			}
			if got := len(w.Components); got != s.components || len(w.Problems) > 0 {
				t.Errorf("got %d components and the problems %v, want %d and none", got, w.Problems, s.components)
			}
			selection, err := resolve.Resolve(context.Background(), w, w.Product(productName), resolve.Options{})
			var failure *resolve.Failure
			switch {
			case errors.As(err, &failure) && s.conflict:
				if got := failure.Findings; len(got) != 1 || got[0].Rule != "one-version" {
					t.Errorf("got the findings %v, want one of rule one-version", got)
				}
			case err != nil:
				t.Errorf("got %v, want a selection", err)
			case s.conflict:
				t.Error("got a selection, want a conflict")
			case len(selection.Picks) != s.components:
				t.Errorf("got %d picks, want every one of %d components", len(selection.Picks), s.components)
			}
		})
	}
}
