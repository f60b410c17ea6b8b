package auth

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"unicode"

	"joinery/registry"
)

// fromHere returns nil when a request looks like one of this machine's own. A web page can make a
// browser here send one, to a name of the page's own that it pointed here; and a proxy here takes in
// the whole world. The error is Denied.
func fromHere(req *http.Request) error {
	for _, header := range []string{"X-Forwarded-For", "Forwarded", "X-Real-Ip"} {
		if len(req.Header.Values(header)) > 0 {
			return elsewhere("found a request that came through a proxy (" + header + ")")
		}
	}
	if here, ok := req.Context().Value(http.LocalAddrContextKey).(net.Addr); ok && here.Network() == "unix" {
		return nil // where any name will do, and no browser gets to
	}
	host := req.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	switch {
	case host == "", host == "localhost", strings.HasSuffix(host, ".localhost"), err == nil && a.Unmap().IsLoopback():
		return nil
	}
	return elsewhere("found a request for the host " + clip(req.Host))
}

func elsewhere(found string) error {
	return &registry.Error{
		Code: registry.Denied, Message: found + ", wanted one from this machine: nobody is asked who he is here",
		Hint: "joinery serve --auth asks for tokens",
	}
}

// clip returns a stranger's text as it may stand in a message.
func clip(text string) string {
	const most = 100
	printable := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	if short := []rune(printable); len(short) > most {
		return string(short[:most]) + "…"
	}
	return printable
}
