package pack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"time"

	"joinery/resolve"
)

// fetcher gets artifacts from where their URIs say.
type fetcher struct {
	source  resolve.Source // knows the manifests that relative URIs are relative to
	folder  string         // the root of those manifests, on disk
	client  *http.Client
	pause   time.Duration // between two attempts
	scratch string        // a folder for what is downloaded
	got     int           // how many downloads there are
}

// ErrNoDigest says that a bundle lists an artifact without a digest.
var ErrNoDigest = errors.New("it has no digest, so nobody could tell whether it is the right file")

var (
	errFile = errors.New("found file: without a path from the root, wanted file:///PATH, https or a relative path")
	errOCI  = errors.New("found an oci: address, which cannot be packed yet; wanted https, file or a relative path")
)

// fetch opens an artifact's bytes, which are checked when they are packed.
func (f *fetcher) fetch(ctx context.Context, a placed) (*os.File, error) {
	u, err := url.Parse(a.uri)
	if err != nil {
		return nil, errors.New("found no URI that can be read, wanted https, file or a relative path")
	}
	if a.digest == "" {
		return nil, ErrNoDigest
	}
	switch {
	case u.Scheme == "https":
		return f.download(ctx, u)
	case u.Scheme == "oci":
		return nil, errOCI
	case u.Scheme == "file" && (u.Host == "" || u.Host == "localhost"):
		if u.Path == "" {
			return nil, errFile
		}
		return regular(filepath.FromSlash(u.Path))
	case u.Scheme == "" && u.Host == "" && u.RawQuery == "" && u.Fragment == "":
		return regular(filepath.Join(f.folder, filepath.FromSlash(f.home(a)), filepath.FromSlash(u.Path)))
	case u.Scheme == "http":
		return nil, errors.New("found http, wanted https, file or a relative path")
	}
	return nil, errors.New("found an address of another kind, wanted https, file or a relative path")
}

// home returns the folder of the manifest that says the artifact, below the root; the root where
// no manifest knows the version.
func (f *fetcher) home(a placed) string {
	if f.source == nil {
		return "."
	}
	c := f.source.Component(a.component)
	if c == nil || resolve.Entry(c, a.version) == nil {
		return "."
	}
	return path.Dir(c.File)
}

// regular opens a plain file. A pipe or device is not waited for.
func regular(name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no plain file", name)
	}
	var file *os.File
	if err == nil {
		file, err = os.Open(name)
	}
	if wrong := new(fs.PathError); errors.As(err, &wrong) {
		return nil, fmt.Errorf("%s: %w", wrong.Path, wrong.Err)
	}
	return file, err
}

// download brings what lies behind an address into a file of its own.
func (f *fetcher) download(ctx context.Context, u *url.URL) (*os.File, error) {
	f.got++
	file, err := os.Create(filepath.Join(f.scratch, fmt.Sprintf("artifact-%d", f.got)))
	if err != nil {
		return nil, err
	}
	d := &download{client: secure(f.client), address: u, file: file, pause: f.pause}
	if err = d.run(ctx); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = file.Close() // it is thrown away
		return nil, err
	}
	return file, nil
}
