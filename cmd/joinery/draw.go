package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/registry/api"
)

func (p *program) drawCommand() *cli.Command {
	return &cli.Command{
		Name:      "draw",
		Usage:     "get the next version of a component from the registry",
		UsageText: "joinery draw ITEM [LEVEL…]",
		Description: "Prints the number, which nobody else gets. LEVEL is build, patch, minor or major; of\n" +
			"anyver it is what kind of step it is, several allowed; calver needs none.\n\n" +
			"With --revision the number is reserved for the commit: the same draw gets it again, and\n" +
			"`joinery publish` confirms it; otherwise it lapses after a while. Without, each run draws a\n" +
			"number of its own, unless it has an --idempotency-key of its own, such as the build's number.\n\n" +
			tokenVariable + " holds the token, where the registry asks for one.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "line", Usage: "follow the highest version of the line `X.Y`"},
			&cli.StringFlag{Name: "extends", Usage: "follow the version `V`"},
			&cli.StringSliceFlag{Name: "merge", Usage: "the MERGE of the version `V` and others, at least two"},
			&cli.StringSliceFlag{Name: "changes", Usage: "the level that a change of `TYPE` asks for"},
			&cli.StringFlag{Name: "candidate", Usage: "a candidate, the next -`NAME`.N of the number"},
			&cli.StringFlag{Name: "revision", Usage: "reserve it for the commit `REV`"},
			&cli.BoolFlag{Name: "reserve", Usage: "reserve it without a commit"},
			&cli.StringFlag{Name: "description", Usage: "`TEXT` kept with the version"},
			&cli.StringFlag{Name: "idempotency-key", Usage: "the same `KEY` gets the same number"},
			&cli.BoolFlag{Name: "look", Usage: "print the number that a draw would get, and draw nothing"},
			&cli.StringFlag{Name: "format", Value: formatText, Usage: "`FORMAT`: text, json"},
			registryFlag(),
			plainHTTPFlag(),
		},
		Action: p.draw,
	}
}

func (p *program) draw(c *cli.Context) error {
	if err := arguments(c, "ITEM", "[LEVEL…]"); err != nil {
		return err
	}
	if format := c.String("format"); format != formatText && format != "json" {
		return unknownFormat(format, formatText, "json")
	}
	item := c.Args().First()
	if err := manifest.CheckName(item); err != nil {
		return failed{err.Error(), ""}
	}
	asked, err := asksFor(c)
	if err != nil {
		return err
	}
	server, err := p.client(c)
	if err != nil {
		return err
	}
	var v api.Version
	if c.Bool("look") {
		v, err = server.Look(c.Context, item, asked)
		err = p.remote(err)
	} else {
		key := keyOf(c)
		v, err = server.Draw(c.Context, item, asked, key)
		err = p.remoteWrite(err, key)
	}
	if err != nil {
		return err
	}
	if c.String("format") == "json" {
		return printJSON(p.stdout, v)
	}
	_, err = fmt.Fprintln(p.stdout, v.Number)
	return err
}

// asksFor reads what is to be drawn.
func asksFor(c *cli.Context) (api.Draw, error) {
	revision, err := revisionOf(c)
	if err != nil {
		return api.Draw{}, err
	}
	d := api.Draw{
		Line: c.String("line"), Extends: c.StringSlice("merge"), Changes: c.StringSlice("changes"), Candidate: c.String("candidate"),
		Revision: revision, Reserve: c.Bool("reserve"), Description: c.String("description"),
	}
	switch {
	case len(d.Extends) == 1:
		return d, failed{"--merge: found one version, wanted two or more", "--extends V follows a single one"}
	case c.IsSet("extends") && len(d.Extends) > 0:
		return d, failed{"found both --extends and --merge, wanted one of them", ""}
	case c.Bool("look") && c.IsSet("idempotency-key"):
		return d, failed{"found --idempotency-key with --look, which draws nothing", ""}
	case c.IsSet("extends"):
		d.Extends = []string{c.String("extends")}
	}
	for _, word := range c.Args().Tail() {
		_, noLevel := version.ParseLevel(word)
		_, noKind := version.ParseKind(word)
		switch {
		case noLevel == nil && d.Level == "" && len(d.Kinds) == 0:
			d.Level = word
		case noKind == nil && d.Level == "":
			d.Kinds = append(d.Kinds, word)
		case noLevel == nil || noKind == nil:
			return d, failed{fmt.Sprintf("%s is one level too many", word), "several are for the kinds of anyver alone"}
		default:
			return d, failed{fmt.Sprintf("%s is no level, wanted build, patch, minor or major, or kinds of anyver", word), ""}
		}
	}
	return d, nil
}
