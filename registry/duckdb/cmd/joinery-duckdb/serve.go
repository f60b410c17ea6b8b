package main

import (
	"context"
	"flag"

	"joinery/registry/daemon"
)

// serve serves a registry, with the options of joinery serve.
func (p *program) serve() command {
	c := command{
		name: "serve", says: "hand out versions and compose products over HTTP",
		more: "Serves until it is told to end, and prints where it listens. Logs go to stderr, a JSON object a line.\n\n" +
			"Each option may also stand in the environment, as " + daemon.Variable("draw-ttl") + " for --draw-ttl, or in the file that\n" +
			"--config names, as draw-ttl: 48h. The command line leads, then the environment.\n\n" +
			"On this machine's own addresses nobody is asked who he is, unless --auth says so; elsewhere everybody\n" +
			"is. `" + name + " token add` makes the first token.",
		flags: flag.NewFlagSet("serve", flag.ContinueOnError),
	}
	for _, o := range daemon.Options("duckdb:PATH") {
		if o.Yes {
			c.flags.Bool(o.Name, false, o.Usage)
		} else {
			c.flags.String(o.Name, "", o.Usage)
		}
	}
	c.do = func(ctx context.Context, _ []string) error {
		given := map[string]string{}
		c.flags.Visit(func(f *flag.Flag) { given[f.Name] = f.Value.String() })
		s, err := daemon.ReadSettings(ctx, daemon.Sources{
			Given:  func(option string) (string, bool) { text, ok := given[option]; return text, ok },
			Getenv: p.getenv,
		})
		if err != nil {
			return err
		}
		return s.Run(ctx, p.daemon())
	}
	return c
}
