package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"sync"

	"gopkg.in/yaml.v3"
)

// plain is what a program reads that does nothing but decode: no positions, no checks, no
// messages of its own.
type plain struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Name       string
	Title      string
	Type       string
	Components map[string]string
	Versions   []struct {
		Version      string
		Extends      []string
		Released     string
		Dependencies map[string]string
	}
}

// floor reads and decodes every manifest under dir on all processors, and returns what they
// say: the least that any work on a workspace costs.
func floor(dir string) ([]*plain, error) {
	tree := os.DirFS(dir)
	var files []string
	err := fs.WalkDir(tree, ".", func(file string, _ fs.DirEntry, err error) error {
		if path.Base(file) == "joinery.yaml" {
			files = append(files, file)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	workers := runtime.GOMAXPROCS(0)
	all := make([]*plain, len(files))
	faults := make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(files) && faults[w] == nil; i += workers {
				all[i], faults[w] = decode(tree, files[i])
			}
		})
	}
	wait.Wait()
	return all, errors.Join(faults...)
}

func decode(tree fs.FS, file string) (*plain, error) {
	text, err := fs.ReadFile(tree, file)
	if err != nil {
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var p plain
	if err := decoder.Decode(&p); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return &p, nil
}
