package pack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
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
		{"another file then", func(w http.ResponseWriter, r *http.Request, asked int) {
			if asked == 1 {
				half(w, `"v1"`)
				return
			}
			w.Header().Set("ETag", `"v2"`)
			if r.Header.Get("Range") != "" {
				w.Header().Set("Content-Range", "bytes 7-15/16")
				w.WriteHeader(http.StatusPartialContent)
				fmt.Fprint(w, body[7:])
				return
			}
			fmt.Fprint(w, body)
		}, 3, ""},
		{"another size then", func(w http.ResponseWriter, r *http.Request, asked int) {
			switch asked {
			case 1:
				half(w, `"v1"`)
			case 2:
				w.Header().Set("Content-Range", "bytes 7-15/17")
				w.WriteHeader(http.StatusPartialContent)
				fmt.Fprint(w, body[7:])
			default:
				fmt.Fprint(w, body)
			}
		}, 3, ""},
		{"in small parts", func(w http.ResponseWriter, r *http.Request, _ int) {
			var from int
			if n, _ := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from); n == 0 {
				half(w, `"v1"`)
				return
			}
			to := min(from+3, len(body))
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, to-1, len(body)))
			w.WriteHeader(http.StatusPartialContent)
			fmt.Fprint(w, body[from:to])
		}, 4, ""},
		{"a part that nobody asked for", func(w http.ResponseWriter, _ *http.Request, asked int) {
			if asked == 1 {
				w.Header().Set("Content-Range", "bytes 0-6/16")
				w.WriteHeader(http.StatusPartialContent)
				fmt.Fprint(w, body[:7])
				return
			}
			fmt.Fprint(w, body)
		}, 2, ""},
		{"cut off without a length", func(w http.ResponseWriter, _ *http.Request, asked int) {
			if asked > 1 {
				fmt.Fprint(w, body)
				return
			}
			conn, out, err := w.(http.Hijacker).Hijack()
			if err != nil {
				return
			}
			fmt.Fprint(out, "HTTP/1.0 200 OK\r\n\r\n"+body[:7])
			_ = out.Flush()
			_ = conn.Close()
		}, 2, ""},
		{"a page of a proxy, once", func(w http.ResponseWriter, _ *http.Request, asked int) {
			if asked > 1 {
				fmt.Fprint(w, body)
				return
			}
			fmt.Fprint(w, "<html>log in</html>")
		}, 2, ""},
		{"other bytes behind the cut, once", func(w http.ResponseWriter, r *http.Request, asked int) {
			switch {
			case asked == 1:
				half(w, `"v1"`)
			case r.Header.Get("Range") != "":
				w.Header().Set("Content-Range", "bytes 7-15/16")
				w.WriteHeader(http.StatusPartialContent)
				fmt.Fprint(w, "of others")
			default:
				fmt.Fprint(w, body)
			}
		}, 3, ""},
		{"all was there already", func(w http.ResponseWriter, r *http.Request, asked int) {
			switch {
			case asked == 1:
				w.Header().Set("ETag", `"v1"`)
				w.Header().Set("Content-Length", "17")
				fmt.Fprint(w, body)
			case r.Header.Get("Range") != "":
				w.Header().Set("Content-Range", "bytes */16")
				w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
			default:
				fmt.Fprint(w, body)
			}
		}, 3, ""},
		{"too large", func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Content-Length", strconv.Itoa(maxSize+1))
		}, 1, "it has more than 8589934591 bytes"},
		{"called identity", func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Content-Encoding", "identity")
			fmt.Fprint(w, body)
		}, 1, ""},
		{"called x-gzip as many a .tgz", func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Content-Encoding", "x-gzip")
			fmt.Fprint(w, body)
		}, 1, ""},
		{"packed for the way", func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Content-Encoding", "br")
			fmt.Fprint(w, "packed")
		}, 1, `the server sends it packed as "br"`},
		{"other bytes", func(w http.ResponseWriter, _ *http.Request, _ int) { fmt.Fprint(w, body+"!") }, 2, "found content with the digest sha256:"},
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

// TestDownloadUseless asks what no answer can come from: once, not five times.
func TestDownloadUseless(t *testing.T) {
	strange := httptest.NewUnstartedServer(http.NotFoundHandler())
	strange.Config.ErrorLog = log.New(io.Discard, "", 0)
	strange.StartTLS()
	defer strange.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	for _, uri := range []string{"https:///x", strange.URL + "/x", "https" + strings.TrimPrefix(plain.URL, "http") + "/x"} {
		b, o := sample(t, artifact(uri, body)) // the client knows no server's certificate
		if _, err := Try(context.Background(), b, o); err == nil || strings.Contains(err.Error(), "5 times") {
			t.Errorf("%s: got %v, want it given up at once", uri, err)
		}
	}
}

// TestDownloadSecretive tells no server which address led to it.
func TestDownloadSecretive(t *testing.T) {
	told := "nothing"
	other := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told = r.Referer()
		fmt.Fprint(w, body)
	}))
	defer other.Close()
	first := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+"/y", http.StatusFound)
	}))
	defer first.Close()
	b, o := sample(t, artifact(first.URL+"/x?sig=secret", body))
	o.Client = first.Client()
	if _, err := Try(context.Background(), b, o); err != nil || told != "" {
		t.Errorf("got %v and the referer %q, want none", err, told)
	}
}

// TestDownloadDisk tells a disk that takes nothing from a server that gives nothing.
func TestDownloadDisk(t *testing.T) {
	asked := 0
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		fmt.Fprint(w, body)
	}))
	defer server.Close()
	file, err := os.Open(os.DevNull) // to be read
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	d := &download{client: secure(server.Client()), address: address, file: file, digest: digestText(body), pause: 1, most: maxSize}
	err = d.run(context.Background())
	if !errors.As(err, new(local)) || asked != 1 {
		t.Errorf("got %v after %d requests, want an error of this machine after one", err, asked)
	}
	if err := artifactError(placed{}, err); errors.As(err, new(*ArtifactError)) {
		t.Errorf("got %v, want nothing about the artifact", err)
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
