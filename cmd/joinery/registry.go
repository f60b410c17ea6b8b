package main

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"joinery/registry"
	"joinery/registry/daemon"
)

func (p *program) registryCommand() *cli.Command {
	db := func() cli.Flag {
		return &cli.StringFlag{Name: "db", Usage: "the database's `URL` (default: " + daemon.Variable("db") + ")"}
	}
	return &cli.Command{
		Name:      "registry",
		Usage:     "look after a registry: is it there, copy it, bring it back",
		UsageText: "joinery registry ping|backup|restore|export|import",
		Subcommands: []*cli.Command{
			{
				Name: "ping", Usage: "say whether a server is ready", UsageText: "joinery registry ping [URL]",
				Description: "Asks the server at the URL, else the one in " + registryVariable + ", else the one that would run\n" +
					"here with the same environment, whether it is ready. Exit status 2 says that it is not.",
				Flags:  []cli.Flag{&cli.StringFlag{Name: "registry", Usage: "the server at `URL`, as the URL itself"}},
				Action: p.registryPing,
			},
			{
				Name: "backup", Usage: "copy a database as it is now, while a server uses it", UsageText: "joinery registry backup FILE|-",
				Description: "Writes an SQLite database into a new file, or to stdout for -: whole, or so that no registry\n" +
					"opens what came. Other databases have tools of their own, such as pg_dump. A file that holds\n" +
					"no registry is refused, and stays as it is.",
				Flags: []cli.Flag{db()}, Action: p.registryBackup,
			},
			{
				Name: "restore", Usage: "make every counter jump, after a copy was brought back", UsageText: "joinery registry restore",
				Description: "What was given out after the copy was made is unknown to it, and would be given again.\n" +
					"So every counter jumps, far enough to be past it. End all servers, bring the copy back to its\n" +
					"place, run this, then start servers: a server that runs all the while is not noticed, and would\n" +
					"give numbers out between the copy and the jump.",
				Flags:  []cli.Flag{db(), &cli.StringFlag{Name: "gap", Usage: "every number jumps by `N`, MAJOR by a hundredth of it (default: " + strconv.Itoa(registry.DefaultGap) + ")"}},
				Action: p.registryRestore,
			},
			{
				Name: "export", Usage: "write all that is published into a workspace of manifests", UsageText: "joinery registry export DIR",
				Description: "Writes every component, product and bundle into the folder, which must be empty or not\n" +
					"there. `joinery registry import DIR` takes them in elsewhere.",
				Flags: []cli.Flag{registryFlag(), plainHTTPFlag()}, Action: p.registryExport,
			},
			{
				Name: "import", Usage: "take a workspace of manifests into a registry, all of it or nothing", UsageText: "joinery registry import DIR",
				Description: "Publishes every component, product and bundle of the folder, with states and their logs, in\n" +
					"one go; bundles in the order of their versions. What is exported again has the same bytes, and\n" +
					"the next draw is above all that was imported. Running it again changes nothing.\n\n" +
					"A registry that has components or products of other names is refused, in case it is not the one\n" +
					"that was meant. Numbers that the registry before gave out and nobody published stand in no\n" +
					"manifest: `joinery registry restore` on the new database jumps past them.",
				Flags: []cli.Flag{
					&cli.BoolFlag{Name: "into-existing", Usage: "take the folder in beside what the registry has"},
					&cli.BoolFlag{Name: "dry-run", Usage: "let the registry say what it would do, and write nothing"},
					&cli.StringFlag{Name: "idempotency-key", Usage: "the same `KEY` is done once"},
					registryFlag(), plainHTTPFlag(),
				},
				Action: p.registryImport,
			},
		},
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return failed{"joinery registry needs to know what: ping, backup, restore, export or import", "joinery registry --help shows what it takes"}
			}
			return unknownCommand(c.Command.Subcommands, "joinery registry", c.Args().First())
		},
	}
}
