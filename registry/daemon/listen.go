package daemon

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"
)

// listen listens at host:port, or at unix:PATH.
func listen(ctx context.Context, address string) (net.Listener, error) {
	var config net.ListenConfig
	path, unix := strings.CutPrefix(address, "unix:")
	if !unix {
		return config.Listen(ctx, "tcp", address)
	}
	// What a process that was killed left behind; one that listens is not taken its place.
	if info, err := os.Stat(path); err == nil && info.Mode()&fs.ModeSocket != 0 {
		if there, err := net.DialTimeout("unix", path, time.Second); err == nil {
			there.Close()
			return nil, fmt.Errorf("somebody listens there: %w", syscall.EADDRINUSE)
		}
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	return config.Listen(ctx, "unix", path)
}

// serveMetrics gives metrics at an address of their own, until end is called.
func serveMetrics(ctx context.Context, address string, metrics http.Handler) (end func(), err error) {
	listener, err := listen(ctx, address)
	if err != nil {
		return nil, failed("--metrics-listen "+address+": "+err.Error(), "")
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics)
	s := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second}
	go s.Serve(listener) //nolint:errcheck // it ends with end, and without it everything else goes on
	return func() { s.Close() }, nil
}

// addressOf returns where clients find a listener.
func addressOf(l net.Listener, secure bool) string {
	switch {
	case l.Addr().Network() == "unix":
		return "unix:" + l.Addr().String()
	case secure:
		return "https://" + l.Addr().String()
	}
	return "http://" + l.Addr().String()
}
