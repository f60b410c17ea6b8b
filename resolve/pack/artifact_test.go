package pack

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/opencontainers/image-spec/specs-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

func digestText(text string) string { return fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(text))) }

// TestRegistryArtifact packs a layer of an artifact in a registry.
func TestRegistryArtifact(t *testing.T) {
	host := serve(t, withReferrers())
	one := raw(t, host, []byte(body), "")
	two := raw(t, host, []byte("its origin"), "")
	config := raw(t, host, []byte("{}"), "")
	put := func(layers ...ocispec.Descriptor) string {
		text, err := json.Marshal(ocispec.Manifest{
			Versioned: specs.Versioned{SchemaVersion: 2}, MediaType: ocispec.MediaTypeImageManifest, Config: config, Layers: layers,
		})
		if err != nil {
			t.Fatal(err)
		}
		return raw(t, host, text, ocispec.MediaTypeImageManifest).Digest.String()
	}
	index, err := json.Marshal(ocispec.Index{Versioned: specs.Versioned{SchemaVersion: 2}, MediaType: ocispec.MediaTypeImageIndex})
	if err != nil {
		t.Fatal(err)
	}
	at := "oci://" + host + "/acme/suite"
	single, chart, none := at+"@"+put(one), at+"@"+put(one, two), at+"@"+put()
	several := at + "@" + raw(t, host, index, ocispec.MediaTypeImageIndex).Digest.String()
	for _, tt := range []struct {
		name, uri, digest string
		want              string // "": it is packed
		verdict           bool   // the artifact is there and another one
	}{
		{"the only layer", single, digestText(body), "", false},
		{"one of two", chart, digestText(body), "", false},
		{"a blob by its digest", at + "@" + digestText(body), digestText(body), "", false},
		{"another digest", single, digestText("x"), "found one layer with the digest " + digestText(body) + ", wanted " + digestText("x"), true},
		{"none of two", chart, digestText("x"), "found 2 layers with the digest " + digestText(body) + " or " + digestText("its origin"), true},
		{"the manifest's digest", single, strings.TrimPrefix(single, at+"@"), "that of the artifact's manifest", false},
		{"no layers", none, digestText(body), "found an artifact without layers", false},
		{"an index", several, digestText(body), "found an index of several manifests", false},
		{"no tag", at, digestText(body), "found neither a tag nor a digest", false},
		{"not there", at + ":none", digestText(body), "manifest of acme/suite:none: the server says 404", false},
		{"a blob that is not there", at + "@" + digestText("x"), digestText("x"), "artifact acme/suite@" + digestText("x") + ": the server says 404", false},
	} {
		b, o := sample(t, fmt.Sprintf("{uri: %q, digest: %q}", tt.uri, tt.digest))
		dir := t.TempDir()
		p, err := Save(context.Background(), filepath.Join(dir, "p.tar.gz"), b, o)
		left := names(t, dir)
		switch {
		case tt.want == "" && (err != nil || p.Artifacts != 1):
			t.Errorf("%s: got %v, want a package", tt.name, err)
		case tt.want != "" && (!errors.As(err, new(*ArtifactError)) || !strings.Contains(err.Error(), tt.want) || len(left) > 0):
			t.Errorf("%s: got %v and %v, want %q and nothing", tt.name, err, left, tt.want)
		}
		if got := errors.As(err, new(*LayerError)); got != tt.verdict {
			t.Errorf("%s: got a verdict %t, want %t", tt.name, got, tt.verdict)
		}
	}
}
