package client

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
)

// UnreachableError says that no answer came from a server.
type UnreachableError struct {
	Address string
	Err     error

	// Unsure says that it was a write, which may have been done. Key is its idempotency key: the same
	// request under it tells. "" where it has none.
	Unsure bool
	Key    string
}

// Error returns the server and why nothing came from it.
func (e *UnreachableError) Error() string {
	return fmt.Sprintf("no answer from %s: %v", e.Address, e.why())
}

// Unwrap returns the cause.
func (e *UnreachableError) Unwrap() error { return e.Err }

// why returns the cause without the address, which is told already.
func (e *UnreachableError) why() error {
	name, op := new(net.DNSError), new(net.OpError)
	switch {
	case errors.As(e.Err, &name) && name.IsNotFound:
		return errors.New("there is no machine called " + name.Name)
	case errors.Is(e.Err, syscall.ECONNREFUSED):
		return errors.New("nobody listens there")
	case errors.As(e.Err, &op):
		return op.Err
	}
	return e.Err
}

// Hints returns what to do next.
func (e *UnreachableError) Hints() []string {
	unknown, name := new(x509.UnknownAuthorityError), new(x509.HostnameError)
	var all []string
	switch {
	case errors.As(e.Err, unknown):
		all = append(all, "its certificate is of an authority that this machine does not know; SSL_CERT_FILE names a file with more of them")
	case errors.As(e.Err, name):
		all = append(all, "its certificate is for another name: give the address by which it is known")
	case e.speaksPlainly():
		all = append(all, "it speaks no TLS: give its address with http://")
	case e.isTLS():
	case e.Key != "":
		all = append(all, "whether it was done is not known; the same again under the idempotency key "+e.Key+" tells")
	default:
		all = append(all, "is joinery serve running there?")
	}
	return all
}

// isTLS reports whether the two could not agree on who speaks: asking again does not help.
func (e *UnreachableError) isTLS() bool {
	var alert tls.AlertError
	return errors.As(e.Err, new(*tls.CertificateVerificationError)) || errors.As(e.Err, &alert) ||
		errors.As(e.Err, new(tls.RecordHeaderError)) || e.speaksPlainly()
}

// speaksPlainly reports whether the server answered a TLS greeting in plain HTTP.
func (e *UnreachableError) speaksPlainly() bool {
	return strings.Contains(e.Err.Error(), "server gave HTTP response to HTTPS client")
}
