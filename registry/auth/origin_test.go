package auth_test

import (
	"testing"

	"joinery/registry/auth"
)

func TestOrigin(t *testing.T) {
	for _, c := range []struct {
		name, peer string
		proxies    []string
		forwarded  []string
		want       string
	}{
		{"straight", "192.0.2.7:50000", nil, nil, "192.0.2.7"},
		{"IPv6", "[2001:db8::7]:50000", nil, nil, "2001:db8::7"},
		{"IPv4 in IPv6", "[::ffff:192.0.2.7]:50000", nil, nil, "192.0.2.7"},
		{"with a zone", "[fe80::1%eth0]:50000", nil, nil, "fe80::1"},
		{"a socket", "@", nil, nil, "unix"},
		{"a socket without a name", "", nil, nil, "unix"},

		{"nobody is believed", "192.0.2.7:1", nil, []string{"203.0.113.9"}, "192.0.2.7"},
		{"no proxy", "192.0.2.7:1", []string{"10.0.0.0/8"}, []string{"203.0.113.9"}, "192.0.2.7"},
		{"a proxy", "10.1.1.1:1", []string{"10.0.0.0/8"}, []string{"203.0.113.9"}, "203.0.113.9"},
		{"a proxy's address", "10.1.1.1:1", []string{"10.1.1.1"}, []string{"203.0.113.9"}, "203.0.113.9"},
		{"a proxy that says nothing", "10.1.1.1:1", []string{"10.0.0.0/8"}, nil, "10.1.1.1"},
		{"two proxies", "10.1.1.1:1", []string{"10.0.0.0/8"}, []string{"203.0.113.9, 10.2.2.2"}, "203.0.113.9"},
		{"two headers", "10.1.1.1:1", []string{"10.0.0.0/8"}, []string{"203.0.113.9", "10.2.2.2"}, "203.0.113.9"},
		{"invented in front", "10.1.1.1:1", []string{"10.0.0.0/8"}, []string{"127.0.0.1, 203.0.113.9"}, "203.0.113.9"},
		{"proxies alone", "10.1.1.1:1", []string{"10.0.0.0/8"}, []string{"10.3.3.3, 10.2.2.2"}, "10.3.3.3"},
		{"with ports", "10.1.1.1:1", []string{"10.0.0.0/8"}, []string{"[2001:db8::9]:4711"}, "2001:db8::9"},
		{"nonsense", "10.1.1.1:1", []string{"10.0.0.0/8"}, []string{"203.0.113.9, ' or 1=1"}, "10.1.1.1"},
		{"a proxy at a socket", "@", []string{"10.0.0.0/8"}, []string{"203.0.113.9"}, "203.0.113.9"},
		{"IPv6 proxy", "[fd00::1]:1", []string{"fd00::/8"}, []string{"2001:db8::9"}, "2001:db8::9"},
	} {
		proxies, err := auth.ParseProxies(c.proxies)
		if err != nil {
			t.Fatal(err)
		}
		b := newBench(t, auth.Options{Open: true, Insecure: true, Proxies: proxies}, nil)
		req := request()
		req.RemoteAddr = c.peer
		for _, f := range c.forwarded {
			req.Header.Add("X-Forwarded-For", f)
		}
		who, err := b.guard.Who(req)
		if got := who.From; got != c.want || err != nil {
			t.Errorf("%s: got %s (%v), want %s", c.name, got, err, c.want)
		}
	}
}

func TestParseProxies(t *testing.T) {
	for text, want := range map[string]string{
		"10.0.0.0/8": "10.0.0.0/8", "10.1.2.3/8": "10.0.0.0/8", "192.0.2.7": "192.0.2.7/32", "fd00::1": "fd00::1/128",
		"proxy.example": `found the proxy "proxy.example", wanted an address or a network such as 10.0.0.0/8`,
		"0.0.0.0/0":     "found the proxies 0.0.0.0/0: everybody could say to be anybody; wanted the addresses of proxies",
		"::/0":          "found the proxies ::/0: everybody could say to be anybody; wanted the addresses of proxies",
		"":              `found the proxy "", wanted an address or a network such as 10.0.0.0/8`,
	} {
		proxies, err := auth.ParseProxies([]string{text})
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = proxies[0].String()
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
