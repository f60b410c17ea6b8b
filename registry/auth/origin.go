package auth

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"joinery/registry"
)

// ParseProxies reads addresses of proxies: 10.0.0.0/8, fd00::/8, 192.168.1.7. The error is Invalid.
func ParseProxies(texts []string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for _, text := range texts {
		p, err := netip.ParsePrefix(text)
		if a, single := netip.ParseAddr(text); single == nil {
			p, err = netip.PrefixFrom(a.WithZone(""), a.BitLen()), nil
		}
		if err != nil {
			e := registry.Errorf(registry.Invalid, "found the proxy %q, wanted an address or a network such as 10.0.0.0/8", text)
			e.Field = "proxies"
			return nil, e
		}
		if p.Bits() == 0 {
			e := registry.Errorf(registry.Invalid, "found the proxies %s: everybody could say to be anybody; wanted the addresses of proxies", text)
			e.Field = "proxies"
			return nil, e
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// origin returns the address that a request came from, "unix" for a socket of this machine's.
//
// X-Forwarded-For is read from its end, as long as the address that said so is a proxy's: what stands
// further in front may be anybody's invention. Who comes through a unix socket counts as a proxy where
// there are any.
func origin(req *http.Request, proxies []netip.Prefix) string {
	at, known := addressOf(req.RemoteAddr)
	text := at.String()
	if !known {
		text = "unix"
	}
	trusted := func() bool {
		return len(proxies) > 0 && (!known || slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(at) }))
	}
	hops := strings.Split(strings.Join(req.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && trusted(); i-- {
		next, ok := addressOf(strings.TrimSpace(hops[i]))
		if !ok {
			break
		}
		at, known, text = next, true, next.String()
	}
	return text
}

// addressOf reads an address, with or without a port.
func addressOf(text string) (netip.Addr, bool) {
	if a, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil {
		return a.Unmap().WithZone(""), true
	}
	if p, err := netip.ParseAddrPort(text); err == nil {
		return p.Addr().Unmap().WithZone(""), true
	}
	return netip.Addr{}, false
}

// block returns what counts as one address: of IPv6, what one customer gets.
func block(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Is4() {
		return address
	}
	p, _ := a.Prefix(64) // no error: an IPv6 address has that many bits
	return p.String()
}
