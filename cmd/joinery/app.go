package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/graph"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// program is one run: everything that it takes from outside comes in here.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
	random         func(n int) int       // a number from 0 below n; nil: one that nobody can foretell
	answers        *bufio.Reader         // stdin, once somebody is asked
	offline        bool                  // no registry is asked: words are completed
	named          map[string]diag.Place // registries that products name, and where
}

// now is the only clock. It is UTC, since a day in a bundle is the same day everywhere.
func now() time.Time { return time.Now().UTC() }

// The exit statuses.
const (
	exitFine    = 0 // done, and nothing is wrong
	exitVerdict = 1 // the input is not in order
	exitFailed  = 2 // the command could not do its work
)

// verdict is an error about the input: what was read is not in order.
type verdict struct{ error }

// Unwrap returns the error about the input.
func (v verdict) Unwrap() error { return v.error }

// errFound says that the findings that were printed hold errors; there is no more to say.
var errFound = verdict{errors.New("errors were found")}

// failed is an error about the command line or the machine, with what to do next.
type failed struct{ message, hint string }

// Error returns the message; the hint is told apart from it.
func (f failed) Error() string { return f.message }

// run does what the arguments say and returns the exit status.
func (p *program) run(args []string) int {
	quickHeap()
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	context.AfterFunc(ctx, stop) // who presses Ctrl-C twice does not want to wait
	out := &output{Writer: p.stdout}
	p.stdout = out
	app := p.app()
	if len(args) > 1 && args[1] == completing {
		p.complete(app, args[2:])
		return exitFine
	}
	l, err := takeApart(app, args[1:])
	if err == nil {
		err = app.RunContext(ctx, l.ordered())
	}
	if out.err != nil && ctx.Err() == nil {
		err = out.err
	}
	return p.exit(err)
}

// endings are the signals that end what runs, without leftovers. Under nohup a terminal's going
// away is none of them.
func endings() []os.Signal {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		signals = append(signals, syscall.SIGHUP)
	}
	return signals
}

// exit prints an error and returns the status that it stands for.
func (p *program) exit(err error) int {
	if err == nil {
		return exitFine
	}
	if errors.Is(err, errFound) {
		return exitVerdict
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(p.stderr, "joinery: stopped, nothing was written")
		return exitFailed
	}
	if at, plain := err.(*fs.PathError); plain { // what is wrapped has words around it already
		err = unread("", at.Path, at)
	}
	fmt.Fprintf(p.stderr, "joinery: %v\n", err)
	for i, hint := range hints(err) {
		if i == 0 {
			fmt.Fprintln(p.stderr)
		}
		fmt.Fprintf(p.stderr, "hint: %s\n", hint)
	}
	if errors.As(err, new(verdict)) {
		return exitVerdict
	}
	return exitFailed
}

func (p *program) app() *cli.App {
	app := &cli.App{
		Name:                      "joinery",
		Usage:                     "compose a product out of independently versioned components",
		UsageText:                 "joinery [-C DIR] [--color auto|always|never] COMMAND",
		Version:                   thisBuild().String(),
		Writer:                    p.stdout,
		ErrWriter:                 p.stderr,
		HideHelpCommand:           true,
		DisableSliceFlagSeparator: true,
		CustomAppHelpTemplate:     helpTemplate,
		Flags:                     append(commonFlags(), cli.HelpFlag), // the library leaves it out beside a command of that name
		ExitErrHandler:            func(*cli.Context, error) {},
		OnUsageError:              usageError,
		Action:                    p.noCommand,
		Commands: []*cli.Command{
			p.initCommand(),
			p.importCommand(),
			withRegistry(p.checkCommand()),
			withRegistry(p.resolveCommand()),
			withRegistry(p.whyCommand()),
			withRegistry(p.impactCommand()),
			withRegistry(p.whereCommand()),
			withRegistry(p.graphCommand()),
			withRegistry(p.changeCommand()),
			withRegistry(p.planCommand()),
			withRegistry(p.bumpCommand()),
			withRegistry(p.mergeCommand()),
			withRegistry(p.cutCommand()),
			withRegistry(p.releaseCommand()),
			withRegistry(p.diffCommand()),
			withRegistry(p.notesCommand()),
			withRegistry(p.releasesCommand()),
			withRegistry(p.sbomCommand()),
			p.packCommand(),
			p.verifyCommand(),
			p.unpackCommand(),
			p.serveCommand(),
			p.drawCommand(),
			p.publishCommand(),
			p.pullCommand(),
			p.tokenCommand(),
			p.registryCommand(),
			p.calcCommand(),
			p.schemaCommand(),
			p.completionCommand(),
			p.helpCommand(),
		},
	}
	p.prepare(app.Commands)
	return app
}

// prepare gives every command what they have in common.
func (p *program) prepare(commands []*cli.Command) {
	for _, c := range commands {
		for _, f := range c.Flags {
			if yes, ok := f.(*cli.BoolFlag); ok {
				yes.DisableDefaultText = true // that it is false unless given goes without saying
			}
		}
		c.Flags = append(c.Flags, commonFlags()...)
		c.Before = p.knownColor
		c.OnUsageError = usageError
		c.HideHelpCommand = true
		if c.CustomHelpTemplate == "" {
			c.CustomHelpTemplate = commandTemplate
		}
		p.prepare(c.Subcommands)
	}
}

// commonFlags are understood before and behind every command.
func commonFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "C", Usage: "work in `DIR`: the workspace's root, found by itself otherwise"},
		&cli.StringFlag{Name: "color", Value: "auto", Usage: "`WHEN` to colour: auto, always, never"},
	}
}

func usageError(c *cli.Context, err error, _ bool) error {
	name := "joinery"
	if c != nil && c.Command != nil && c.Command.Name != "" && c.Command.Name != "joinery" {
		name = c.Command.HelpName
	}
	return failed{err.Error(), name + " --help shows what it takes"}
}

func (p *program) noCommand(c *cli.Context) error {
	if !c.Args().Present() {
		return cli.ShowAppHelp(c)
	}
	return unknownCommand(c.App.Commands, "joinery", c.Args().First())
}

// severityLine counts findings for people: "2 errors, 1 warning".
func severityLine(l diag.List) string {
	var words []string
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Note} {
		if n := l.Count(s); n > 0 {
			words = append(words, count(n, s.String()))
		}
	}
	if len(words) == 0 {
		return "no findings"
	}
	return joinWords(words, ", ")
}

// hints returns what to do next, as far as the error knows.
func hints(err error) []string {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		var all []string
		for _, one := range joined.Unwrap() {
			all = append(all, hints(one)...)
		}
		return slices.Compact(all)
	}
	var several interface{ Hints() []string }
	if errors.As(err, &several) {
		return several.Hints()
	}
	var parse *version.ParseError
	var step *version.StepError
	var large *graph.TooLargeError
	var own failed
	hint := ""
	switch {
	case errors.As(err, &parse):
		hint = parse.Hint
	case errors.As(err, &step):
		hint = step.Hint
	case errors.As(err, &large):
		hint = "--format mermaid, dot or json takes a graph of any size"
	case errors.As(err, &own):
		hint = own.hint
	}
	if hint == "" {
		return nil
	}
	return []string{hint}
}
