package main

import (
	"fmt"
	"net/netip"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/registry"
	"joinery/registry/auth"
	"joinery/registry/server"
)

// serveSettings are what a server is told.
type serveSettings struct {
	db, listen, metrics string
	tlsCert, tlsKey     string
	drawTTL             time.Duration
	grace, drain        time.Duration
	open, insecure      bool // open: nobody is asked who he is
	proxies             []netip.Prefix
	webhooks            []server.Webhook
	config              serveConfig
}

const defaultListen = "127.0.0.1:4747"

func serveFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "db", Usage: "the database's `URL`: sqlite:PATH, postgres://…, mysql://…, sqlserver://…; memory: for trying out (default: sqlite: joinery/registry.db in the user's data folder)"},
		&cli.StringFlag{Name: "listen", Usage: "listen at `ADDRESS`: host:port, or unix:PATH (default: " + defaultListen + ")"},
		&cli.StringFlag{Name: "tls-cert", Usage: "speak TLS, with the certificates in `FILE` (PEM)"},
		&cli.StringFlag{Name: "tls-key", Usage: "the certificate's key, in `FILE` (PEM)"},
		&cli.StringFlag{Name: "config", Usage: "more settings: a YAML `FILE`"},
		&cli.StringFlag{Name: "draw-ttl", Usage: "how long a reserved version waits for being published: `TIME` such as 48h (default: 24h)"},
		&cli.BoolFlag{Name: "auth", Usage: "ask everybody who he is, on this machine, too"},
		&cli.BoolFlag{Name: "insecure", Usage: "ask nobody who he is: all who reach the server may do everything"},
		&cli.StringFlag{Name: "proxies", Usage: "believe what the proxies at `ADDRESSES` say about who asks (CIDR, with commas between)"},
		&cli.StringFlag{Name: "metrics-listen", Usage: "give /metrics at `ADDRESS` of its own, too, where nobody is asked who he is"},
		&cli.StringFlag{Name: "grace", Usage: "`TIME` between not being ready and taking no more, when it ends (default: 0s)"},
		&cli.StringFlag{Name: "drain", Usage: "`TIME` that running requests may take then (default: 30s)"},
	}
}

// variableOf returns the variable of the environment that stands for an option of serve.
func variableOf(option string) string {
	return "JOINERY_" + strings.ToUpper(strings.ReplaceAll(option, "-", "_"))
}

// serveSettings reads the command line, the environment and the file; the first that says something
// leads.
func (p *program) serveSettings(c *cli.Context) (*serveSettings, error) {
	read := settingsReader{p: p, c: c}
	if file := read.text("config"); file != "" {
		var err error
		if read.config, err = readServeConfig(c.Context, file); err != nil {
			return nil, err
		}
	}
	s := &serveSettings{
		db: read.text("db"), listen: read.text("listen"), metrics: read.text("metrics-listen"), tlsCert: read.text("tls-cert"), tlsKey: read.text("tls-key"),
		drawTTL: read.duration("draw-ttl", registry.DefaultDrawTTL), grace: read.duration("grace", 0), drain: read.duration("drain", 30*time.Second),
		insecure: read.yes("insecure"), config: read.config,
	}
	asks := read.yes("auth") || len(read.config.Issuers) > 0
	if read.err != nil {
		return nil, read.err
	}
	if s.listen == "" {
		s.listen = defaultListen
	}
	if s.db == "" {
		folder := p.userFolder("XDG_DATA_HOME", ".local/share", "LocalAppData")
		if folder == "" {
			return nil, failed{"there is no folder of yours for the database", "--db sqlite:PATH says where it is"}
		}
		s.db = "sqlite:" + filepath.Join(folder, "joinery", "registry.db")
	}
	if asks && s.insecure {
		return nil, failed{"found --insecure and authentication, wanted one of them", "--insecure asks nobody who he is"}
	}
	if s.drawTTL <= 0 || s.drain <= 0 {
		return nil, failed{"--draw-ttl and --drain: wanted more than 0s", ""}
	}
	s.open = s.insecure || !asks && auth.Loopback(s.listen)
	var err error
	if s.proxies, err = auth.ParseProxies(splitList(read.text("proxies"))); err != nil {
		return nil, failed{"--proxies: " + err.Error(), ""}
	}
	s.webhooks, err = p.webhooks(read.config.Webhooks)
	return s, err
}

// splitList takes a list apart that has commas between its words.
func splitList(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

// settingsReader looks settings up by the names of their options. Its first error stays.
type settingsReader struct {
	p      *program
	c      *cli.Context
	config serveConfig
	err    error
}

// text returns what is said, "" for nothing.
func (r *settingsReader) text(option string) string {
	text, _ := r.said(option)
	return text
}

// said returns what is said, and by what.
func (r *settingsReader) said(option string) (text, by string) {
	if r.c.IsSet(option) {
		return r.c.String(option), "--" + option
	}
	if text := r.p.getenv(variableOf(option)); text != "" {
		return text, variableOf(option)
	}
	return r.config.option(option), option + " in the file"
}

func (r *settingsReader) yes(option string) bool {
	if r.c.IsSet(option) {
		return r.c.Bool(option)
	}
	text, by := r.said(option)
	if text == "" {
		return false
	}
	yes, err := strconv.ParseBool(text)
	if err != nil {
		r.fail(fmt.Sprintf("%s: found %q, wanted true or false", by, text))
	}
	return yes
}

func (r *settingsReader) duration(option string, absent time.Duration) time.Duration {
	text, by := r.said(option)
	if text == "" {
		return absent
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		r.fail(fmt.Sprintf("%s: found %q, wanted a time such as 48h or 30s", by, text))
	}
	return d
}

func (r *settingsReader) fail(message string) {
	if r.err == nil {
		r.err = failed{message, ""}
	}
}
