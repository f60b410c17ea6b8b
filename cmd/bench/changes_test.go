package main

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"joinery/manifest"
	"joinery/manifest/revision"
	"joinery/resolve/check"
	"joinery/resolve/plan"
)

// pending is a repository with changes that wait for a release.
func pending(b *testing.B) (*repository, shape) {
	b.Helper()
	s := shape{6000, 1, false}
	r, err := makeRepository(filepath.Join(b.TempDir(), "repository"), s)
	if err != nil {
		b.Fatal(err)
	}
	if err := r.addChanges(s); err != nil {
		b.Fatal(err)
	}
	return r, s
}

func BenchmarkPlan(b *testing.B) {
	r, _ := pending(b)
	w, err := load(context.Background(), r.dir)
	if err != nil {
		b.Fatal(err)
	}
	day := time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		made, err := plan.Make(context.Background(), w, w.Changes, plan.Options{Date: day})
		if err != nil || len(made.Components) < changes {
			b.Fatalf("got %v, want a plan of %d components or more", err, changes)
		}
	}
}

func BenchmarkAgainst(b *testing.B) {
	r, _ := pending(b)
	ctx := context.Background()
	w, err := load(ctx, r.dir)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		repository, err := revision.Open(ctx, r.dir)
		if err != nil {
			b.Fatal(err)
		}
		base, err := repository.Base(ctx, "HEAD~1")
		if err != nil {
			b.Fatal(err)
		}
		past, err := manifest.Load(ctx, base.FS, manifest.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := check.Run(ctx, w, check.Options{Base: &check.Base{Workspace: past, Changed: base.Changed}}); err != nil {
			b.Fatal(err)
		}
	}
}
