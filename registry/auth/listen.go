package auth

import (
	"context"
	"net"
	"net/netip"
	"strings"

	"joinery/registry"
)

// CheckListen returns nil when a server may listen at an address: everywhere when it asks who comes,
// at a loopback address or a unix socket when it does not (open), or where somebody said that it is
// meant so (insecure). The error is Invalid.
//
// A name may stand for other addresses when it is listened at, so the listener's own address is worth
// a second look.
func CheckListen(addr string, open, insecure bool) error {
	if !open || insecure || Loopback(addr) {
		return nil
	}
	return &registry.Error{
		Code: registry.Invalid, Field: "listen",
		Message: "found authentication off at " + addr + ", where others may reach it, wanted it on, or a loopback address",
		Hint:    "--insecure lets everybody who reaches it do everything",
	}
}

// Loopback reports whether nobody outside of this machine reaches an address to listen at:
//
//	127.0.0.1:4747  [::1]:4747  unix:/run/joinery.sock  yes
//	localhost:4747                                      if all its addresses are such
//	:4747  0.0.0.0:4747  [::]:4747  10.1.2.3:4747       no
//
// What cannot be read or looked up is not.
func Loopback(addr string) bool {
	return loopback(addr, func(name string) ([]netip.Addr, error) {
		return net.DefaultResolver.LookupNetIP(context.Background(), "ip", name)
	})
}

func loopback(addr string, lookup func(name string) ([]netip.Addr, error)) bool {
	// A listener at a unix socket calls itself by its path, or by a name that begins with @.
	if strings.HasPrefix(addr, "unix:") || strings.HasPrefix(addr, "/") || strings.HasPrefix(addr, "@") {
		return true
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil || host == "" {
		return false
	}
	all := make([]netip.Addr, 1)
	if all[0], err = netip.ParseAddr(host); err != nil {
		if all, err = lookup(host); err != nil || len(all) == 0 {
			return false
		}
	}
	for _, a := range all {
		if !a.Unmap().IsLoopback() {
			return false
		}
	}
	return true
}
