package main

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

func (p *program) calcCommand() *cli.Command {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "scheme", Value: "semver", Usage: "`SCHEME`: " + orWords(version.Schemes())},
		&cli.StringFlag{Name: "pattern", Usage: "calver's `PATTERN` (default " + version.DefaultPattern + ")"},
		dateFlag("the release's `DAY`, for calver and anyver (default: today, UTC)"),
		&cli.StringFlag{Name: "first-release", Usage: "the `DAY` of the first release, for anyver"},
	}
	sub := func(name, usage, text string, action cli.ActionFunc) *cli.Command {
		return &cli.Command{Name: name, Usage: usage, UsageText: "joinery calc " + text, Action: action, Flags: slices.Clone(flags)}
	}
	return &cli.Command{
		Name:        "calc",
		Usage:       "the arithmetic of versions alone",
		UsageText:   "joinery calc next|merge|compare|sort|explain",
		Description: "Behind -- every argument is a version, even one that starts with a dash.",
		Subcommands: []*cli.Command{
			sub("next", "print the version that comes next", "next V LEVEL…", p.calcNext),
			sub("merge", "print the MERGE version of diverged lines", "merge V V…", p.calcMerge),
			sub("compare", "print <, = or >", "compare V V", p.calcCompare),
			sub("sort", "read versions, one a line, and print them ascending", "sort", p.calcSort),
			sub("explain", "say what a version says", "explain V", p.calcExplain),
		},
		Action: func(c *cli.Context) error {
			return failed{"calc needs to know what to do", "usage: joinery calc next|merge|compare|sort|explain"}
		},
	}
}

func (p *program) calcNext(c *cli.Context) error {
	if err := arguments(c, "V", "[LEVEL…]"); err != nil {
		return err
	}
	k, err := p.calculation(c)
	if err != nil {
		return err
	}
	step, err := k.step(c.Args().Tail())
	if err != nil {
		return err
	}
	versions, err := k.parse(c.Args().First())
	if err != nil {
		return err
	}
	if err := k.dated(); err != nil {
		return err
	}
	next, err := k.scheme.Next(versions[0], step)
	if err != nil {
		return verdict{err}
	}
	_, err = fmt.Fprintln(p.stdout, next)
	return err
}

func (p *program) calcMerge(c *cli.Context) error {
	if err := arguments(c, "V", "V…"); err != nil {
		return err
	}
	k, err := p.calculation(c)
	if err != nil {
		return err
	}
	versions, err := k.parse(c.Args().Slice()...)
	if err != nil {
		return err
	}
	if err := k.dated(); err != nil {
		return err
	}
	merged, err := resolve.Merge(versions, k.date, k.firstRelease)
	if err != nil {
		return verdict{err}
	}
	_, err = fmt.Fprintln(p.stdout, merged)
	return err
}

func (p *program) calcCompare(c *cli.Context) error {
	if err := arguments(c, "V", "V"); err != nil {
		return err
	}
	k, err := p.calculation(c)
	if err != nil {
		return err
	}
	versions, err := k.parse(c.Args().Slice()...)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.stdout, []string{"<", "=", ">"}[versions[0].Compare(versions[1])+1])
	return err
}

func (p *program) calcSort(c *cli.Context) error {
	if err := arguments(c); err != nil {
		return err
	}
	k, err := p.calculation(c)
	if err != nil {
		return err
	}
	text, err := p.input(c.Context)
	if err != nil {
		return err
	}
	var versions []version.Version
	n := 0
	for one := range strings.Lines(text) {
		n++
		if one = strings.TrimRight(one, "\r\n"); one == "" {
			continue
		}
		v, err := k.scheme.Parse(one)
		if err != nil {
			return verdict{fmt.Errorf("line %d: %w", n, err)}
		}
		versions = append(versions, v)
	}
	slices.SortStableFunc(versions, version.Version.Compare)
	out := bufio.NewWriter(p.stdout)
	for _, v := range versions {
		fmt.Fprintln(out, v)
	}
	return out.Flush()
}

// input reads stdin to its end. Whoever waits at the terminal can stop it.
func (p *program) input(ctx context.Context) (string, error) {
	text, err := manifest.ReadStream(ctx, "stdin", p.stdin, maxText)
	if err != nil {
		return "", unread("", "stdin", err)
	}
	return string(text), nil
}

func (p *program) calcExplain(c *cli.Context) error {
	if err := arguments(c, "V"); err != nil {
		return err
	}
	k, err := p.calculation(c)
	if err != nil {
		return err
	}
	versions, err := k.parse(c.Args().First())
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(p.stdout, 0, 4, 2, ' ', 0)
	for _, fact := range version.Explain(versions[0]) {
		fmt.Fprintf(t, "%s\t%s\n", fact.Label, fact.Text)
	}
	return t.Flush()
}
