package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"joinery/manifest"
)

// manifestText is a file's text, and what the person calls the file.
type manifestText struct {
	file string
	text []byte
}

// readManifests reads the files that arguments name, and of folders all manifests; each once.
func readManifests(ctx context.Context, arguments []string) ([]manifestText, error) {
	var files []string
	for _, name := range arguments {
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, failed{"there is no file or folder " + name, ""}
		case err != nil:
			return nil, unread("", name, err)
		case !info.IsDir():
			files = append(files, filepath.Clean(name))
			continue
		}
		within, err := manifestsIn(ctx, name)
		if err != nil {
			return nil, err
		}
		if len(within) == 0 {
			return nil, failed{"found no manifest in " + name, "they are called joinery.yaml or NAME.joinery.yaml"}
		}
		files = append(files, within...)
	}
	var all []manifestText
	known := map[string]bool{}
	for _, file := range files {
		if known[file] {
			continue
		}
		known[file] = true
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, unread("", file, err)
		}
		all = append(all, manifestText{filepath.ToSlash(file), text})
	}
	return all, nil
}

// manifestsIn returns the manifests of a folder as a workspace finds them, sorted.
func manifestsIn(ctx context.Context, folder string) ([]string, error) {
	fsys, err := manifest.Open(folder)
	if err != nil {
		return nil, failed{message: err.Error()}
	}
	w, err := manifest.Load(ctx, fsys, manifest.Options{})
	if err != nil {
		return nil, err
	}
	files := manifestFiles(w)
	for _, p := range w.Products {
		for _, b := range w.Bundles(p.Name.Value) {
			files = append(files, b.File)
		}
	}
	slices.Sort(files)
	files = slices.Compact(files)
	for i, file := range files {
		files[i] = filepath.Join(folder, filepath.FromSlash(file))
	}
	return files, nil
}

// manifestFiles returns the files of a workspace's components and products, and those of which
// something cannot be read or declared: that is told, not left out.
func manifestFiles(w *manifest.Workspace) []string {
	var files []string
	for _, c := range w.Components {
		files = append(files, c.File)
	}
	for _, p := range w.Products {
		files = append(files, p.File)
	}
	for _, d := range w.Problems {
		if strings.HasSuffix(d.At.File, "joinery.yaml") && (d.Rule == "syntax" || d.Rule == "schema" || d.Rule == "unique-name") {
			files = append(files, d.At.File)
		}
	}
	return files
}

// stream writes texts as one stream of documents.
func stream(texts []manifestText) []byte {
	var all bytes.Buffer
	for i, t := range texts {
		text := bytes.TrimPrefix(t.text, []byte("\xef\xbb\xbf"))
		if i > 0 && !bytes.HasPrefix(text, []byte("---")) {
			all.WriteString("---\n")
		}
		all.Write(text)
		if n := all.Len(); n > 0 && all.Bytes()[n-1] != '\n' {
			all.WriteByte('\n')
		}
	}
	return all.Bytes()
}
