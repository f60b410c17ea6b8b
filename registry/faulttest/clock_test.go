//go:build unix

package faulttest_test

import (
	"sync/atomic"
	"testing"
	"time"

	"joinery/manifest/version"
	"joinery/registry"
	"joinery/registry/faulttest"
)

// clockJumps has a clock that goes forth and back by weeks, under draws of versions that follow the
// calendar. They never go back.
func clockJumps(t *testing.T, p place) {
	var ahead atomic.Int64
	store := p.open(t)
	r := registry.New(store, registry.Options{Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }})
	for _, n := range []registry.NewItem{{Name: "calendar", Scheme: "calver"}, {Name: "days", Scheme: "calver", Pattern: "YYYY.MM.DD.MICRO"}} {
		if _, err := r.AddItem(t.Context(), admin, n); err != nil {
			t.Fatal(err)
		}
	}
	h, random := new(faulttest.History), p.random(0)
	l := p.load(12)
	l.Items, l.Levels = []string{"calendar", "days"}, []version.Level{version.None}
	under(t, l, h, func() {
		for end := time.Now().Add(p.span); time.Now().Before(end); {
			time.Sleep(time.Duration(random.IntN(30)) * time.Millisecond)
			ahead.Store((random.Int64N(120) - 60) * int64(24*time.Hour))
		}
	}, faulttest.Local(r))
	p.verify(t, h, "calendar", "days")
}
