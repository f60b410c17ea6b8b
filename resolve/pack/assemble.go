package pack

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"joinery/manifest"
)

// parts gathers the files of a package.
type parts struct {
	*Package
	open      map[string]func() (io.ReadCloser, error)
	artifacts map[string]placed
}

// assemble writes the package, and its signature, into a folder and returns where it is. It is to
// come to lie at file, which none of the artifacts may be; "" for nowhere.
func assemble(ctx context.Context, folder, file string, b *manifest.Bundle, o Options) (*Package, string, error) {
	m := &parts{&Package{Bundle: b}, map[string]func() (io.ReadCloser, error){}, map[string]placed{}}
	all := places(b)
	if err := secrets(m.Package, all, o); err != nil {
		return nil, "", err
	}
	docs, err := m.documents(o)
	if err != nil {
		return nil, "", err
	}
	for name, data := range docs {
		sum := sha256.New()
		sum.Write(data)
		m.Files = append(m.Files, File{name, int64(len(data)), digestOf(sum)})
		m.open[name] = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	}
	if o.Bare {
		m.Bare = len(all) > 0
	} else if err := m.fetch(ctx, folder, file, all, o); err != nil {
		return nil, "", err
	}
	slices.SortFunc(m.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	if err := fits(m.Files); err != nil {
		return nil, "", err
	}
	whole := filepath.Join(folder, "package")
	err = create(whole, func(out io.Writer) error {
		m.Identity, err = pour(ctx, out, m.Files, m.open)
		return err
	})
	if wrong := new(pourError); errors.As(err, &wrong) {
		if a, ok := m.artifacts[wrong.file]; ok {
			return nil, "", artifactError(a, wrong.error)
		}
	}
	if err == nil && o.Key != nil {
		m.Signature, err = signed(whole, o.Key, fmt.Sprintf("package of %s %s, %s", b.Name, b.Version, m.Identity))
	}
	return m.Package, whole, err
}

// fetch finds the artifacts' files, or brings them into a folder.
func (m *parts) fetch(ctx context.Context, folder, file string, all []placed, o Options) error {
	f := &fetcher{source: o.Source, folder: o.Folder, client: o.Client, registry: o.Registry, pause: o.Pause, scratch: folder, left: wide.total}
	if f.registry == nil {
		f.registry = &Registry{Client: o.Client, Pause: o.Pause}
	}
	for _, d := range m.Files {
		f.left -= d.Size
	}
	target, err := os.Stat(file)
	if err != nil {
		target = nil // there is none yet
	}
	for _, a := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		fetched, err := f.fetch(ctx, a)
		if err != nil {
			return artifactError(a, err)
		}
		name := fetched.Name()
		info, err := fetched.Stat()
		_ = fetched.Close() // only read, or written whole: its bytes are checked when they are packed
		switch {
		case err != nil:
			return artifactError(a, err)
		case target != nil && os.SameFile(target, info):
			return &FileError{file, "it is an artifact of the bundle, wanted another file for the package"}
		}
		if f.left -= info.Size(); f.left < 0 {
			return refuse("", "found more than %d bytes, a package holds no more", wide.total)
		}
		m.artifacts[a.name] = a
		m.Artifacts++
		m.Files = append(m.Files, File{a.name, info.Size(), a.digest})
		m.open[a.name] = func() (io.ReadCloser, error) { return os.Open(name) }
	}
	return nil
}

// signed signs a file and writes the signature beside it.
func signed(file string, key *PrivateKey, of string) ([]byte, error) {
	from, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	signature, err := key.sign(from, of)
	_ = from.Close() // only read
	if err != nil {
		return nil, err
	}
	return signature, create(file+SignatureEnd, func(out io.Writer) error {
		_, err := out.Write(signature)
		return err
	})
}
