package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/registry"
)

func (p *program) registryCommand() *cli.Command {
	db := func() cli.Flag {
		return &cli.StringFlag{Name: "db", Usage: "the database's `URL` (default: " + variableOf("db") + ")"}
	}
	return &cli.Command{
		Name:      "registry",
		Usage:     "look after a registry: is it there, copy it, bring it back",
		UsageText: "joinery registry ping|backup|restore|export",
		Subcommands: []*cli.Command{
			{
				Name: "ping", Usage: "say whether a server is ready", UsageText: "joinery registry ping [URL]",
				Description: "Asks the server at the URL, else the one in " + registryVariable + ", else the one that would run\n" +
					"here with the same environment, whether it is ready. Exit status 2 says that it is not.",
				Action: p.registryPing,
			},
			{
				Name: "backup", Usage: "copy a database as it is now, while a server uses it", UsageText: "joinery registry backup FILE",
				Description: "Writes an SQLite database into a new file. Other databases have tools of their own, such\n" +
					"as pg_dump.",
				Flags: []cli.Flag{db()}, Action: p.registryBackup,
			},
			{
				Name: "restore", Usage: "make every counter jump, after a copy was brought back", UsageText: "joinery registry restore",
				Description: "What was given out after the copy was made is unknown to it, and would be given again.\n" +
					"So every counter jumps, far enough to be past it. Bring the copy back to its place first, with\n" +
					"no server running, then run this, then start servers.",
				Flags:  []cli.Flag{db(), &cli.StringFlag{Name: "gap", Usage: "jump by `N` (default: " + strconv.Itoa(registry.DefaultGap) + ")"}},
				Action: p.registryRestore,
			},
			{
				Name: "export", Usage: "write all that is published into a workspace of manifests", UsageText: "joinery registry export DIR",
				Description: "Writes every component, product and bundle into the folder, which must be empty or not\n" +
					"there. `joinery publish DIR` takes them in elsewhere.",
				Flags: []cli.Flag{registryFlag(), plainHTTPFlag()}, Action: p.registryExport,
			},
		},
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return failed{"joinery registry needs to know what: ping, backup, restore or export", "joinery registry --help shows what it takes"}
			}
			return unknownCommand(c.Command.Subcommands, "joinery registry", c.Args().First())
		},
	}
}

// pingPatience is how long a server may take to say that it is ready.
const pingPatience = 5 * time.Second

func (p *program) registryPing(c *cli.Context) error {
	if err := arguments(c, "[URL]"); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.Context, pingPatience)
	defer cancel()
	client, address := p.pinged(c.Args().First())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/readyz", nil)
	if err != nil {
		return failed{fmt.Sprintf("%s is no address: %v", address, err), ""}
	}
	answer, err := client.Do(r)
	if err != nil {
		return failed{fmt.Sprintf("%s is not ready: %v", address, err), "is joinery serve running there?"}
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return failed{fmt.Sprintf("%s is not ready: it answers %s", address, answer.Status), ""}
	}
	_, err = fmt.Fprintf(p.stdout, "%s is ready\n", address)
	return err
}

// pinged returns which server is meant, and how to ask it. One on this machine may call itself as it
// likes.
func (p *program) pinged(given string) (*http.Client, string) {
	if given == "" {
		given = p.getenv(registryVariable)
	}
	if given != "" {
		return &http.Client{}, strings.TrimRight(given, "/")
	}
	address, scheme := p.getenv(variableOf("listen")), "http"
	if address == "" {
		address = defaultListen
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if p.getenv(variableOf("tls-cert")) != "" {
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
