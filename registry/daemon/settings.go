package daemon

import (
	"context"
	"net/netip"
	"strings"
	"time"

	"joinery/registry"
	"joinery/registry/auth"
	"joinery/registry/server"
)

// Settings are what a server is told. [ReadSettings] makes them.
type Settings struct {
	db, listen, metrics string
	tlsCert, tlsKey     string
	drawTTL             time.Duration
	grace, drain        time.Duration
	open, insecure      bool // open: nobody is asked who he is
	proxies             []netip.Prefix
	issuers             []auth.Issuer
	webhooks            []server.Webhook
}

// Sources are where settings come from.
type Sources struct {
	// Given returns what the command line says of an option: true or false of one that has no value.
	Given  func(option string) (text string, given bool)
	Getenv func(variable string) string
	// DB is the database's URL where none is said; "": somebody has to say it.
	DB string
}

// ReadSettings reads what a server is told, and the file that --config names. It opens and listens at
// nothing. The error is an *[Error] that names the setting, and what said it.
func ReadSettings(ctx context.Context, from Sources) (*Settings, error) {
	read := reader{Sources: from}
	if file, by := read.said("config"); file != "" {
		var err error
		if read.config, err = readConfig(ctx, file, by); err != nil {
			return nil, err
		}
	}
	s := &Settings{
		db: read.text("db"), listen: read.address("listen"), metrics: read.address("metrics-listen"), tlsCert: read.text("tls-cert"), tlsKey: read.text("tls-key"),
		drawTTL: read.duration("draw-ttl", registry.DefaultDrawTTL), grace: read.duration("grace", 0), drain: read.duration("drain", 30*time.Second),
		insecure: read.yes("insecure"), issuers: read.config.Issuers,
	}
	asks := read.yes("auth") || len(s.issuers) > 0
	if read.err != nil {
		return nil, read.err
	}
	if s.listen == "" {
		s.listen = DefaultListen
	}
	if s.db == "" {
		s.db = from.DB
	}
	if s.db == "" {
		return nil, failed("it is not said where the database is", "--db URL says it, or "+Variable("db"))
	}
	if asks && s.insecure {
		return nil, failed("found --insecure and authentication, wanted one of them", "--insecure asks nobody who he is")
	}
	if s.drawTTL <= 0 || s.drain <= 0 {
		return nil, failed("--draw-ttl and --drain: wanted more than 0s", "")
	}
	if err := auth.CheckIssuers(s.issuers); err != nil {
		return nil, failed(read.config.said+": "+err.Error(), whatStands)
	}
	s.open = s.insecure || !asks && auth.Loopback(s.listen)
	var err error
	if s.proxies, err = auth.ParseProxies(splitList(read.text("proxies"))); err != nil {
		return nil, failed("--proxies: "+err.Error(), "")
	}
	s.webhooks, err = webhooks(read.config.Webhooks, from.Getenv)
	return s, err
}

// splitList takes a list apart that has commas between its words.
func splitList(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}
