package pack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// LayerError says that none of an artifact's layers in a registry is the file that a bundle lists.
type LayerError struct {
	Found  []string // the layers' digests, as the manifest has them
	Wanted string
}

// Error returns all digests, in one line.
func (e *LayerError) Error() string {
	return fmt.Sprintf("found %s with the digest %s, wanted %s", layers(len(e.Found)), strings.Join(e.Found, " or "), e.Wanted)
}

func layers(n int) string {
	if n == 1 {
		return "one layer"
	}
	return fmt.Sprintf("%d layers", n)
}

var (
	errNoTag    = errors.New("found neither a tag nor a digest, wanted oci://HOST/REPOSITORY:TAG")
	errIndex    = errors.New("found an index of several manifests, wanted one artifact: its own digest behind @ names it")
	errManifest = errors.New("the digest in the bundle is that of the artifact's manifest, " +
		"and a package holds files: wanted the digest of one of its layers")
)

// layer brings the file that an artifact in a registry consists of, among others, into a file.
func (f *fetcher) layer(ctx context.Context, a placed) (*os.File, error) {
	ref, err := ParseReference(a.uri)
	if err != nil {
		return nil, err
	}
	if ref.what() == "" {
		return nil, errNoTag
	}
	if !digestForm.MatchString(a.digest) {
		return nil, fmt.Errorf("found the digest %q, wanted sha256: and 64 hexadecimal digits", a.digest)
	}
	p, err := f.registry.repository(ctx, ref)
	if err != nil {
		return nil, err
	}
	size, err := p.sizeOf(ctx, a.digest)
	if err != nil {
		return nil, err
	}
	if size < maxSize && size > f.left {
		return nil, fmt.Errorf("it has %d bytes, the package has room for %d", size, f.left)
	}
	size = min(size, f.left)
	return f.scratchFile(func(file *os.File) error {
		return p.blob(ctx, "artifact "+ref.path(), a.digest, size, file)
	})
}

// sizeOf returns how many bytes the blob with the digest has at most. It must be a layer of what
// the reference names, or what the reference's own digest names.
func (p *repository) sizeOf(ctx context.Context, digest string) (int64, error) {
	desc, text, err := p.manifest(ctx, p.of.what())
	if notThere(err) && p.of.Digest == digest {
		return maxSize, nil // no manifest, so a file
	}
	if err != nil {
		return 0, err
	}
	if isIndex(desc.MediaType) {
		return 0, errIndex
	}
	var m ocispec.Manifest
	if err := json.Unmarshal(text, &m); err != nil || m.SchemaVersion != 2 {
		return 0, fmt.Errorf("found something of the type %q, wanted an artifact's manifest", desc.MediaType)
	}
	wrong := &LayerError{Wanted: digest}
	for _, l := range m.Layers {
		if l.Digest.String() == digest {
			if l.Size > maxSize {
				return 0, fmt.Errorf("it has %d bytes, which is more than a package holds", l.Size)
			}
			return l.Size, nil
		}
		wrong.Found = append(wrong.Found, plainText(l.Digest.String()))
	}
	switch {
	case desc.Digest.String() == digest:
		return 0, errManifest
	case len(wrong.Found) == 0:
		return 0, errors.New("found an artifact without layers")
	}
	return 0, wrong
}
