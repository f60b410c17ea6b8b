//go:build unix

package faulttest_test

import (
	"database/sql"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/go-sql-driver/mysql"

	"joinery/registry"
	"joinery/registry/faulttest"
	"joinery/registry/sqlstore"
)

// copyIsRestored copies the database, draws on, loses it, and starts from the copy. The counters of a
// copy that was restored jump, so that nothing is given twice; without, the checker finds it.
func copyIsRestored(t *testing.T, p place) {
	p.add(t, distinct...)
	h := new(faulttest.History)
	p.draws(t, h, "before-")
	early := len(h.Calls())
	restored, forgotten := p.copy(t, "restored"), p.copy(t, "forgotten")
	p.draws(t, h, "lost-")
	late := len(h.Calls())

	s, err := sqlstore.Open(t.Context(), restored.url, sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := registryOn(s).Restored(t.Context(), admin, 0); n != len(distinct) || err != nil {
		t.Errorf("restoring: got %d items, %v, want %d", n, err, len(distinct))
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	restored.draws(t, h, "restored-")
	calls, contents := h.Calls(), restored.contents(t)
	complain(t, faulttest.Told(draws(calls), contents))
	complain(t, faulttest.Stored(slices.Concat(calls[:early], calls[late:]), contents))
	if given := len(draws(calls)); given < registry.DefaultGap/2 {
		t.Errorf("got %d draws in all lives, want more, to see anything", given)
	}

	end := len(calls)
	forgotten.draws(t, h, "forgotten-")
	calls = h.Calls()
	expect(t, faulttest.Told(draws(slices.Concat(calls[:late], calls[end:])), forgotten.contents(t)), faulttest.Twice)
}

// draws runs a load that is shorter than the jump after a restore.
func (p place) draws(t testing.TB, h *faulttest.History, name string) {
	t.Helper()
	s, err := sqlstore.Open(t.Context(), p.url, sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l := p.load(16)
	l.Name, l.Calls = name, registry.DefaultGap/2
	l.Run(t.Context(), h, faulttest.Local(registryOn(s)))
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func (p place) contents(t testing.TB) faulttest.Contents {
	t.Helper()
	c, err := faulttest.Read(t.Context(), p.open(t), distinct...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// draws leaves looks out: until the first draw after a restore, they tell of the copy.
func draws(calls []faulttest.Call) []faulttest.Call {
	var all []faulttest.Call
	for _, c := range calls {
		if c.Kind == faulttest.Draw {
			all = append(all, c)
		}
	}
	return all
}

// copy copies a place that nobody has open.
func (p place) copy(t testing.TB, name string) place {
	t.Helper()
	to := p
	switch u, err := url.Parse(p.url); {
	case err != nil:
		t.Fatal(err)
	case p.server == nil:
		file := strings.TrimPrefix(p.url, "sqlite:")
		to.url = p.url + "." + name
		execute(t, "sqlite", file, "vacuum into '"+file+"."+name+"'")
	case p.database == "postgres":
		from := path.Base(u.Path)
		p.server.Exec(t, "create database "+from+name+" template "+from)
		to.url = p.server.URL(from + name)
	default:
		from := path.Base(u.Path)
		p.server.Exec(t, "create database "+from+name)
		to.url = p.server.URL(from + name)
		config := mysql.NewConfig()
		config.User, config.Net, config.Addr = "root", "unix", u.Query().Get("socket")
		for _, table := range tables(t, config.FormatDSN(), from) {
			p.server.Exec(t, "create table "+from+name+"."+table+" like "+from+"."+table)
			p.server.Exec(t, "insert into "+from+name+"."+table+" select * from "+from+"."+table)
		}
	}
	return to
}

func execute(t testing.TB, driver, source, text string) {
	t.Helper()
	db, err := sql.Open(driver, source)
	if err == nil {
		defer db.Close()
		_, err = db.ExecContext(t.Context(), text)
	}
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

func tables(t testing.TB, source, database string) (names []string) {
	t.Helper()
	db, err := sql.Open("mysql", source)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), "select table_name from information_schema.tables where table_schema = ?", database)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}
