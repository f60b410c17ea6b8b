package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/rogpeppe/go-internal/testscript"
)

// startRegistry starts an empty registry on this machine, whose host is in $REGISTRY from then on:
// registry [USER PASSWORD]. With a user it lets nobody else in, and $WORK/docker/config.json is what
// docker login of that user leaves.
func startRegistry(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) != 0 && len(args) != 2 {
		ts.Fatalf("usage: registry [USER PASSWORD]")
	}
	with := registry.New(registry.WithReferrersSupport(true), registry.Logger(log.New(io.Discard, "", 0)))
	if len(args) == 2 {
		with = only(args[0], args[1], with)
	}
	server := httptest.NewServer(with)
	ts.Defer(server.Close)
	host := strings.TrimPrefix(server.URL, "http://")
	ts.Setenv("REGISTRY", host)
	if len(args) < 2 {
		return
	}
	login := map[string]any{"auths": map[string]any{host: map[string]string{"username": args[0], "password": args[1]}}}
	text, err := json.Marshal(login)
	ts.Check(err)
	ts.Check(os.MkdirAll(ts.MkAbs("docker"), 0o755))
	ts.Check(os.WriteFile(filepath.Join(ts.MkAbs("docker"), "config.json"), text, 0o600))
}

func only(user, password string, inner http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if u, p, _ := r.BasicAuth(); u != user || p != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="registry"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		inner.ServeHTTP(w, r)
	})
}
