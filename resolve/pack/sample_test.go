package pack

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/resolve/bundle"
)

// sample is a workspace on disk with a product suite whose bundle 1.0.0 lists a component pay
// 1.4.0 with the artifacts.
func sample(t *testing.T, artifacts ...string) (*manifest.Bundle, Options) {
	t.Helper()
	dir := t.TempDir()
	entry := "versions: [{version: 1.4.0, artifacts: [" + strings.Join(artifacts, ", ") + "]}]\n"
	if len(artifacts) == 0 {
		entry = "versions: [{version: 1.4.0}]\n"
	}
	put(t, dir, "joinery.yaml", "apiVersion: joinery/v1\nkind: Product\nname: suite\ncomponents: {pay: 1.4.0}\n")
	put(t, dir, "pay/joinery.yaml", "apiVersion: joinery/v1\nkind: Component\nname: pay\n"+entry)
	put(t, dir, "pay/dist/pay.tgz", "the bytes of pay")
	put(t, dir, "pay/dist/a b.txt", "")
	w, err := manifest.Load(context.Background(), os.DirFS(dir), manifest.Options{})
	if err != nil || len(w.Problems) > 0 {
		t.Fatal(err, w.Problems)
	}
	e := w.Component("pay").Versions[0]
	text := fmt.Sprintf("apiVersion: joinery/v1\nkind: Bundle\nname: suite\nversion: 1.0.0\ncomponents:\n  - {name: pay, version: 1.4.0, direct: true, digest: %q", bundle.EntryDigest(e))
	if len(artifacts) > 0 {
		text += ", artifacts: [" + strings.Join(artifacts, ", ") + "]"
	}
	b, problems := w.ParseBundle("bundle.yaml", []byte(text+"}\n"))
	if b == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	bundle.Seal(b)
	return b, Options{Source: w, Folder: dir, Pause: 1}
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// artifact is an artifact whose digest is that of the text.
func artifact(uri, text string) string {
	return fmt.Sprintf("{uri: %q, digest: \"sha256:%x\"}", uri, sha256.Sum256([]byte(text)))
}

// packed returns the bytes of a package.
func packed(t *testing.T, b *manifest.Bundle, o Options) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "suite.tar.gz")
	if _, err := Save(context.Background(), file, b, o); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// unzipped returns the tar in a package.
func unzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	tar, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return tar
}

// zipped wraps a tar as packages are.
func zipped(tar []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(tar)
	_ = w.Close()
	return out.Bytes()
}

func verified(data []byte) (*Package, error) {
	return Verify(context.Background(), bytes.NewReader(data), nil)
}

// refused returns why a package was refused, and fails the test when it was not.
func refused(t *testing.T, data []byte) string {
	t.Helper()
	_, err := verified(data)
	var why *RefusedError
	if !errors.As(err, &why) {
		t.Fatalf("got %v, want a refusal", err)
	}
	return why.Error()
}

// names returns what lies in a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, e := range all {
		found = append(found, e.Name())
	}
	return found
}
