package auth

import (
	"errors"
	"net/netip"
	"testing"

	"joinery/registry"
)

func TestLoopback(t *testing.T) {
	names := map[string][]netip.Addr{
		"localhost": {netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("::1")},
		"box":       {netip.MustParseAddr("127.0.1.1"), netip.MustParseAddr("192.0.2.7")},
		"registry":  {netip.MustParseAddr("10.1.2.3")},
		"nowhere":   {},
	}
	lookup := func(name string) ([]netip.Addr, error) {
		if all, ok := names[name]; ok {
			return all, nil
		}
		return nil, errors.New("no such host")
	}
	for addr, want := range map[string]bool{
		"127.0.0.1:4747":          true,
		"127.200.3.4:4747":        true,
		"[::1]:4747":              true,
		"[::ffff:127.0.0.1]:4747": true,
		"localhost:4747":          true,
		"localhost:0":             true,
		"unix:/run/joinery.sock":  true,
		"unix:joinery.sock":       true,
		"/run/joinery.sock":       true,
		"@joinery":                true,

		":4747":                 false,
		"0.0.0.0:4747":          false,
		"[::]:4747":             false,
		"[::ffff:0.0.0.0]:4747": false,
		"10.1.2.3:4747":         false,
		"192.0.2.7:4747":        false,
		"[fe80::1%eth0]:4747":   false,
		"box:4747":              false, // one of its addresses is not
		"registry:4747":         false,
		"nowhere:4747":          false,
		"who-knows.example:80":  false,
		"0:4747":                false,
		"127.0.0.1":             false, // no port: the listener will not take it
		"localhost":             false,
		"":                      false,
		"[::1":                  false,
	} {
		if got := loopback(addr, lookup); got != want {
			t.Errorf("%s: got %v, want %v", addr, got, want)
		}
	}
}

func TestCheckListen(t *testing.T) {
	for _, c := range []struct {
		addr           string
		open, insecure bool
		want           string
	}{
		{"127.0.0.1:4747", true, false, ""},
		{"127.0.0.1:4747", false, false, ""},
		{"0.0.0.0:4747", false, false, ""},
		{"0.0.0.0:4747", true, true, ""},
		{"unix:/run/joinery.sock", true, false, ""},
		{"0.0.0.0:4747", true, false, "found authentication off at 0.0.0.0:4747, where others may reach it, wanted it on, or a loopback address"},
		{":4747", true, false, "found authentication off at :4747, where others may reach it, wanted it on, or a loopback address"},
		{"[::]:4747", true, false, "found authentication off at [::]:4747, where others may reach it, wanted it on, or a loopback address"},
	} {
		got := ""
		err := CheckListen(c.addr, c.open, c.insecure)
		if err != nil {
			got = err.Error()
		}
		if got != c.want || err != nil && registry.CodeOf(err) != registry.Invalid {
			t.Errorf("%s open=%v insecure=%v: got %q, want %q", c.addr, c.open, c.insecure, got, c.want)
		}
	}
}
