package client

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest"
	"joinery/registry/api"
)

// shelf is a server that has documents. It notes which it was asked for, and which it sent whole.
type shelf struct {
	mu        sync.Mutex
	documents map[string]api.Document
	asked     []string
	sent      []string
}

func (s *shelf) put(name, text string, bundles ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := api.Document{Name: name, Edition: s.documents[name].Edition + 1, Text: text}
	for _, version := range bundles {
		d.Bundles = append(d.Bundles, api.BundleText{Version: version, Text: "apiVersion: joinery/v1\nkind: Bundle\nname: " + name + "\nversion: " + version + "\ncomponents: []\n"})
	}
	s.documents[name] = d
}

func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var wanted api.Wanted
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil || r.URL.Path != "/v1/documents/wanted" {
		http.Error(w, fmt.Sprint(err), http.StatusBadRequest)
		return
	}
	s.asked = append(s.asked, strings.Join(wanted.Names, " "))
	var answer api.Documents
	for _, name := range wanted.Names {
		d, ok := s.documents[name]
		if !ok {
			continue
		}
		if wanted.Have[name] == d.Edition {
			d.Text = ""
		} else {
			s.sent = append(s.sent, name)
		}
		d.Bundles = slices.Clone(d.Bundles)
		for i, b := range d.Bundles {
			sum := sha256.Sum256([]byte(b.Text))
			if wanted.Bundles[name][b.Version] == hex.EncodeToString(sum[:]) {
				d.Bundles[i].Text = ""
			} else {
				s.sent = append(s.sent, name+" "+b.Version)
			}
		}
		answer.Documents = append(answer.Documents, d)
	}
	_ = json.NewEncoder(w).Encode(answer)
}

// take returns what was sent whole since it was called last.
func (s *shelf) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	sent := strings.Join(s.sent, ", ")
	s.sent = nil
	return sent
}

const productText = "apiVersion: joinery/v1\nkind: Product\nname: suite\ncomponents: {team/lib: 1.0.0}\n"

func componentText(name string) string {
	return "apiVersion: joinery/v1\nkind: Component\nname: " + name + "\nversions:\n  - version: 1.0.0\n"
}

func TestElsewhere(t *testing.T) {
	s := &shelf{documents: map[string]api.Document{}}
	s.put("suite", productText, "1.0.0", "1.1.0")
	s.put("team/lib", componentText("team/lib"))
	client, _ := serve(t, s)
	folder := t.TempDir()
	load := func() []string {
		t.Helper()
		w, err := manifest.Load(t.Context(), fstest.MapFS{}, manifest.Options{Wanted: []string{"suite", "nowhere", "NO NAME"}, Elsewhere: client.Elsewhere(NewCache(folder))})
		if err != nil {
			t.Fatal(err)
		}
		if len(w.Problems) > 0 {
			t.Errorf("got the problems %v, want none", w.Problems)
		}
		got := []string{w.Product("suite").File, w.Component("team/lib").File}
		for _, ref := range w.Bundles("suite") {
			b, problems := w.Bundle(ref)
			if len(problems) > 0 || b == nil {
				t.Fatal(problems)
			}
			got = append(got, ref.File)
		}
		for i := range got {
			got[i] = strings.TrimPrefix(got[i], client.Address())
		}
		return got
	}
	want := []string{
		"/v1/products/suite", "/v1/items/team%2Flib",
		"/v1/products/suite/releases/suite-1.0.0.joinery.yaml", "/v1/products/suite/releases/suite-1.1.0.joinery.yaml",
	}
	for _, step := range []struct {
		name   string
		change func()
		sent   string
	}{
		{"at first", func() {}, "suite, suite 1.0.0, suite 1.1.0, team/lib"},
		{"once more", func() {}, ""},
		{"after a change", func() { s.put("team/lib", componentText("team/lib")+"  - version: 0.9.0\n") }, "team/lib"},
		{"when the cache is spoilt", func() { spoil(t, folder, "team--lib", "suite-1.0.0", "1.0.0") }, "suite 1.0.0, team/lib"},
		{"when a bundle is another", func() {
			d := s.documents["suite"]
			d.Bundles[1].Text = strings.Replace(d.Bundles[1].Text, "components: []", "components: [{name: team/lib, version: 1.0.0}]", 1)
		}, "suite 1.1.0"},
		{"when the cache is gone", func() { _ = os.RemoveAll(folder) }, "suite, suite 1.0.0, suite 1.1.0, team/lib"},
	} {
		step.change()
		if diff := cmp.Diff(want, load()); diff != "" {
			t.Errorf("%s: got other documents (-want +got):\n%s", step.name, diff)
		}
		if sent := s.take(); sent != step.sent {
			t.Errorf("%s: got %q sent, want %q", step.name, sent, step.sent)
		}
	}
	if want := []string{"nowhere suite", "team/lib"}; !slices.Equal(s.asked[:2], want) {
		t.Errorf("got asked for %q, want %q", s.asked[:2], want)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "staged-*")); len(left) > 0 {
		t.Errorf("got %q left behind, want nothing", left)
	}
}

// Bundles come where the server has no document of their product, and are kept like others.
func TestElsewhereBundlesAlone(t *testing.T) {
	s := &shelf{documents: map[string]api.Document{}}
	s.put("suite", "", "1.0.0", "1.1.0")
	alone := s.documents["suite"]
	alone.Edition = 0
	s.documents["suite"] = alone
	s.put("team/lib", componentText("team/lib"))
	client, _ := serve(t, s)
	cache := NewCache(t.TempDir())
	load := func() string {
		t.Helper()
		files := fstest.MapFS{"joinery.yaml": {Data: []byte(productText)}}
		w, err := manifest.Load(t.Context(), files, manifest.Options{Elsewhere: client.Elsewhere(cache), Histories: manifest.AllHistories})
		if err != nil {
			t.Fatal(err)
		}
		got := []string{w.Product("suite").File}
		for _, ref := range w.Bundles("suite") {
			got = append(got, strings.TrimPrefix(ref.File, client.Address()))
		}
		return strings.Join(got, " ")
	}
	const releases = " /v1/products/suite/releases/suite-"
	want := "joinery.yaml" + releases + "1.0.0.joinery.yaml" + releases + "1.1.0.joinery.yaml"
	for _, test := range []struct{ name, sent string }{
		{"at first", "suite 1.0.0, suite 1.1.0, team/lib"},
		{"once more", ""},
	} {
		if got := load(); got != want {
			t.Errorf("%s: got %s, want %s", test.name, got, want)
		}
		if sent := s.take(); sent != test.sent {
			t.Errorf("%s: got %q sent, want %q", test.name, sent, test.sent)
		}
	}
}

// spoil changes a byte at the end of the cache's files of these names.
func spoil(t *testing.T, folder string, names ...string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if err != nil || !slices.Contains(names, filepath.Base(path)) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		data[len(data)-2] ^= 1
		return os.WriteFile(path, data, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Servers do not see each other's documents, and without a folder nothing is kept.
func TestCacheApart(t *testing.T) {
	cache := NewCache(t.TempDir())
	cache.keepDocument("https://one", "lib", kept{7, []byte("text")})
	if k, ok := cache.document("https://one", "lib"); !ok || k.edition != 7 || string(k.text) != "text" {
		t.Errorf("got %v %t, want what was kept", k, ok)
	}
	if _, ok := cache.document("https://other", "lib"); ok {
		t.Error("got a document of another server, want none")
	}
	nothing := NewCache("")
	nothing.keepDocument("https://one", "lib", kept{7, []byte("text")})
	nothing.keepBundle("https://one", "lib", "1.0.0", []byte("text"))
	if _, ok := nothing.document("https://one", "lib"); ok || nothing.bundles("https://one", "lib") != nil {
		t.Error("got something kept nowhere, want nothing")
	}
}

// Many may use a cache at once.
func TestCacheShared(t *testing.T) {
	folder := t.TempDir()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			cache := NewCache(folder)
			for j := range 50 {
				cache.keepDocument("https://one", "lib", kept{int64(i), []byte(strings.Repeat(fmt.Sprint(i), 1000+j))})
				if k, ok := cache.document("https://one", "lib"); !ok || strings.Trim(string(k.text), fmt.Sprint(k.edition)) != "" {
					t.Errorf("got a torn document of edition %d, %t", k.edition, ok)
				}
			}
		})
	}
	all.Wait()
}

// A server that leaves out a text that the caller does not hold is not believed.
func TestInexplicable(t *testing.T) {
	for _, answer := range []string{
		`{"documents":[{"name":"lib","edition":3}]}`,
		`{"documents":[{"name":"lib","edition":3,"text":"x","bundles":[{"version":"1.0.0"}]}]}`,
	} {
		client, _ := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, answer) }))
		if docs, err := client.Elsewhere(NewCache(""))(context.Background(), []string{"lib"}); err == nil {
			t.Errorf("%s: got %v, want an error", answer, docs)
		}
	}
}

// TestElsewhereUnasked has a server that answers with a document of another name.
func TestElsewhereUnasked(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"documents": [{"name": "other", "edition": 1, "text": "kind: Component"}]}`)
	}))
	defer s.Close()
	c, err := New(s.URL, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Elsewhere(NewCache(t.TempDir()))(t.Context(), []string{"lib"})
	if want := `something that was not asked for: the document "other"`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
