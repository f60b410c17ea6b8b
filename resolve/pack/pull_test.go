package pack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// raw puts a blob or manifest into a registry as nothing of ours would.
func raw(t *testing.T, host string, text []byte, manifest string) ocispec.Descriptor {
	t.Helper()
	r := &Registry{Pause: 1}
	p, err := r.repository(context.Background(), Reference{Host: host, Repository: "acme/suite"})
	if err != nil {
		t.Fatal(err)
	}
	desc := ocispec.Descriptor{MediaType: manifest, Digest: digest.FromBytes(text), Size: int64(len(text))}
	if manifest == "" {
		err = p.Blobs().Push(context.Background(), desc, bytes.NewReader(text))
	} else {
		err = p.Manifests().PushReference(context.Background(), desc, bytes.NewReader(text), "forged")
	}
	if err != nil {
		t.Fatal(err)
	}
	return desc
}

// TestForged changes a package's manifest before it is put into the registry.
func TestForged(t *testing.T) {
	host := serve(t, withReferrers())
	file, _ := released(t, nil)
	if _, err := (&Registry{Pause: 1}).Push(context.Background(), file, nil, ref(t, "oci://"+host+"/acme/suite:1.0.0"), false); err != nil {
		t.Fatal(err)
	}
	p, _, size, archive, err := opened(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	other := raw(t, host, []byte("something else"), "")
	const manifest = ocispec.MediaTypeImageManifest
	for _, tt := range []struct {
		name, kind string
		forge      func(m *ocispec.Manifest)
		want       string
	}{
		{"nothing", manifest, func(*ocispec.Manifest) {}, ""},
		{"an annotation of somebody's", manifest, func(m *ocispec.Manifest) { m.Annotations["com.example.stage"] = "test" }, ""},
		{"another bundle", manifest, func(m *ocispec.Manifest) { m.Layers[0].Digest = other.Digest }, `"bundle.joinery.yaml": the layer beside the package is another one`},
		{"another size", manifest, func(m *ocispec.Manifest) { m.Layers[1].Size++ }, `"sbom/cyclonedx.json": the layer beside the package is another one`},
		{"another version", manifest, func(m *ocispec.Manifest) { m.Annotations[ocispec.AnnotationVersion] = "2.0.0" }, `the manifest says version "2.0.0", the package in it "1.0.0"`},
		{"another identity", manifest, func(m *ocispec.Manifest) { delete(m.Annotations, identityAnnotation) }, `the manifest says vnd.joinery.package.identity ""`},
		{"something as the package", manifest, func(m *ocispec.Manifest) { m.Layers[3].Digest, m.Layers[3].Size = other.Digest, other.Size }, "found no gzip, wanted a release package"},
		{"a bomb", manifest, func(m *ocispec.Manifest) { m.Layers[3].Size = 1 << 40 }, "found a package of 1099511627776 bytes, at most 69793218560 are read"},
		{"a short size", manifest, func(m *ocispec.Manifest) { m.Layers[3].Size -= 5 }, "it has more than"},
		{"a long size", manifest, func(m *ocispec.Manifest) { m.Layers[3].Size += 5 }, "wanted sha256:"},
		{"a digest of another kind", manifest, func(m *ocispec.Manifest) { m.Layers[3].Digest = "md5:../../x" }, "wanted sha256: and 64 hexadecimal digits"},
		{"a layer twice", manifest, func(m *ocispec.Manifest) { m.Layers = append(m.Layers, m.Layers[0]) }, `found a layer of the type "application/vnd.joinery.bundle.v1+yaml", wanted each layer of a package once`},
		{"a layer less", manifest, func(m *ocispec.Manifest) { m.Layers = m.Layers[1:] }, "the layer of the type application/vnd.joinery.bundle.v1+yaml is missing"},
		{"an image", manifest, func(m *ocispec.Manifest) {
			m.ArtifactType, m.Config.MediaType = "", ocispec.MediaTypeImageConfig
		}, "found an image or another artifact"},
		{"an artifact", manifest, func(m *ocispec.Manifest) { m.ArtifactType = "application/x" }, `found an artifact of the type "application/x"`},
		{"an index", ocispec.MediaTypeImageIndex, func(m *ocispec.Manifest) { m.MediaType, m.Layers = ocispec.MediaTypeImageIndex, nil }, "found an index of several manifests"},
		{"no manifest", "application/x", func(*ocispec.Manifest) {}, `found something of the type "application/x"`},
	} {
		m := describe(p, size, archive)
		tt.forge(&m)
		_, text, err := encode(m)
		if err != nil {
			t.Fatal(err)
		}
		raw(t, host, text, tt.kind)
		_, err = pulled(t, &Registry{Pause: 1}, ref(t, "oci://"+host+"/acme/suite:forged"), nil)
		switch {
		case tt.want == "" && err != nil, tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}

// TestPullInterrupted cuts the download of the package.
func TestPullInterrupted(t *testing.T) {
	file, _ := released(t, nil)
	data := bytesOf(t, file)
	_, _, _, archive, err := opened(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	half := len(data) / 2
	cut := func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		_, _ = w.Write(data[:half])
	}
	for _, tt := range []struct {
		name   string
		serve  func(w http.ResponseWriter, r *http.Request, asked int)
		ranges string // what was asked for, request by request
		want   string
	}{
		{"gone on with", func(w http.ResponseWriter, r *http.Request, asked int) {
			if asked == 1 {
				cut(w)
				return
			}
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", half, len(data)-1, len(data)))
			w.WriteHeader(http.StatusPartialContent)
			_, _ = w.Write(data[half:])
		}, fmt.Sprintf("|bytes=%d-%d", half, len(data)-1), ""},
		{"started again", func(w http.ResponseWriter, _ *http.Request, asked int) {
			if asked == 1 {
				cut(w)
				return
			}
			_, _ = w.Write(data)
		}, fmt.Sprintf("|bytes=%d-%d", half, len(data)-1), ""},
		{"ranges unknown", func(w http.ResponseWriter, r *http.Request, asked int) {
			switch {
			case asked == 1:
				cut(w)
			case r.Header.Get("Range") != "":
				w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
			default:
				_, _ = w.Write(data)
			}
		}, fmt.Sprintf("|bytes=%d-%d|", half, len(data)-1), ""},
		{"busy", func(w http.ResponseWriter, _ *http.Request, asked int) {
			if asked < 4 {
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
			_, _ = w.Write(data)
		}, "|||", ""},
		{"always busy", func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(http.StatusTooManyRequests) }, "||||", "the server says 429 Too Many Requests, 5 times"},
		{"never", func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		}, "||||", "the server ended it half-way, 5 times"},
		{"other bytes", func(w http.ResponseWriter, _ *http.Request, _ int) {
			_, _ = w.Write(append([]byte{0}, data[1:]...))
		}, "|", "found content with the digest sha256:"},
		{"led to another server", func(w http.ResponseWriter, r *http.Request, _ int) {
			away := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write(data) }))
			t.Cleanup(away.Close)
			http.Redirect(w, r, away.URL, http.StatusTemporaryRedirect)
		}, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inner := withReferrers()
			var ranges []string
			host := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, archive) {
					ranges = append(ranges, r.Header.Get("Range"))
					tt.serve(w, r, len(ranges))
					return
				}
				inner.ServeHTTP(w, r)
			}))
			r := &Registry{Pause: 1}
			to := ref(t, "oci://"+host+"/acme/suite:1.0.0")
			if _, err := r.Push(context.Background(), file, nil, to, false); err != nil {
				t.Fatal(err)
			}
			_, err := pulled(t, r, to, nil)
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if got := strings.Join(ranges, "|"); got != tt.ranges {
				t.Errorf("got the ranges %q, want %q", got, tt.ranges)
			}
		})
	}
}

// TestPullStopped stops while the registry is silent.
func TestPullStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	file, _ := released(t, nil)
	inner := withReferrers()
	host := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/blobs/") {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "the first bytes")
			w.(http.Flusher).Flush()
			cancel()
			<-r.Context().Done()
			return
		}
		inner.ServeHTTP(w, r)
	}))
	to := ref(t, "oci://"+host+"/acme/suite:1.0.0")
	if _, err := (&Registry{}).Push(context.Background(), file, nil, to, false); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	_, err := (&Registry{}).Pull(ctx, to, dir, nil)
	if left := names(t, dir); !errors.Is(err, context.Canceled) || len(left) > 0 {
		t.Errorf("got %v and %v, want that it was stopped and nothing", err, left)
	}
}

// TestPushInterrupted breaks off an upload: it is tried again from its beginning.
func TestPushInterrupted(t *testing.T) {
	file, _ := released(t, nil)
	inner := withReferrers()
	var left atomic.Int32 // uploads that break off
	left.Store(3)
	host := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/blobs/") && left.Add(-1) >= 0 {
			_, _ = io.CopyN(io.Discard, r.Body, 1)
			panic(http.ErrAbortHandler)
		}
		inner.ServeHTTP(w, r)
	}))
	to := ref(t, "oci://"+host+"/acme/suite:1.0.0")
	if _, err := (&Registry{Pause: 1}).Push(context.Background(), file, nil, to, false); err != nil {
		t.Fatal(err)
	}
	if _, err := pulled(t, &Registry{}, to, nil); err != nil || left.Load() > 0 {
		t.Errorf("got %v with %d interruptions left, want none", err, left.Load())
	}
	if err := os.WriteFile(file, []byte("no package"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := (&Registry{}).Push(context.Background(), file, nil, to, true); !isRefusal(err, "found no gzip") {
		t.Errorf("got %v, want a refusal", err)
	}
}
