package pack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const body = "the bytes of pay"

// TestDownload packs an artifact from a server that behaves in some way; asked counts from 1.
func TestDownload(t *testing.T) {
	half := func(w http.ResponseWriter, tag string) {
		if tag != "" {
			w.Header().Set("ETag", tag)
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		fmt.Fprint(w, body[:7])
	}
	for _, tt := range []struct {
		name  string
		serve func(w http.ResponseWriter, r *http.Request, asked int)
		asked int
		want  string // "": it is packed
	}{
		{"at once", func(w http.ResponseWriter, _ *http.Request, _ int) { fmt.Fprint(w, body) }, 1, ""},
		{"gone on with", func(w http.ResponseWriter, r *http.Request, asked int) {
			if asked == 1 {
				half(w, `"v1"`)
				return
			}
			if r.Header.Get("Range") != "bytes=7-" || r.Header.Get("If-Range") != `"v1"` {
				http.Error(w, "", http.StatusTeapot)
				return
			}
			w.Header().Set("Content-Range", fmt.Sprintf("bytes 7-%d/%d", len(body)-1, len(body)))
			w.WriteHeader(http.StatusPartialContent)
			fmt.Fprint(w, body[7:])
		}, 2, ""},
		{"started again", func(w http.ResponseWriter, r *http.Request, asked int) {
			if asked == 1 {
				half(w, "")
				return
			}
			if r.Header.Get("Range") != "" {
				http.Error(w, "", http.StatusTeapot)
				return
			}
			fmt.Fprint(w, body)
		}, 2, ""},
		{"changed meanwhile", func(w http.ResponseWriter, _ *http.Request, asked int) {
			if asked == 1 {
				half(w, `"v1"`)
				return
			}
			fmt.Fprint(w, body)
		}, 2, ""},
		{"another place", func(w http.ResponseWriter, _ *http.Request, asked int) {
			switch asked {
			case 1:
				half(w, `"v1"`)
			case 2:
				w.Header().Set("Content-Range", "bytes 3-15/16")
				w.WriteHeader(http.StatusPartialContent)
				fmt.Fprint(w, body[3:])
			default:
				fmt.Fprint(w, body)
			}
		}, 3, ""},
		{"busy", func(w http.ResponseWriter, _ *http.Request, asked int) {
			if asked < 3 {
				http.Error(w, "", http.StatusServiceUnavailable)
				return
			}
			fmt.Fprint(w, body)
		}, 3, ""},
		{"never", func(w http.ResponseWriter, _ *http.Request, _ int) { half(w, `"v1"`) }, attempts, "the server ended it half-way, 5 times"},
		{"not there", func(w http.ResponseWriter, r *http.Request, _ int) { http.NotFound(w, r) }, 1, "the server says 404 Not Found"},
		{"led to http", func(w http.ResponseWriter, r *http.Request, _ int) {
			http.Redirect(w, r, "http://127.0.0.1:1/pay.tgz", http.StatusFound)
		}, 1, "the server leads to http, wanted https"},
		{"led in a circle", func(w http.ResponseWriter, r *http.Request, _ int) {
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}, maxRedirects, "the server leads on more than 10 times"},
		{"packed for the way", func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Content-Encoding", "br")
			fmt.Fprint(w, body)
		}, 1, "the server sends it as br"},
		{"other bytes", func(w http.ResponseWriter, _ *http.Request, _ int) { fmt.Fprint(w, body+"!") }, 1, "found content with the digest sha256:"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked := 0
			server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked++
				tt.serve(w, r, asked)
			}))
			defer server.Close()
			b, o := sample(t, artifact(server.URL+"/v1/pay.tgz", body))
			o.Client = server.Client()
			dir := t.TempDir()
			p, err := Save(context.Background(), filepath.Join(dir, "p.tar.gz"), b, o)
			left := names(t, dir)
			switch {
			case tt.want == "" && (err != nil || p.Artifacts != 1 || len(left) != 1):
				t.Errorf("got %v and %v, want a package", err, left)
			case tt.want != "" && (!errors.As(err, new(*ArtifactError)) || !strings.Contains(err.Error(), tt.want) || len(left) > 0):
				t.Errorf("got %v and %v, want %q and nothing", err, left, tt.want)
			}
			if asked != tt.asked {
				t.Errorf("got %d requests, want %d", asked, tt.asked)
			}
		})
	}
}

// TestDownloadStopped stops while the server is silent.
func TestDownloadStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		fmt.Fprint(w, body[:7])
		w.(http.Flusher).Flush()
		cancel()
		<-r.Context().Done()
	}))
	defer server.Close()
	b, o := sample(t, artifact(server.URL+"/pay.tgz", body))
	o.Client = server.Client()
	dir := t.TempDir()
	_, err := Save(ctx, filepath.Join(dir, "p.tar.gz"), b, o)
	if left := names(t, dir); !errors.Is(err, context.Canceled) || len(left) > 0 {
		t.Errorf("got %v and %v, want that it was stopped and nothing", err, left)
	}
}
