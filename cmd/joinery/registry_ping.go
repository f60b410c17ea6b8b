package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/registry/client"
	"joinery/registry/daemon"
)

// pingPatience is how long a server may take to say that it is ready.
const pingPatience = 5 * time.Second

func (p *program) registryPing(c *cli.Context) error {
	if err := arguments(c, "[URL]"); err != nil {
		return err
	}
	if c.IsSet("registry") && c.Args().Present() {
		return failed{"found both --registry and a URL, wanted one of them", ""}
	}
	ctx, cancel := context.WithTimeout(c.Context, pingPatience)
	defer cancel()
	web, address := p.pinged(cmp.Or(c.Args().First(), c.String("registry")))
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/readyz", nil)
	if err != nil {
		return failed{fmt.Sprintf("%s is no address: %v", address, err), ""}
	}
	answer, err := web.Do(r)
	switch {
	case err != nil && ctx.Err() == context.DeadlineExceeded:
		return failed{fmt.Sprintf("%s is not ready: no answer came within %v", address, pingPatience), ""}
	case err != nil:
		lost := &client.UnreachableError{Address: address, Err: err}
		why := strings.TrimPrefix(lost.Error(), "no answer from "+address+": ")
		return failed{address + " is not ready: " + why, strings.Join(lost.Hints(), "\n")}
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		said := client.ReadProblem(address, answer)
		why := said.Message
		if rest, about := strings.CutPrefix(why, address+" "); about {
			why = "it " + rest
		}
		return failed{address + " is not ready: " + why, said.Hint}
	}
	_, err = fmt.Fprintf(p.stdout, "%s is ready\n", address)
	return err
}

// pinged returns which server is meant, and how to ask it. One on this machine may call itself as it
// likes; unix:PATH is one, too, as serve says where it listens.
func (p *program) pinged(given string) (*http.Client, string) {
	if given == "" {
		given = p.getenv(registryVariable)
	}
	if given != "" && !strings.HasPrefix(given, "unix:") {
		return &http.Client{}, strings.TrimRight(given, "/")
	}
	address, scheme := cmp.Or(given, p.getenv(daemon.Variable("listen")), daemon.DefaultListen), "http"
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if p.getenv(daemon.Variable("tls-cert")) != "" {
		scheme = "https"
		transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} //nolint:gosec // nothing is told and nothing believed
	}
	if path, unix := strings.CutPrefix(address, "unix:"); unix {
		transport.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", path)
		}
		address = "localhost"
	}
	if host, port, err := net.SplitHostPort(address); err == nil {
		if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
			address = net.JoinHostPort("127.0.0.1", port)
		}
	}
	return &http.Client{Transport: transport}, scheme + "://" + address
}
