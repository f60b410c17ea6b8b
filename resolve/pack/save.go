package pack

import (
	"context"
	"net/http"
	"os"
	"path"
	"path/filepath"
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

	Registry *Registry // for oci:; nil: one with Client and Pause
}

// FileName is what the package of a bundle is called.
func FileName(b *manifest.Bundle) string {
	return strings.TrimSuffix(path.Base(manifest.BundleFile(b.Name.Value, b.Version.Value)), ".joinery.yaml") + ".tar.gz"
}

// Save writes the package of a bundle that was read or sealed into a file, which it replaces. The
// same bundle and source give the same tar. Until the package is whole it lies, with what is
// downloaded, beside the file in a folder whose name starts with .joinery-: on an error nothing is
// there that was not there before. A process that is killed may leave that folder, and never a file
// that is not whole.
//
// With a key the signature comes to lie at file + [SignatureEnd], an instant before the package. A
// signature of another package that the new one replaces is taken away.
//
// The error is a *[bundle.DigestError] when the bundle is not what its digest says, a *[SecretError],
// an *[ArtifactError], a *[FileError] when the file may not be replaced, a *[RefusedError] when no
// package can be that large; else ctx's or about the disk.
func Save(ctx context.Context, file string, b *manifest.Bundle, o Options) (p *Package, err error) {
	for _, name := range []string{file, file + SignatureEnd} {
		if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
			return nil, &FileError{name, "found something else, wanted a plain file or none"}
		}
	}
	beside, err := os.MkdirTemp(filepath.Dir(file), scratchName)
	if err != nil {
		return nil, err
	}
	defer func() {
		if gone := os.RemoveAll(beside); err == nil {
			err = gone
		}
	}()
	p, whole, err := assemble(ctx, beside, file, b, o)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return p, p.replace(whole, file)
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
	p, _, err = assemble(ctx, beside, "", b, o)
	return p, err
}

// replace lets a package and its signature, whole in a folder beside it, take the place of file.
// While it does that, what lies there is the package before with another signature or none, which
// nobody takes for signed.
func (p *Package) replace(whole, file string) error {
	signature, before := file+SignatureEnd, whole+".before"
	stale := false
	if p.Signature == nil {
		if _, err := os.Lstat(file); err == nil {
			stale = !sameBytes(whole, file)
		}
	}
	moved := false
	if stale || p.Signature != nil {
		moved = os.Rename(signature, before) == nil // else there is none
	}
	err := error(nil)
	if p.Signature != nil {
		err = os.Rename(whole+SignatureEnd, signature)
	}
	if err == nil {
		err = os.Rename(whole, file)
	}
	if err != nil {
		if p.Signature != nil {
			_ = os.Remove(signature) // the first error counts
		}
		if moved {
			_ = os.Rename(before, signature)
		}
		return err
	}
	p.Unsigned = stale && moved
	syncFolder(filepath.Dir(file))
	return nil
}
