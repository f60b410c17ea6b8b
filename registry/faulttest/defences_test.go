//go:build unix

package faulttest_test

import (
	"context"
	"strings"
	"testing"

	"joinery/registry"
	"joinery/registry/sqlstore"
)

// constraintsHold writes one number twice, and two of one place, behind the registry's back. The store
// refuses; without the constraints it would not, which shows that it is they who do it.
func constraintsHold(t *testing.T, p place) {
	p.add(t, "lib")
	s := p.open(t)
	if _, err := registryOn(s).Draw(t.Context(), admin, drawPatch("lib")); err != nil {
		t.Fatal(err)
	}
	twice := map[string]registry.Version{
		"number": {Item: "lib", Number: "1.0.1", Line: "1.0", Seq: 7, State: registry.Drawn, Status: "active"},
		"place":  {Item: "lib", Number: "1.0.7", Line: "1.0", Seq: 2, State: registry.Drawn, Status: "active"},
	}
	write := func(s registry.Store, v registry.Version) error {
		return s.Update(t.Context(), nil, func(ctx context.Context, tx registry.Tx) error {
			return tx.Write(ctx, registry.Writing{NewVersions: []registry.Version{v}})
		})
	}
	for what, v := range twice {
		if err := write(s, v); registry.CodeOf(err) != registry.Exists {
			t.Errorf("writing a %s twice: got %v, want the code %s", what, err, registry.Exists)
		}
	}
	if p.server != nil {
		return
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, index := range []string{"versions_number", "versions_seq"} {
		execute(t, "sqlite", strings.TrimPrefix(p.url, "sqlite:"), "drop index "+index)
	}
	s = p.open(t)
	for what, v := range twice {
		if err := write(s, v); err != nil {
			t.Errorf("writing a %s twice without constraints: got %v, want no error: something else refused it before", what, err)
		}
	}
}

// settingsAreRefused makes commits return before they are durable. The store does not open.
func settingsAreRefused(t *testing.T, p place) {
	p.add(t, "lib")
	opt := sqlstore.Options{}
	switch p.database {
	case "sqlite":
		careless := variant(sqlstore.Dialects()[0], "careless", func(url string) (*sqlstore.Pools, error) {
			pools, err := sqlstore.Dialects()[0].Connect(url)
			if err == nil {
				_, err = pools.Write.Exec("pragma synchronous = off")
			}
			return pools, err
		})
		p.url = strings.Replace(p.url, "sqlite:", "careless:", 1)
		opt.Dialects = []*sqlstore.Dialect{careless}
	case "postgres":
		p.server.Exec(t, "alter role postgres set synchronous_commit = off")
		defer p.server.Exec(t, "alter role postgres reset synchronous_commit")
	case "mariadb":
		p.server.Exec(t, "set global innodb_flush_log_at_trx_commit = 2")
		defer p.server.Exec(t, "set global innodb_flush_log_at_trx_commit = 1")
	}
	s, err := sqlstore.Open(t.Context(), p.url, opt)
	if err == nil {
		s.Close()
	}
	if registry.CodeOf(err) != registry.Invalid {
		t.Errorf("got %v, want the code %s", err, registry.Invalid)
	}
	t.Log(err)
}
