package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/registry"
	"joinery/registry/auth"
	"joinery/registry/server"
)

func (p *program) serveCommand() *cli.Command {
	return &cli.Command{
		Name:      "serve",
		Usage:     "hand out versions and compose products over HTTP",
		UsageText: "joinery serve",
		Description: "Serves a registry until it is told to end, and prints where it listens. Logs go to stderr,\n" +
			"a JSON object a line.\n\n" +
			"Each option may also stand in the environment, as " + variableOf("draw-ttl") + " for --draw-ttl, or in the\n" +
			"file that --config names, as draw-ttl: 48h. The command line leads, then the environment.\n\n" +
			"On this machine's own addresses nobody is asked who he is, unless --auth says so; elsewhere\n" +
			"everybody is. `joinery token add` makes the first token.",
		Flags:  serveFlags(),
		Action: p.serve,
	}
}

func (p *program) serve(c *cli.Context) error {
	if err := arguments(c); err != nil {
		return err
	}
	s, err := p.serveSettings(c)
	if err != nil {
		return err
	}
	if err := auth.CheckListen(s.listen, s.open, s.insecure); err != nil {
		return stored(err)
	}
	debug.SetGCPercent(100) // a server lives longer than a command
	store, err := openStore(c.Context, s.db)
	if err != nil {
		return err
	}
	err = p.serveFrom(c.Context, store, s)
	return errors.Join(err, store.Close())
}

// serveFrom serves what is in a store until ctx ends.
func (p *program) serveFrom(ctx context.Context, store registry.Store, s *serveSettings) error {
	log := slog.New(slog.NewJSONHandler(p.stderr, nil))
	r := registry.New(store, registry.Options{Now: p.now, DrawTTL: s.drawTTL})
	guard, err := auth.New(r, auth.Options{Now: p.now, Open: s.open, Insecure: s.insecure, Issuers: s.config.Issuers, Proxies: s.proxies})
	if err != nil {
		return stored(err)
	}
	certificates, err := tlsOf(s.tlsCert, s.tlsKey)
	if err != nil {
		return err
	}
	made, err := server.New(r, server.Options{
		Now: p.now, Who: guard.Who, Log: log, TLS: certificates, Version: thisBuild().String(),
		Grace: s.grace, Drain: s.drain, Webhooks: s.webhooks,
	})
	if err != nil {
		return failed{err.Error(), ""}
	}
	listener, err := listen(ctx, s.listen)
	if err != nil {
		return failed{"--listen " + s.listen + ": " + err.Error(), "another joinery serve may be running there"}
	}
	if err := auth.CheckListen(listener.Addr().String(), s.open, s.insecure); err != nil {
		listener.Close()
		return stored(err)
	}
	if !s.open {
		p.tellFirstToken(ctx, r, s)
	}
	if s.metrics != "" {
		end, err := serveMetrics(ctx, s.metrics, made.Metrics())
		if err != nil {
			listener.Close()
			return err
		}
		defer end()
	}
	if _, err := fmt.Fprintf(p.stdout, "listening on %s\n", addressOf(listener, certificates != nil)); err != nil {
		listener.Close()
		return err
	}
	return made.Serve(ctx, listener)
}

// tellFirstToken says how the first token is made, where nobody has one.
func (p *program) tellFirstToken(ctx context.Context, r *registry.Registry, s *serveSettings) {
	all, err := r.Tokens(ctx, registry.Who{Name: "joinery serve", Role: registry.Admin})
	if err != nil || len(all) > 0 {
		return
	}
	url := s.db
	if !strings.HasPrefix(url, "sqlite:") {
		url = "URL" // it may hold a password
	}
	who := "nobody has a token yet"
	if len(s.config.Issuers) > 0 {
		who += ", only those whom the issuers name get in"
	}
	fmt.Fprintf(p.stderr, "%s: joinery token add NAME --role admin --db %s makes the first one\n", who, url)
}

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
			return nil, errors.New("somebody listens there")
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
		return nil, failed{"--metrics-listen " + address + ": " + err.Error(), ""}
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
