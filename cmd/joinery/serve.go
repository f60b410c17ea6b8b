package main

import (
	"path/filepath"
	"runtime/debug"
	"strconv"

	"github.com/urfave/cli/v2"

	"joinery/registry/daemon"
)

func (p *program) serveCommand() *cli.Command {
	return &cli.Command{
		Name:      "serve",
		Usage:     "hand out versions and compose products over HTTP",
		UsageText: "joinery serve",
		Description: "Serves a registry until it is told to end, and prints where it listens. Logs go to stderr,\n" +
			"a JSON object a line.\n\n" +
			"Each option may also stand in the environment, as " + daemon.Variable("draw-ttl") + " for --draw-ttl, or in the\n" +
			"file that --config names, as draw-ttl: 48h. The command line leads, then the environment.\n\n" +
			"On this machine's own addresses nobody is asked who he is, unless --auth says so; elsewhere\n" +
			"everybody is. `joinery token add` makes the first token.",
		Flags:  serveFlags(),
		Action: p.serve,
	}
}

func serveFlags() []cli.Flag {
	var flags []cli.Flag
	for _, o := range daemon.Options("sqlite:PATH, postgres://…, mysql://…, sqlserver://…; memory: for trying out (default: sqlite: joinery/registry.db in the user's data folder)") {
		if o.Yes {
			flags = append(flags, &cli.BoolFlag{Name: o.Name, Usage: o.Usage})
		} else {
			flags = append(flags, &cli.StringFlag{Name: o.Name, Usage: o.Usage})
		}
	}
	return flags
}

func (p *program) serve(c *cli.Context) error {
	if err := arguments(c); err != nil {
		return err
	}
	given := func(option string) (text string, given bool) {
		if yes, is := c.Value(option).(bool); is {
			return strconv.FormatBool(yes), c.IsSet(option)
		}
		return c.String(option), c.IsSet(option)
	}
	s, err := daemon.ReadSettings(c.Context, daemon.Sources{Given: given, Getenv: p.getenv, DB: p.ownDatabase()})
	if err != nil {
		return err
	}
	debug.SetGCPercent(100) // a server lives longer than a command
	return stored(s.Run(c.Context, p.daemon()))
}

// daemon is this program as one that runs a server and looks after its database.
func (p *program) daemon() daemon.Program {
	return daemon.Program{Name: "joinery", Version: thisBuild().String(), Stdout: p.stdout, Stderr: p.stderr, Now: p.now}
}

// ownDatabase is the database's URL of who names none, "" where there is no folder for it.
func (p *program) ownDatabase() string {
	folder := p.userFolder("XDG_DATA_HOME", ".local/share", "LocalAppData")
	if folder == "" {
		return ""
	}
	return "sqlite:" + filepath.Join(folder, "joinery", "registry.db")
}
