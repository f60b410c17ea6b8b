package pack

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/resolve"
	"joinery/resolve/notes"
)

// Options say what goes into a package besides the bundle. The zero Options are fine for a bundle
// without artifacts.
type Options struct {
	Source resolve.Source   // knows the components: their titles, changes and manifests' places; may be nil
	From   *manifest.Bundle // the one that the notes start at, nil in a first release
	Logo   *notes.Logo      // for the notes; may be nil
	Folder string           // the folder on disk that Source's files are relative to; "": the current one
	Bare   bool             // leave the artifacts out
	Key    *PrivateKey      // sign with it; may be nil
	Client *http.Client     // for https:; nil: one with the defaults of net/http
	Pause  time.Duration    // before a download is tried again
}

// Save writes the package of a bundle that was read or sealed into a file, which it replaces. The
// same bundle and source give the same tar. Until the package is whole it lies, with what is
// downloaded, beside the file in a folder whose name starts with a dot: on an error, or when the
// process ends half-way, there is no file that was not there before. With a key the signature
// comes to lie at file + [SignatureEnd], right before.
//
// The error is a *[bundle.DigestError] when the bundle is not what its digest says, an
// *[ArtifactError], a *[RefusedError] when no package can be that large; else ctx's or about the
// disk.
func Save(ctx context.Context, file string, b *manifest.Bundle, o Options) (p *Package, err error) {
	beside, err := os.MkdirTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*")
	if err != nil {
		return nil, err
	}
	defer func() {
		if gone := os.RemoveAll(beside); err == nil {
			err = gone
		}
	}()
	p, whole, err := save(ctx, beside, b, o)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if p.Signature != nil {
		if err := os.Rename(whole+SignatureEnd, file+SignatureEnd); err != nil {
			return nil, err
		}
	}
	return p, os.Rename(whole, file)
}

// Try does what [Save] does up to the last step, and leaves nothing behind.
func Try(ctx context.Context, b *manifest.Bundle, o Options) (p *Package, err error) {
	beside, err := os.MkdirTemp("", "joinery-*")
	if err != nil {
		return nil, err
	}
	defer func() {
		if gone := os.RemoveAll(beside); err == nil {
			err = gone
		}
	}()
	p, _, err = save(ctx, beside, b, o)
	return p, err
}

// save writes the package, and its signature, into a folder and returns where it is.
func save(ctx context.Context, folder string, b *manifest.Bundle, o Options) (*Package, string, error) {
	p := &Package{Bundle: b}
	docs, err := p.documents(o)
	if err != nil {
		return nil, "", err
	}
	open := map[string]func() (io.ReadCloser, error){}
	for name, data := range docs {
		sum := sha256.New()
		sum.Write(data)
		p.Files = append(p.Files, File{name, int64(len(data)), digestOf(sum)})
		open[name] = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	}
	f := &fetcher{source: o.Source, folder: o.Folder, client: o.Client, pause: o.Pause, scratch: folder}
	artifacts := map[string]placed{}
	for _, a := range places(b) {
		if o.Bare {
			p.Bare = true
			break
		}
		fetched, err := f.fetch(ctx, a)
		if err != nil {
			return nil, "", artifactError(a, err)
		}
		name := fetched.Name()
		info, err := fetched.Stat()
		_ = fetched.Close() // only read, or written whole: its bytes are checked when they are packed
		if err != nil {
			return nil, "", artifactError(a, err)
		}
		artifacts[a.name] = a
		p.Artifacts++
		p.Files = append(p.Files, File{a.name, info.Size(), a.digest})
		open[a.name] = func() (io.ReadCloser, error) { return os.Open(name) }
	}
	slices.SortFunc(p.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	if err := fits(p.Files); err != nil {
		return nil, "", err
	}
	whole := filepath.Join(folder, "package")
	err = create(whole, func(out io.Writer) error {
		p.Identity, err = pour(ctx, out, p.Files, open)
		return err
	})
	if wrong := new(pourError); errors.As(err, &wrong) {
		if a, ok := artifacts[wrong.file]; ok {
			return nil, "", artifactError(a, wrong.error)
		}
	}
	if err == nil && o.Key != nil {
		p.Signature, err = signed(whole, o.Key, fmt.Sprintf("package of %s %s, %s", b.Name, b.Version, p.Identity))
	}
	return p, whole, err
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

// create writes a new file and brings it to the disk.
func create(name string, write func(io.Writer) error) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	err = write(file)
	if closing := (synced{file}).Close(); err == nil {
		err = closing
	}
	return err
}

func artifactError(a placed, err error) error {
	address := a.uri
	if u, wrong := url.Parse(a.uri); wrong == nil && u.User != nil {
		address = u.Redacted()
	}
	return &ArtifactError{a.of(), address, err}
}
