package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/registry"
)

// manifestText is a file's text, and what the person calls the file.
type manifestText struct {
	file string
	text []byte
}

// readManifests reads the files that arguments name, and of folders all manifests; each once. What
// is wrong with those of a folder that cannot be read is found.
func readManifests(ctx context.Context, arguments []string) (texts []manifestText, found diag.List, err error) {
	known := map[string]bool{}
	add := func(more ...manifestText) {
		for _, t := range more {
			if !known[t.file] {
				known[t.file] = true
				texts = append(texts, t)
			}
		}
	}
	for _, name := range arguments {
		if !isFolder(name) {
			text, err := manifest.ReadFile(ctx, name, registry.MaxPublication)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil, nil, failed{"there is no file or folder " + name, ""}
			case err != nil:
				return nil, nil, unread("", name, err)
			}
			add(manifestText{filepath.ToSlash(filepath.Clean(name)), text})
			continue
		}
		folder, err := openManifests(ctx, name)
		if err != nil {
			return nil, nil, err
		}
		within, wrong := folder.read(folder.published())
		if len(within)+len(wrong) == 0 {
			return nil, nil, failed{"found no manifest in " + name, "they are called joinery.yaml or NAME.joinery.yaml"}
		}
		add(within...)
		found = append(found, wrong...)
	}
	return texts, found, nil
}

// manifestFolder is a folder, the manifests of which are read as a workspace finds them: no link leads
// out of it, and what is no file is not waited for.
type manifestFolder struct {
	*manifest.Workspace
	dir string
}

func openManifests(ctx context.Context, dir string) (*manifestFolder, error) {
	fsys, err := manifest.Open(dir)
	if err != nil {
		return nil, failed{message: err.Error()}
	}
	w, err := manifest.Load(ctx, fsys, manifest.Options{})
	if err != nil {
		return nil, err
	}
	return &manifestFolder{w, dir}, nil
}

// at is what the person calls a file of the folder.
func (f *manifestFolder) at(file string) string {
	return filepath.ToSlash(filepath.Join(f.dir, filepath.FromSlash(file)))
}

// told returns a finding with the places that the person knows.
func (f *manifestFolder) told(d diag.Diagnostic) diag.Diagnostic {
	d.At.File, d.Related = f.at(d.At.File), slices.Clone(d.Related)
	for i := range d.Related {
		d.Related[i].At.File = f.at(d.Related[i].At.File)
	}
	return d
}

// read returns the texts of files, and what is wrong with those of the folder that cannot be read.
func (f *manifestFolder) read(files []string) (texts []manifestText, found diag.List) {
	unreadable := map[string]bool{}
	for _, d := range f.Problems {
		if isUnreadable(d) {
			unreadable[d.At.File] = true
			found = append(found, f.told(d))
		}
	}
	slices.Sort(files)
	for _, file := range slices.Compact(files) {
		if unreadable[file] {
			continue
		}
		text, err := f.Source(file)
		if wrong := new(manifest.UnreadError); errors.As(err, &wrong) {
			found = append(found, f.told(wrong.Problem))
			continue
		}
		texts = append(texts, manifestText{f.at(file), text})
	}
	return texts, found
}

// isUnreadable reports whether a problem is one of a manifest, or a folder, that cannot be read.
func isUnreadable(d diag.Diagnostic) bool {
	return d.Rule == "syntax" && d.At.Line == 0 && !strings.HasSuffix(d.At.File, ".md")
}

// published returns the manifests of what is declared, bundles among them.
func (f *manifestFolder) published() []string {
	files := f.declared()
	for _, p := range f.Products {
		for _, b := range f.Bundles(p.Name.Value) {
			files = append(files, b.File)
		}
	}
	return files
}

// declared returns the files of components and products, and those of which something cannot be read
// or declared: that is told, not left out.
func (f *manifestFolder) declared() []string {
	var files []string
	for _, c := range f.Components {
		files = append(files, c.File)
	}
	for _, p := range f.Products {
		files = append(files, p.File)
	}
	for _, d := range f.Problems {
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
