package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"joinery/registry"
	"joinery/registry/auth"
	"joinery/registry/server"
)

// Run opens the database, serves until ctx ends, and closes it. It prints where it listens as soon as
// it does: "listening on http://127.0.0.1:4747". An end because of ctx is no error; others are an
// *[Error], a [registry.Error], or what [server.Server.Serve] returns.
func (s *Settings) Run(ctx context.Context, p Program) error {
	if err := auth.CheckListen(s.listen, s.open, s.insecure); err != nil {
		return err
	}
	store, err := p.open(ctx, s.db)
	if err != nil {
		return err
	}
	return errors.Join(s.serve(ctx, p, store), store.Close())
}

// serve serves what is in a store until ctx ends.
func (s *Settings) serve(ctx context.Context, p Program, store registry.Store) error {
	log := slog.New(slog.NewJSONHandler(p.Stderr, nil))
	r := registry.New(store, registry.Options{Now: p.Now, DrawTTL: s.drawTTL})
	guard, err := auth.New(r, auth.Options{Now: p.Now, Open: s.open, Insecure: s.insecure, Issuers: s.issuers, Proxies: s.proxies})
	if err != nil {
		return err
	}
	certificates, err := tlsOf(s.tlsCert, s.tlsKey)
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
	listener, err := listen(ctx, s.listen)
	if err != nil {
		return failed("--listen "+s.listen+": "+err.Error(), "another "+p.Name+" serve may be running there")
	}
	if err := auth.CheckListen(listener.Addr().String(), s.open, s.insecure); err != nil {
		listener.Close()
		return err
	}
	if !s.open {
		s.tellFirstToken(ctx, p, r)
	}
	if s.metrics != "" {
		end, err := serveMetrics(ctx, s.metrics, made.Metrics())
		if err != nil {
			listener.Close()
			return err
		}
		defer end()
	}
	if _, err := fmt.Fprintf(p.Stdout, "listening on %s\n", addressOf(listener, certificates != nil)); err != nil {
		listener.Close()
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
	if len(s.issuers) > 0 {
		who += ", only those whom the issuers name get in"
	}
	when := ""
	if p.Alone {
		when = ", while no server runs"
	}
	fmt.Fprintf(p.Stderr, "%s: %s token add NAME --role admin --db %s makes the first one%s\n", who, p.Name, url, when)
}
