package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v2"

	"joinery/registry/api"
	"joinery/registry/daemon"
)

func (p *program) tokenCommand() *cli.Command {
	dbFlag := func() cli.Flag {
		return &cli.StringFlag{Name: "db", Usage: "the database at `URL` itself, in place of its server: for the first token (default: " + daemon.Variable("db") + ", where no registry is named)"}
	}
	where := []cli.Flag{dbFlag(), registryFlag(), plainHTTPFlag()}
	return &cli.Command{
		Name:      "token",
		Usage:     "let pipelines and people into the registry",
		UsageText: "joinery token add|list|revoke",
		Description: "A server that asks for tokens knows none at first: with --db the first one is made in its\n" +
			"database, on the machine where that is. With the role admin it makes all others, by the\n" +
			"server. Who has a token may what its role says, for the items that it is for.",
		Subcommands: []*cli.Command{
			{
				Name: "add", Usage: "make a token and print it, this once", UsageText: "joinery token add NAME --role ROLE",
				Flags: append([]cli.Flag{
					&cli.StringFlag{Name: "role", Usage: "`ROLE`: read, draw, publish or admin; each may what those before it may"},
					&cli.StringSliceFlag{Name: "item", Usage: "only for items that match the `PATTERN`, in which * stands for any text"},
					&cli.StringFlag{Name: "expires", Usage: "good for `TIME`: 90d, 12h, or up to a day, 2027-01-31"},
				}, where...),
				Action: p.tokenAdd,
			},
			{
				Name: "list", Usage: "list tokens, by name", UsageText: "joinery token list",
				Flags:  append([]cli.Flag{&cli.StringFlag{Name: "format", Value: formatText, Usage: "`FORMAT`: text, json"}}, where...),
				Action: p.tokenList,
			},
			{
				Name: "revoke", Usage: "end a token, for good", UsageText: "joinery token revoke NAME",
				Flags:  where,
				Action: p.tokenRevoke,
			},
		},
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return failed{"joinery token needs to know what: add, list or revoke", "joinery token --help shows what it takes"}
			}
			return unknownCommand(c.Command.Subcommands, "joinery token", c.Args().First())
		},
	}
}

func (p *program) tokenAdd(c *cli.Context) error {
	if err := arguments(c, "NAME"); err != nil {
		return err
	}
	if !c.IsSet("role") {
		return failed{"--role is missing: what may who has the token?", "--role read, draw, publish or admin"}
	}
	expires, err := daemon.Expiry(c.String("expires"), p.now())
	if err != nil {
		return err
	}
	n := api.NewToken{Name: c.Args().First(), Role: c.String("role"), Items: c.StringSlice("item"), Expires: expires}
	var made api.Token
	err = p.withTokens(c, func(ctx context.Context, t tokens) error {
		made, err = t.Add(ctx, n)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "made the token %s, %s; it is shown this once:\n", made.Name, daemon.Rights(made))
	_, err = fmt.Fprintln(p.stdout, made.Secret)
	return err
}

func (p *program) tokenList(c *cli.Context) error {
	if err := arguments(c); err != nil {
		return err
	}
	var all []api.Token
	err := p.withTokens(c, func(ctx context.Context, t tokens) (err error) {
		all, err = t.List(ctx)
		return err
	})
	if err != nil {
		return err
	}
	switch c.String("format") {
	case "json":
		return printJSON(p.stdout, all)
	case formatText:
	default:
		return unknownFormat(c.String("format"), formatText, "json")
	}
	return daemon.WriteTokens(p.stdout, all, p.now())
}

func (p *program) tokenRevoke(c *cli.Context) error {
	if err := arguments(c, "NAME"); err != nil {
		return err
	}
	return p.withTokens(c, func(ctx context.Context, t tokens) error {
		revoked, err := t.Revoke(ctx, c.Args().First())
		if err == nil {
			fmt.Fprintf(p.stderr, "the token %s lets nobody in any more\n", revoked.Name)
		}
		return err
	})
}
