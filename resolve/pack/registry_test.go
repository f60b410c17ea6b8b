package pack

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/distribution/distribution/v3/configuration"
	"github.com/distribution/distribution/v3/registry/handlers"
	_ "github.com/distribution/distribution/v3/registry/storage/driver/inmemory"
	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/sirupsen/logrus"
)

// withReferrers is a registry that knows the API of referrers; the other one lists them under a tag.
func withReferrers() http.Handler {
	return registry.New(registry.WithReferrersSupport(true), registry.Logger(log.New(io.Discard, "", 0)))
}

func withoutReferrers() http.Handler {
	logrus.SetLevel(logrus.PanicLevel) // it logs every request
	return handlers.NewApp(context.Background(), &configuration.Configuration{
		Log:  configuration.Log{AccessLog: configuration.AccessLog{Disabled: true}, Level: "panic"},
		HTTP: configuration.HTTP{Secret: "a secret"},
		Storage: configuration.Storage{
			"inmemory":    {},
			"maintenance": {"uploadpurging": map[any]any{"enabled": false}},
		},
	})
}

// serve starts a registry on this machine and returns its host.
func serve(t *testing.T, with http.Handler) string {
	t.Helper()
	server := httptest.NewServer(with)
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

// released writes a signed package of the sample into a folder.
func released(t *testing.T, key *PrivateKey, artifacts ...string) (file string, p *Package) {
	t.Helper()
	b, o := sample(t, artifacts...)
	o.Key = key
	file = filepath.Join(t.TempDir(), "suite.tar.gz")
	p, err := Save(context.Background(), file, b, o)
	if err != nil {
		t.Fatal(err)
	}
	return file, p
}

func pair(t *testing.T, name string) (*PublicKey, *PrivateKey) {
	t.Helper()
	public, private := keys(t, name)
	pub, err := ParsePublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ParsePrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	return pub, key
}

func ref(t *testing.T, text string) Reference {
	t.Helper()
	r, err := ParseReference(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func pulled(t *testing.T, r *Registry, from Reference, key *PublicKey) (*Package, error) {
	t.Helper()
	dir := t.TempDir()
	p, err := r.Pull(context.Background(), from, dir, key)
	if err != nil {
		if left := names(t, dir); len(left) > 0 {
			t.Errorf("%s: got %v left behind, want nothing", from, left)
		}
		return nil, err
	}
	return p.Verify(context.Background())
}

// TestRegistries publishes, checks and takes apart a package on both kinds of registries.
func TestRegistries(t *testing.T) {
	ours, key := pair(t, "ours")
	theirs, other := pair(t, "theirs")
	for _, tt := range []struct {
		name string
		with func() http.Handler
	}{{"with referrers", withReferrers}, {"without referrers", withoutReferrers}} {
		t.Run(tt.name, func(t *testing.T) {
			ctx := context.Background()
			host := serve(t, tt.with())
			r := &Registry{Pause: 1}
			to := ref(t, "oci://"+host+"/acme/suite:1.0.0")
			file, made := released(t, key, artifact("dist/pay.tgz", "the bytes of pay"))
			if _, err := pulled(t, r, to, nil); !notThere(err) {
				t.Errorf("got %v, want that it is not there", err)
			}
			unsigned, err := r.Push(ctx, file, nil, to, false)
			if err != nil || unsigned.Already {
				t.Fatalf("got %+v, %v, want that it is new", unsigned, err)
			}
			_, err = pulled(t, r, to, ours)
			if want := "it is not signed: the registry has no signature of " + unsigned.Reference.Digest; !isRefusal(err, want) {
				t.Errorf("unsigned: got %v, want %q", err, want)
			}
			again, err := r.Push(ctx, file, made.Signature, to, false)
			if err != nil || !again.Already || again.Reference != unsigned.Reference {
				t.Errorf("again: got %+v, %v, want %+v", again, err, unsigned.Reference)
			}
			elsewhere, err := (&Registry{Pause: 1}).Push(ctx, file, made.Signature, ref(t, "oci://"+serve(t, tt.with())+"/other:x"), false)
			if err != nil || elsewhere.Reference.Digest != unsigned.Reference.Digest {
				t.Errorf("elsewhere: got %+v, %v, want the digest %s", elsewhere, err, unsigned.Reference.Digest)
			}
			for _, from := range []Reference{to, again.Reference, {Host: host, Repository: "acme/suite", Digest: again.Reference.Digest}} {
				p, err := pulled(t, &Registry{Pause: 1}, from, ours)
				if err != nil || p.Identity != made.Identity || p.Artifacts != 1 {
					t.Errorf("%s: got %+v, %v, want the identity %s", from, p, err, made.Identity)
				}
			}
			if _, err := pulled(t, r, to, theirs); !isRefusal(err, "found a signature from the key "+ours.ID()) {
				t.Errorf("got %v, want a refusal", err)
			}
			alsoTheirs, err := other.sign(bytes.NewReader(bytesOf(t, file)), "package")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := r.Push(ctx, file, alsoTheirs, to, false); err != nil {
				t.Fatal(err)
			}
			for _, key := range []*PublicKey{ours, theirs} {
				if _, err := pulled(t, &Registry{Pause: 1}, to, key); err != nil {
					t.Errorf("signed twice, key %s: got %v, want none", key.ID(), err)
				}
			}

			bare, _ := released(t, nil)
			var taken *TakenError
			if _, err := r.Push(ctx, bare, nil, to, false); !errors.As(err, &taken) || taken.Found != again.Reference.Digest {
				t.Errorf("got %v, want that the tag names %s", err, again.Reference.Digest)
			}
			moved, err := r.Push(ctx, bare, nil, to, true)
			if err != nil || moved.Reference.Digest == again.Reference.Digest || moved.Already {
				t.Errorf("by force: got %+v, %v, want another digest", moved, err)
			}
			if p, err := pulled(t, r, to, nil); err != nil || p.Artifacts != 0 {
				t.Errorf("moved: got %+v, %v, want the one without artifacts", p, err)
			}
			if _, err := pulled(t, r, again.Reference, ours); err != nil {
				t.Errorf("by digest: got %v, want none: it is still there", err)
			}
		})
	}
}

func TestPulledUnpack(t *testing.T) {
	host := serve(t, withReferrers())
	r := &Registry{}
	to := ref(t, "oci://"+host+"/acme/suite:1.0.0")
	file, _ := released(t, nil, artifact("dist/pay.tgz", "the bytes of pay"))
	if _, err := r.Push(context.Background(), file, nil, to, false); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	p, err := r.Pull(context.Background(), to, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out")
	if _, err := p.Unpack(context.Background(), out); err != nil {
		t.Fatal(err)
	}
	if got := string(bytesOf(t, filepath.Join(out, "artifacts/pay/1.4.0/pay.tgz"))); got != "the bytes of pay" {
		t.Errorf("got %q, want the artifact", got)
	}
}

// TestPushOrder fails every request in turn: the tag is there only when nothing failed, and what
// it names is whole.
func TestPushOrder(t *testing.T) {
	_, key := pair(t, "ours")
	file, made := released(t, key)
	for at := 1; ; at++ {
		count, inner := 0, withReferrers()
		var asked []string
		host := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if count++; count == at {
				http.Error(w, "", http.StatusTeapot)
				return
			}
			if r.Method == http.MethodPut {
				asked = append(asked, r.URL.Path)
			}
			inner.ServeHTTP(w, r)
		}))
		to := ref(t, "oci://"+host+"/acme/suite:1.0.0")
		_, err := (&Registry{Pause: 1}).Push(context.Background(), file, made.Signature, to, false)
		if err == nil {
			if last := asked[len(asked)-1]; last != "/v2/acme/suite/manifests/1.0.0" || at < 10 {
				t.Errorf("got %s as the last of %d uploads, want the tag", last, len(asked))
			}
			return
		}
		_, err = pulled(t, &Registry{Pause: 1}, to, nil)
		if !notThere(err) {
			t.Errorf("request %d failed: got %v, want no such tag", at, err)
		}
	}
}

func isRefusal(err error, want string) bool {
	return errors.As(err, new(*RefusedError)) && strings.Contains(err.Error(), want)
}

func bytesOf(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
