package manifest

import (
	"context"
	"testing"
	"testing/fstest"
)

// BenchmarkLoadElsewhere reads the documents of BenchmarkLoad, handed over instead of lying in
// files. It should cost no more.
func BenchmarkLoadElsewhere(b *testing.B) {
	var all []Document
	for name, file := range generated(benchmarked) {
		all = append(all, Document{File: "https://host/" + name, Text: file.Data})
	}
	empty := fstest.MapFS{}
	b.ReportAllocs()
	for b.Loop() {
		w, err := Load(context.Background(), empty, Options{
			Wanted:    []string{"component-1"},
			Elsewhere: func(context.Context, []string) ([]Document, error) { return all, nil },
		})
		if err != nil || len(w.Components) != benchmarked || len(w.Problems) > 0 {
			b.Fatal(err, len(w.Components), w.Problems)
		}
	}
}

// BenchmarkSplit and BenchmarkJoin take each of these documents apart and put them together.
func BenchmarkSplit(b *testing.B) {
	files := generated(100)
	b.ReportAllocs()
	for b.Loop() {
		for name, file := range files {
			if _, problems := Split(name, file.Data); len(problems) > 0 {
				b.Fatal(problems)
			}
		}
	}
}

func BenchmarkJoin(b *testing.B) {
	var all []Parts
	for name, file := range generated(100) {
		parts, _ := Split(name, file.Data)
		all = append(all, parts...)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range all {
			if _, err := Join(p.Text, p.Entries); err != nil {
				b.Fatal(err)
			}
		}
	}
}
