package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// completing is the word by which the completion scripts ask. Behind it stand the words of the
// command line without the program, up to the cursor; the last is the one that is being typed,
// and may be empty.
const completing = "__complete"

// complete prints what could stand at the cursor, one a line: commands, options, an option's
// values, or what the command offers as its arguments. Where nothing of that has in it what is
// typed it prints nothing, and the shell offers files. Nobody reads errors in a completion, so
// there are none.
func (p *program) complete(app *cli.App, words []string) {
	if len(words) == 0 {
		return
	}
	var offered bytes.Buffer
	out := p.stdout
	p.stdout, p.offline = &offered, true
	p.propose(app, words)
	p.stdout = out
	typed := strings.ToLower(words[len(words)-1])
	if strings.Contains(strings.ToLower(offered.String()), typed) { // the shell chooses the lines that fit
		_, _ = offered.WriteTo(p.stdout)
	}
}

// propose prints all that could stand at the cursor, whatever is typed there already.
func (p *program) propose(app *cli.App, words []string) {
	if p.proposeValue(app, words) {
		return
	}
	last := len(words) - 1
	l, err := takeApart(app, words[:last])
	switch {
	case err != nil || slices.Contains(words[:last], "--"):
	case strings.HasPrefix(words[last], "-"):
		for _, f := range l.known {
			for _, name := range f.Names() {
				fmt.Fprintln(p.stdout, dashed(name))
			}
		}
	case len(l.commands) > 0:
		for _, c := range l.commands {
			fmt.Fprintln(p.stdout, c.Name)
		}
	default:
		p.completeBy(app, l, nil)
	}
}

// completeBy runs the command with a completion in place of its work, for nil its own.
func (p *program) completeBy(app *cli.App, l line, by cli.BashCompleteFunc) {
	commands := app.Commands
	for _, name := range l.path[1:] {
		command := find(commands, name)
		commands = command.Subcommands
		command.Action = func(c *cli.Context) error {
			switch {
			case by != nil:
				by(c)
			case command.BashComplete != nil:
				command.BashComplete(c)
			}
			return nil
		}
	}
	app.Writer = io.Discard // for help, if that was asked for
	_ = app.Run(l.ordered())
}

// completeNames offers the names of components and products for the first argument.
func (p *program) completeNames(c *cli.Context) {
	if w, err := p.open(c); err == nil {
		p.offer(c, w.Names()...)
	}
}

// completeProducts offers the names of products for the first argument.
func (p *program) completeProducts(c *cli.Context) {
	if w, err := p.open(c); err == nil {
		for _, product := range w.Products {
			p.offer(c, product.Name.Value)
		}
	}
}

// completeWords offers words for the first argument.
func (p *program) completeWords(words ...string) cli.BashCompleteFunc {
	return func(c *cli.Context) { p.offer(c, words...) }
}

// offer prints what could be the first argument, unless it stands there already.
func (p *program) offer(c *cli.Context, words ...string) {
	if c.Args().Present() {
		return
	}
	for _, word := range words {
		fmt.Fprintln(p.stdout, word)
	}
}
