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
	"strings"
	"time"

	"joinery/resolve"
)

// fetcher gets artifacts from where their URIs say.
type fetcher struct {
	source   resolve.Source // knows the manifests that relative URIs are relative to
	folder   string         // the root of those manifests, on disk
	client   *http.Client
	registry *Registry     // for oci:
	pause    time.Duration // between two attempts
	scratch  string        // a folder for what is downloaded
	got      int           // how many downloads there are
	left     int64         // how many bytes the package still has room for
}

// ErrNoDigest says that a bundle lists an artifact without a digest.
var ErrNoDigest = errors.New("it has no digest, so nobody could tell whether it is the right file")

var (
	errFile    = errors.New("found file: without a path from the root, wanted file:///PATH, https, oci or a relative path")
	errRooted  = errors.New("found a path from the root, wanted file:///PATH, or a path relative to the manifest")
	errOutside = errors.New("it leads out of the workspace, wanted a file inside, or file:///PATH")
	errHost    = errors.New("found https: without a host")
)

// fetch opens an artifact's bytes, which are checked when they are packed.
func (f *fetcher) fetch(ctx context.Context, a placed) (*os.File, error) {
	u, err := url.Parse(a.uri)
	if err != nil {
		return nil, errors.New("found no URI that can be read, wanted https, oci, file or a relative path")
	}
	if a.digest == "" {
		return nil, ErrNoDigest
	}
	switch {
	case u.Scheme == "https" && u.Hostname() == "":
		return nil, errHost
	case u.Scheme == "https":
		return f.download(ctx, u, a.digest)
	case u.Scheme == "oci":
		return f.layer(ctx, a)
	case u.Scheme == "file" && (u.Host == "" || u.Host == "localhost"):
		if u.Path == "" {
			return nil, errFile
		}
		return regular(filepath.FromSlash(u.Path))
	case u.Scheme == "file":
		return nil, fmt.Errorf("found the host %q, wanted file:///PATH: files of other machines are not fetched", u.Host)
	case u.Scheme == "" && u.Host == "" && (u.RawQuery != "" || u.ForceQuery):
		return nil, errors.New("found ?, which starts a query, wanted %3F for one in a file's name")
	case u.Scheme == "" && u.Host == "" && (u.Fragment != "" || strings.HasSuffix(a.uri, "#")):
		return nil, errors.New("found #, which starts a fragment, wanted %23 for one in a file's name")
	case u.Scheme == "" && u.Host == "" && strings.HasPrefix(u.Path, "/"):
		return nil, errRooted
	case u.Scheme == "" && u.Host == "":
		return f.inside(filepath.Join(filepath.FromSlash(f.home(a)), filepath.FromSlash(u.Path)))
	case u.Scheme == "http":
		return nil, errors.New("found http, wanted https, oci, file or a relative path")
	}
	return nil, errors.New("found an address of another kind, wanted https, oci, file or a relative path")
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

// inside opens a file of the workspace, which no name and no link may lead out of.
func (f *fetcher) inside(name string) (*os.File, error) {
	folder := f.folder
	if folder == "" {
		folder = "."
	}
	root, err := filepath.Abs(folder)
	if err == nil {
		root, err = filepath.EvalSymlinks(root)
	}
	if err != nil {
		return nil, local{err}
	}
	if !filepath.IsLocal(name) {
		return nil, errOutside
	}
	file, err := filepath.EvalSymlinks(filepath.Join(root, name))
	if err != nil {
		return regular(filepath.Join(folder, name)) // which says why
	}
	if rel, err := filepath.Rel(root, file); err != nil || !filepath.IsLocal(rel) {
		return nil, errOutside
	}
	return regular(file)
}

// regular opens a plain file. A pipe or device is not waited for.
func regular(name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no plain file", plainText(name))
	}
	var file *os.File
	if err == nil {
		file, err = os.Open(name)
	}
	if wrong := new(fs.PathError); errors.As(err, &wrong) {
		return nil, fmt.Errorf("%s: %w", plainText(wrong.Path), wrong.Err)
	}
	return file, err
}

// download brings what lies behind an address into a file of its own.
func (f *fetcher) download(ctx context.Context, u *url.URL, digest string) (*os.File, error) {
	return f.scratchFile(func(file *os.File) error {
		return (&download{client: secure(f.client), address: u, file: file, digest: digest, pause: f.pause, most: min(maxSize, f.left)}).run(ctx)
	})
}

// scratchFile returns a file that is filled by bring.
func (f *fetcher) scratchFile(bring func(*os.File) error) (*os.File, error) {
	f.got++
	file, err := os.Create(filepath.Join(f.scratch, fmt.Sprintf("artifact-%d", f.got)))
	if err != nil {
		return nil, local{err}
	}
	if err = bring(file); err == nil {
		if _, err = file.Seek(0, io.SeekStart); err != nil {
			err = local{err}
		}
	}
	if err != nil {
		_ = file.Close() // it is thrown away
		return nil, err
	}
	return file, nil
}
