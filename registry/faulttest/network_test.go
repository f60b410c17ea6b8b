//go:build unix

package faulttest_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"joinery/registry/faulttest"
)

// serverIsCut loses requests and answers between clients and a server.
func serverIsCut(t *testing.T, p place) {
	p.add(t, distinct...)
	s, h := p.serve(t), new(faulttest.History)
	between := newProxy(t, s.config.Socket, 0.05, p.random(0))
	through := &process{config: childConfig{Socket: between.socket()}}
	under(t, p.load(16), h, func() { p.last(t, between.hasLost) }, through.target(t))
	p.verify(t, h, distinct...)
	t.Logf("%d answers were lost on the way", between.lost.Load())
}

// databaseIsCut loses statements and answers between the store and its database, those of commits
// among them.
func databaseIsCut(t *testing.T, p place) {
	p.add(t, distinct...)
	socket := map[string]string{"postgres": ".s.PGSQL.5432", "mariadb": "s"}[p.database]
	between := newProxy(t, filepath.Join(p.server.Folder(), socket), 0.02, p.random(0))
	through := p
	through.url = strings.ReplaceAll(p.url, p.server.Folder(), between.folder)
	h := new(faulttest.History)
	l := p.load(16)
	l.Items = append([]string{"a", "b", "c", "d"}, items...)
	p.add(t, "a", "b", "c", "d")
	between.off(true)
	target := faulttest.Local(registryOn(through.open(t)))
	between.off(false)
	unknown := func(c faulttest.Call) bool { return c.Outcome == faulttest.Unknown }
	under(t, l, h, func() {
		p.last(t, func() bool { return between.hasLost() && slices.ContainsFunc(h.Calls(), unknown) }) // a commit's among them
	}, target)
	p.verify(t, h, append([]string{"a", "b", "c", "d"}, distinct...)...)
	t.Logf("%d answers were lost on the way", between.lost.Load())
}
