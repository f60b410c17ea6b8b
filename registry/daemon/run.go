package daemon

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"syscall"

	"joinery/registry"
	"joinery/registry/auth"
	"joinery/registry/server"
)

// Run listens, opens the database, serves until ctx ends, and closes it; where it cannot listen, no
// database is made. It prints where it listens as soon as it answers there: "listening on
// http://127.0.0.1:4747". An end because of ctx is no error; others are an *[Error], a [registry.Error],
// or what [server.Server.Serve] returns.
func (s *Settings) Run(ctx context.Context, p Program) error {
	if err := auth.CheckListen(s.listen, s.open, s.insecure); err != nil {
		return err
	}
	if _, err := p.dialectOf(s.db); err != nil {
		return err
	}
	certificates, err := tlsOf(s.tlsCert, s.tlsKey)
	if err != nil {
		return err
	}
	listener, err := listen(ctx, s.listen)
	if err != nil {
		hint := ""
		if errors.Is(err, syscall.EADDRINUSE) {
			hint = "another " + p.Name + " serve may be running there"
		}
		return failed("--listen "+s.listen+": "+err.Error(), hint)
	}
	defer listener.Close() // serving has closed it by then
	store, err := p.open(ctx, s.db, false)
	if err != nil {
		return err
	}
	return errors.Join(s.serve(ctx, p, store, listener, certificates), store.Close())
}

// serve serves what is in a store until ctx ends.
func (s *Settings) serve(ctx context.Context, p Program, store registry.Store, listener net.Listener, certificates *tls.Config) error {
	log := slog.New(slog.NewJSONHandler(p.Stderr, nil))
	r := registry.New(store, registry.Options{Now: p.Now, DrawTTL: s.drawTTL})
	guard, err := auth.New(r, auth.Options{Now: p.Now, Open: s.open, Insecure: s.insecure, Issuers: s.issuers, Proxies: s.proxies})
	if err != nil {
		return err
	}
	made, err := server.New(r, server.Options{
		Now: p.Now, Who: guard.Who, Log: log, TLS: certificates, Version: p.Version,
		Grace: s.grace, Drain: s.drain, Webhooks: s.webhooks,
	})
	if err != nil {
		return failed(err.Error(), "")
	}
	if err := auth.CheckListen(listener.Addr().String(), s.open, s.insecure); err != nil {
		return err
	}
	if !s.open {
		s.tellFirstToken(ctx, p, r)
	}
	if s.metrics != "" {
		end, err := serveMetrics(ctx, s.metrics, made.Metrics())
		if err != nil {
			return err
		}
		defer end()
	}
	if _, err := fmt.Fprintf(p.Stdout, "listening on %s\n", addressOf(listener, certificates != nil)); err != nil {
		return err
	}
	return made.Serve(ctx, listener)
}

// tellFirstToken says how the first token is made, where nobody has one.
func (s *Settings) tellFirstToken(ctx context.Context, p Program, r *registry.Registry) {
	all, err := r.Tokens(ctx, registry.Who{Name: p.Name + " serve", Role: registry.Admin})
	if err != nil || len(all) > 0 {
		return
	}
	url := s.db
	if p.fileOf(url) == "" {
		url = "URL" // it may hold a password
	}
	who := "nobody has a token yet"
	switch {
	case len(s.issuers) > 0 && s.db == InMemory: // one of them may be admin
		fmt.Fprintf(p.Stderr, "%s, only those whom the issuers name get in\n", who)
		return
	case len(s.issuers) > 0:
		who += ", only those whom the issuers name get in"
	case s.db == InMemory:
		fmt.Fprintf(p.Stderr, "%s, and none can be made: what --db %s holds is reached by the server alone\n", who, InMemory)
		return
	}
	when := ""
	if p.Alone {
		when = ", while no server runs"
	}
	fmt.Fprintf(p.Stderr, "%s: %s token add NAME --role admin --db %s makes the first one%s\n", who, p.Name, url, when)
}
