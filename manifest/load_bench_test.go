package manifest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"
)

// generated returns n components, one a file, of about 1.2 kB each: 3 versions, 9 dependencies,
// 6 changes.
func generated(n int) fstest.MapFS {
	tree := fstest.MapFS{}
	for i := range n {
		var b bytes.Buffer
		fmt.Fprintf(&b, "apiVersion: joinery/v1\nkind: Component\nname: component-%d\ntitle: Component %d\ntype: service\nowner: team-%d\nversions:\n", i, i, i%50)
		for v := 3; v > 0; v-- {
			fmt.Fprintf(&b, "  - version: 1.%d.0\n", v)
			if v > 1 {
				fmt.Fprintf(&b, "    extends: [1.%d.0]\n", v-1)
			}
			b.WriteString("    status: active\n    released: 2026-01-02\n    dependencies:\n")
			for k := range 3 {
				fmt.Fprintf(&b, "      component-%d: \"^1.%d\"\n", (i+7*k+v+1)%max(n, 20), k)
			}
			b.WriteString("    changes:\n")
			for k := range 2 {
				fmt.Fprintf(&b, "      - type: feature\n        summary: Change %d of version %d, worth telling to people\n", k, v)
			}
		}
		tree[fmt.Sprintf("group-%d/c%d/joinery.yaml", i%20, i)] = &fstest.MapFile{Data: b.Bytes()}
	}
	return tree
}

func onDisk(b *testing.B, tree fstest.MapFS) string {
	dir := b.TempDir()
	if err := os.CopyFS(dir, tree); err != nil {
		b.Fatal(err)
	}
	return dir
}

// The structs that a plain strict decode would use.
type plainComponent struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Name       string
	Title      string
	Type       string
	Owner      string
	Versions   []struct {
		Version      string
		Extends      []string
		Status       string
		Released     string
		Dependencies map[string]string
		Changes      []struct{ Type, Summary string }
	}
}

const benchmarked = 2000

// BenchmarkLoad and BenchmarkPlain read the same files; Load should cost no more than 1.25
// times what the plain decode costs.
func BenchmarkLoad(b *testing.B) {
	tree, err := Open(onDisk(b, generated(benchmarked)))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		w, err := Load(context.Background(), tree, Options{})
		if err != nil || len(w.Components) != benchmarked || len(w.Problems) > 0 {
			b.Fatal(err, len(w.Components), w.Problems)
		}
	}
}

func BenchmarkPlain(b *testing.B) {
	tree := os.DirFS(onDisk(b, generated(benchmarked)))
	b.ReportAllocs()
	for b.Loop() {
		files := make(chan string, benchmarked)
		err := fs.WalkDir(tree, ".", func(file string, entry fs.DirEntry, err error) error {
			if !entry.IsDir() {
				files <- file
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		close(files)
		var wait sync.WaitGroup
		for range 2 {
			wait.Go(func() {
				for file := range files {
					text, err := fs.ReadFile(tree, file)
					if err != nil {
						b.Error(err)
					}
					decoder := yaml.NewDecoder(bytes.NewReader(text))
					decoder.KnownFields(true)
					for {
						var c plainComponent
						if err := decoder.Decode(&c); err == io.EOF {
							break
						} else if err != nil {
							b.Error(err)
							return
						}
					}
				}
			})
		}
		wait.Wait()
	}
}
