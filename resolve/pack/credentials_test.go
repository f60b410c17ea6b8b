package pack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// config writes docker's configuration as docker login does, and returns where.
func config(t *testing.T, host, user, password string) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{"auths": map[string]any{host: map[string]string{"username": user, "password": password}}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// basic lets in kim alone; token does after kim has fetched a token for that, as most registries do.
func basic(inner http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "kim" || password != "secret" {
			w.Header().Set("WWW-Authenticate", `Basic realm="registry"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		inner.ServeHTTP(w, r)
	})
}

func token(inner http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/token" {
			if user, password, _ := r.BasicAuth(); user != "kim" || password != "secret" {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			fmt.Fprintf(w, `{"token": "of kim for %s"}`, r.URL.Query().Get("scope"))
			return
		}
		if r.Header.Get("Authorization") != "Bearer of kim for repository:acme/suite:pull,push" {
			w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm="http://%s/token",service="r",scope="repository:acme/suite:pull,push"`, r.Host))
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		inner.ServeHTTP(w, r)
	})
}

func TestCredentials(t *testing.T) {
	file, _ := released(t, nil)
	for name, guard := range map[string]func(http.Handler) http.Handler{"basic": basic, "token": token} {
		host := serve(t, guard(withReferrers()))
		to := ref(t, "oci://"+host+"/acme/suite:1.0.0")
		for _, tt := range []struct {
			who, config string
			want        bool
		}{
			{"nobody", "", false},
			{"nobody who is known", filepath.Join(t.TempDir(), "config.json"), false},
			{"somebody else", config(t, host, "eve", "secret"), false},
			{"for another registry", config(t, "r.example", "kim", "secret"), false},
			{"kim", config(t, host, "kim", "secret"), true},
		} {
			r := &Registry{Config: tt.config, Pause: 1}
			_, err := r.Push(context.Background(), file, nil, to, false)
			if err == nil {
				_, err = pulled(t, r, to, nil)
			}
			wrong := new(RegistryError)
			switch {
			case tt.want && err != nil:
				t.Errorf("%s, %s: got %v, want none", name, tt.who, err)
			case !tt.want && (!errors.As(err, &wrong) || wrong.Host != host || !strings.Contains(err.Error(), "the server says 401 Unauthorized") ||
				!strings.Contains(wrong.Hints()[0], "docker login "+host)):
				t.Errorf("%s, %s: got %v, want 401", name, tt.who, err)
			}
		}
	}
}

// TestCredentialHelper asks a program for the password, as docker does.
func TestCredentialHelper(t *testing.T) {
	host := serve(t, basic(withReferrers()))
	dir := t.TempDir()
	helper := "#!/bin/sh\necho '{\"ServerURL\": \"" + host + "\", \"Username\": \"kim\", \"Secret\": \"secret\"}'\n"
	if err := os.WriteFile(filepath.Join(dir, "docker-credential-joinery-test"), []byte(helper), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "config.json", `{"credHelpers": {"`+host+`": "joinery-test"}}`)
	put(t, dir, "none.json", `{"credHelpers": {"`+host+`": "joinery-none"}}`)
	put(t, dir, "broken.json", `{`)
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	for config, want := range map[string]string{
		"config.json": "the server says 404 Not Found", // kim is let in, and there is nothing
		"none.json":   "its credentials cannot be had: ",
		"broken.json": "broken.json: ",
	} {
		_, err := pulled(t, &Registry{Config: filepath.Join(dir, config), Pause: 1}, ref(t, "oci://"+host+"/acme/suite:1.0.0"), nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", config, err, want)
		}
	}
}

// TestPlainHTTP speaks to a registry that is elsewhere and has no TLS.
func TestPlainHTTP(t *testing.T) {
	file, _ := released(t, nil)
	host := serve(t, withReferrers())
	client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, host)
	}}}
	to := ref(t, "oci://registry.example/acme/suite:1.0.0")
	_, err := (&Registry{Client: client, Pause: time.Hour}).Push(context.Background(), file, nil, to, false)
	wrong := new(RegistryError)
	if !errors.As(err, &wrong) || strings.Join(wrong.Hints(), "") != "--plain-http speaks to a registry without TLS" {
		t.Errorf("got %v, want a hint about --plain-http", err)
	}
	if _, err := (&Registry{Client: client, PlainHTTP: true}).Push(context.Background(), file, nil, to, false); err != nil {
		t.Errorf("got %v, want none", err)
	}
}

// TestAnswers holds what a registry answers against what is said.
func TestAnswers(t *testing.T) {
	for _, tt := range []struct {
		status     int
		body       string
		want, hint string
		asked      int
	}{
		{http.StatusForbidden, `{"errors": [{"code": "DENIED", "message": "not\u001b[31m you"}]}`, `the server says 403 Forbidden: "not\x1b[31m you"`, "with somebody who may do that", 1},
		{http.StatusNotFound, "", "the server says 404 Not Found", "to those who may not see it", 1},
		{http.StatusTooManyRequests, "", "the server says 429 Too Many Requests, 5 times", "it counts how often it is asked", 5},
		{http.StatusBadGateway, "<html>", "the server says 502 Bad Gateway, 5 times", "try again later", 5},
		{http.StatusOK, "{}", "", "", 1},
	} {
		asked := 0
		host := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked++
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(tt.status)
			fmt.Fprint(w, tt.body)
		}))
		_, err := pulled(t, &Registry{Pause: 1}, ref(t, "oci://"+host+"/acme/suite:1.0.0"), nil)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%d: got %v, want %q", tt.status, err, tt.want)
		}
		wrong := new(RegistryError)
		if tt.want == "" {
			continue
		}
		if !errors.As(err, &wrong) || asked != tt.asked {
			t.Errorf("%d: got %v after %d requests, want a RegistryError after %d", tt.status, err, asked, tt.asked)
		} else if hint := strings.Join(wrong.Hints(), ""); (tt.hint == "") != (hint == "") || !strings.Contains(hint, tt.hint) {
			t.Errorf("%d: got the hint %q, want %q", tt.status, hint, tt.hint)
		}
	}
}

// TestTLS speaks to a registry on this machine with a certificate that is known, and with one that is not.
func TestTLS(t *testing.T) {
	file, _ := released(t, nil)
	server := httptest.NewUnstartedServer(withReferrers())
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it would tell who does not know it
	server.StartTLS()
	defer server.Close()
	to := ref(t, "oci://"+strings.TrimPrefix(server.URL, "https://")+"/acme/suite:1.0.0")
	known := &Registry{Client: server.Client(), Pause: 1}
	if _, err := known.Push(context.Background(), file, nil, to, false); err != nil {
		t.Fatal(err)
	}
	if _, err := pulled(t, known, to, nil); err != nil {
		t.Errorf("got %v, want none", err)
	}
	_, err := pulled(t, &Registry{Pause: 1}, to, nil)
	if err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("got %v, want that the certificate is unknown", err)
	}
}

// TestLoopback tells the names of this machine from all others.
func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "localhost:5000": true, "127.0.0.1:5000": true, "[::1]:5000": true,
		"localhost.example": false, "10.0.0.1:5000": false, "r.example": false, "127.0.0.1.example": false,
	} {
		if got := loopback(host); got != want {
			t.Errorf("%s: got %t, want %t", host, got, want)
		}
	}
}
