package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/urfave/cli/v2"

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

// calculation is what the flags of calc say.
type calculation struct {
	scheme       version.Scheme
	date         time.Time
	firstRelease time.Time
}

func (p *program) calculation(c *cli.Context) (calculation, error) {
	name, pattern := c.String("scheme"), c.String("pattern")
	if !slices.Contains(version.Schemes(), name) {
		return calculation{}, failed{fmt.Sprintf("--scheme %s: wanted %s", name, orWords(version.Schemes())), ""}
	}
	scheme, err := version.ByName(name, pattern)
	if err != nil {
		return calculation{}, failed{"--pattern " + err.Error(), ""}
	}
	date, err := p.today(c)
	if err != nil {
		return calculation{}, err
	}
	first, err := day(c, "first-release")
	return calculation{scheme, date, first}, err
}

// parse reads versions from the command line. One that does not parse is a verdict.
func (k calculation) parse(texts ...string) ([]version.Version, error) {
	var all []version.Version
	for _, text := range texts {
		v, err := k.scheme.Parse(text)
		if err != nil {
			return nil, verdict{err}
		}
		all = append(all, v)
	}
	return all, nil
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
	next, err := k.scheme.Next(versions[0], step)
	if err != nil {
		return verdict{err}
	}
	fmt.Fprintln(p.stdout, next)
	return nil
}

// step reads LEVEL…: anyver's kinds, of which there may be several, or one level.
func (k calculation) step(words []string) (version.Step, error) {
	step := version.Step{Date: k.date, FirstRelease: k.firstRelease}
	if k.scheme == version.AnyVer {
		if len(words) == 0 {
			return step, failed{"LEVEL is missing", "anyver takes kinds: functional, performance, bugfix, compatible, kaikaku, kakushin"}
		}
		for _, word := range words {
			kind, err := version.ParseKind(word)
			if err != nil {
				return step, failed{message: err.Error()}
			}
			step.Kinds = append(step.Kinds, kind)
		}
		return step, nil
	}
	dated := !slices.Contains(k.scheme.Levels(), version.Patch)
	switch {
	case len(words) == 0 && dated:
		return step, nil
	case len(words) == 0:
		return step, failed{"LEVEL is missing", "wanted " + levelWords(k.scheme)}
	case len(words) > 1:
		return step, failed{fmt.Sprintf("%q is one LEVEL too many: only anyver takes several", words[1]), ""}
	}
	level, err := version.ParseLevel(words[0])
	if err != nil || !slices.Contains(k.scheme.Levels(), level) {
		return step, failed{fmt.Sprintf("%q is no level of %s", words[0], k.scheme), "wanted " + levelWords(k.scheme)}
	}
	step.Level = level
	return step, nil
}

func levelWords(s version.Scheme) string {
	var words []string
	for _, l := range s.Levels() {
		if l != version.None {
			words = append(words, l.String())
		}
	}
	if len(words) == 0 {
		return "nothing: " + s.String() + " goes by date"
	}
	return orWords(words)
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
	merged, err := resolve.Merge(versions, k.date, k.firstRelease)
	if err != nil {
		return verdict{err}
	}
	fmt.Fprintln(p.stdout, merged)
	return nil
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
	fmt.Fprintln(p.stdout, []string{"<", "=", ">"}[versions[0].Compare(versions[1])+1])
	return nil
}

func (p *program) calcSort(c *cli.Context) error {
	if err := arguments(c); err != nil {
		return err
	}
	k, err := p.calculation(c)
	if err != nil {
		return err
	}
	var versions []version.Version
	lines := bufio.NewScanner(p.stdin)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimRight(lines.Text(), "\r")
		if text == "" {
			continue
		}
		v, err := k.scheme.Parse(text)
		if err != nil {
			return verdict{fmt.Errorf("line %d: %w", n, err)}
		}
		versions = append(versions, v)
	}
	if err := lines.Err(); err != nil {
		return failed{message: "stdin: " + err.Error()}
	}
	slices.SortStableFunc(versions, version.Version.Compare)
	out := bufio.NewWriter(p.stdout)
	for _, v := range versions {
		fmt.Fprintln(out, v)
	}
	return out.Flush()
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
