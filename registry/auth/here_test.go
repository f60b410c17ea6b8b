package auth_test

import (
	"context"
	"net"
	"net/http"
	"testing"

	"joinery/registry"
	"joinery/registry/auth"
)

// TestFromHere asks where nobody is asked, as a web page or a proxy would make one ask.
func TestFromHere(t *testing.T) {
	for _, c := range []struct {
		host    string
		headers []string
		want    string
	}{
		{"localhost", nil, ""},
		{"LocalHost.:4747", nil, ""},
		{"joinery.localhost:4747", nil, ""},
		{"127.0.0.1:4747", nil, ""},
		{"127.8.9.10", nil, ""},
		{"[::1]:4747", nil, ""},
		{"[::1]", nil, ""},
		{"", nil, ""}, // no browser leaves it out
		{"evil.example", nil, "found a request for the host evil.example"},
		{"evil.example:4747", nil, "found a request for the host evil.example:4747"},
		{"localhost.evil.example", nil, "found a request for the host localhost.evil.example"},
		{"127.0.0.1.evil.example", nil, "found a request for the host 127.0.0.1.evil.example"},
		{"notlocalhost", nil, "found a request for the host notlocalhost"},
		{"10.0.0.1", nil, "found a request for the host 10.0.0.1"},
		{"0.0.0.0", nil, "found a request for the host 0.0.0.0"},
		{"evil\x1b[2J\x00", nil, "found a request for the host evil?[2J?"},
		{"localhost", []string{"X-Forwarded-For: 127.0.0.1"}, "found a request that came through a proxy (X-Forwarded-For)"},
		{"localhost", []string{"Forwarded: for=127.0.0.1"}, "found a request that came through a proxy (Forwarded)"},
		{"localhost", []string{"X-Real-Ip: 127.0.0.1"}, "found a request that came through a proxy (X-Real-Ip)"},
	} {
		want := "anonymous admin  from 192.0.2.7"
		if c.want != "" {
			want = "denied: " + c.want + ", wanted one from this machine: nobody is asked who he is here"
		}
		req := request(c.headers...)
		req.Host = c.host
		newBench(t, auth.Options{Open: true}, nil).wants(c.host, req, want)
		newBench(t, auth.Options{Open: true, Insecure: true}, nil).wants(c.host+" insecure", req, "anonymous admin  from 192.0.2.7")
	}

	b := newBench(t, auth.Options{Open: true}, nil)
	req := request()
	req.Host, req.RemoteAddr = "registry", "@"
	socket := req.WithContext(context.WithValue(req.Context(), http.LocalAddrContextKey, &net.UnixAddr{Net: "unix", Name: "/run/joinery.sock"}))
	b.wants("a socket has no name", socket, "anonymous admin  from unix")
	req.Host = "evil.example"
	good := b.token("ci", registry.NewToken{})
	req.Header.Set("Authorization", "Bearer "+good)
	b.wants("who says who he is may come from anywhere", req, "ci draw  from unix")
}
