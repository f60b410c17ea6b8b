package daemon

import "strings"

// An Option is a setting as a command line knows it.
type Option struct {
	Name  string // without dashes
	Usage string // what its value stands for is in backquotes
	Yes   bool   // it has no value
}

// DefaultListen is where a server listens that is not told.
const DefaultListen = "127.0.0.1:4747"

// Options returns all settings of a program, in the order of a help page. Databases says, for people,
// which URLs it knows and which one it takes by itself.
func Options(databases string) []Option {
	return []Option{
		{Name: "db", Usage: "the database's `URL`: " + databases},
		{Name: "listen", Usage: "listen at `ADDRESS`: host:port, or unix:PATH (default: " + DefaultListen + ")"},
		{Name: "tls-cert", Usage: "speak TLS, with the certificates in `FILE` (PEM)"},
		{Name: "tls-key", Usage: "the certificate's key, in `FILE` (PEM)"},
		{Name: "config", Usage: "more settings: a YAML `FILE`"},
		{Name: "draw-ttl", Usage: "how long a reserved version waits for being published: `TIME` such as 48h (default: 24h)"},
		{Name: "auth", Usage: "ask everybody who he is, on this machine, too", Yes: true},
		{Name: "insecure", Usage: "ask nobody who he is: all who reach the server may do everything", Yes: true},
		{Name: "proxies", Usage: "believe what the proxies at `ADDRESSES` say about who asks (CIDR, with commas between)"},
		{Name: "metrics-listen", Usage: "give /metrics at `ADDRESS` of its own, too, where nobody is asked who he is"},
		{Name: "grace", Usage: "`TIME` between not being ready and taking no more, when it ends (default: 0s)"},
		{Name: "drain", Usage: "`TIME` that running requests may take then (default: 30s)"},
	}
}

// Variable returns the variable of the environment that stands for an option: JOINERY_DRAW_TTL for
// draw-ttl.
func Variable(option string) string {
	return "JOINERY_" + strings.ToUpper(strings.ReplaceAll(option, "-", "_"))
}
