package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/registry/api"
)

func (p *program) tokenCommand() *cli.Command {
	dbFlag := func() cli.Flag {
		return &cli.StringFlag{Name: "db", Usage: "the database at `URL` itself, in place of its server: for the first token (default: " + variableOf("db") + ", where no registry is named)"}
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
	expires, err := p.expiry(c.String("expires"))
	if err != nil {
		return err
	}
	n := api.NewToken{Name: c.Args().First(), Role: c.String("role"), Items: c.StringSlice("item"), Expires: expires}
	var made api.Token
	err = p.withTokens(c, func(ctx context.Context, t tokens) error {
		made, err = t.add(ctx, n)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "made the token %s, %s; it is shown this once:\n", made.Name, rights(made))
	_, err = fmt.Fprintln(p.stdout, made.Secret)
	return err
}

// expiry reads 90d, 12h or a day, which is meant whole.
func (p *program) expiry(text string) (*time.Time, error) {
	if text == "" {
		return nil, nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		end := day.AddDate(0, 0, 1)
		return &end, nil
	}
	lasts, err := time.ParseDuration(text)
	if days, found := strings.CutSuffix(text, "d"); found {
		n, wrong := strconv.ParseUint(days, 10, 16)
		lasts, err = time.Duration(n)*24*time.Hour, wrong
	}
	if err != nil || lasts <= 0 {
		return nil, failed{fmt.Sprintf("--expires %s: wanted days such as 90d, hours such as 12h, or a day such as 2027-01-31", text), ""}
	}
	end := p.now().Add(lasts).Truncate(time.Second)
	return &end, nil
}

func (p *program) tokenList(c *cli.Context) error {
	if err := arguments(c); err != nil {
		return err
	}
	var all []api.Token
	err := p.withTokens(c, func(ctx context.Context, t tokens) (err error) {
		all, err = t.list(ctx)
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
	t := tabwriter.NewWriter(p.stdout, 0, 4, 2, ' ', 0)
	for _, one := range all {
		state, used := "good", "never used"
		switch {
		case one.Revoked != nil:
			state = "revoked " + one.Revoked.Format(time.DateOnly)
		case one.Expires != nil && !p.now().Before(*one.Expires):
			state = "over since " + one.Expires.Format(time.DateOnly)
		case one.Expires != nil:
			state = "good until " + one.Expires.Format("2006-01-02 15:04")
		}
		if one.Used != nil {
			used = "used " + one.Used.Format("2006-01-02 15:04")
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", one.Name, rights(one), state, used)
	}
	return t.Flush()
}

// rights says what a token may.
func rights(t api.Token) string {
	if len(t.Items) == 0 {
		return t.Role
	}
	return t.Role + " of " + joinWords(t.Items, ", ")
}

func (p *program) tokenRevoke(c *cli.Context) error {
	if err := arguments(c, "NAME"); err != nil {
		return err
	}
	return p.withTokens(c, func(ctx context.Context, t tokens) error {
		revoked, err := t.revoke(ctx, c.Args().First())
		if err == nil {
			fmt.Fprintf(p.stderr, "the token %s lets nobody in any more\n", revoked.Name)
		}
		return err
	})
}
