//go:build unix

package faulttest_test

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/server"
)

// serveHere serves a registry in this process, until the test ends.
func serveHere(t testing.TB, r *registry.Registry) *process {
	t.Helper()
	folder, err := os.MkdirTemp("", "ft")
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.New(r, server.Options{
		Now: time.Now, Who: func(*http.Request) (registry.Who, error) { return admin, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	here := &process{config: childConfig{Socket: filepath.Join(folder, "s")}}
	l, err := net.Listen("unix", here.config.Socket)
	if err != nil {
		t.Fatal(err)
	}
	web := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: patience}
	go web.Serve(l) // until it is closed
	t.Cleanup(func() {
		s.Close()
		web.Close()
		os.RemoveAll(folder)
	})
	return here
}

// ready returns nil when the server says that it is ready.
func (s *process) ready() error {
	transport := s.transport()
	defer transport.CloseIdleConnections()
	answer, err := (&http.Client{Transport: transport, Timeout: 5 * time.Second}).Get("http://127.0.0.1/readyz")
	if err != nil {
		return err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("/readyz: %s", answer.Status)
	}
	return nil
}
