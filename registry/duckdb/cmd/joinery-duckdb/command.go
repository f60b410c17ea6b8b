package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"joinery/registry/daemon"
)

// A command is what the program does.
type command struct {
	name  string // such as "token add"
	args  string // their names, with blanks between
	says  string // in one line
	more  string // what else is worth knowing, in lines; may be ""
	flags *flag.FlagSet
	do    func(ctx context.Context, args []string) error
}

// commands returns all of them, in the order of the help page.
func (p *program) commands() []command {
	return []command{p.serve(), p.tokenAdd(), p.tokenList(), p.tokenRevoke(), p.backup(), p.restore()}
}

// run reads options and arguments, in any order, and does the command.
func (c command) run(ctx context.Context, help io.Writer, args []string) error {
	c.flags.SetOutput(io.Discard)
	var found []string
	for len(args) > 0 {
		err := c.flags.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			return c.help(help)
		}
		if err != nil {
			return c.misused(err.Error())
		}
		if args = c.flags.Args(); len(args) > 0 {
			found, args = append(found, args[0]), args[1:]
		}
	}
	if len(found) != len(strings.Fields(c.args)) {
		return c.misused(fmt.Sprintf("found %s, wanted %s", orNothing(strings.Join(found, " ")), orNothing(c.args)))
	}
	return c.do(ctx, found)
}

func orNothing(words string) string {
	if words == "" {
		return "no arguments"
	}
	return words
}

func (c command) misused(what string) error {
	return &daemon.Error{Message: c.name + ": " + what, Hint: name + " " + c.name + " --help shows what it takes"}
}

// line is how the command is written.
func (c command) line() string {
	return strings.TrimSpace(name + " " + c.name + " " + c.args)
}

func (c command) help(w io.Writer) error {
	fmt.Fprintf(w, "%s - %s\n\nUsage: %s [OPTION]...\n", name+" "+c.name, c.says, c.line())
	if c.more != "" {
		fmt.Fprintf(w, "\n%s\n", c.more)
	}
	fmt.Fprint(w, "\nOptions:\n")
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	c.flags.VisitAll(func(f *flag.Flag) {
		value, usage := flag.UnquoteUsage(f)
		fmt.Fprintf(table, "  --%s %s\t%s\n", f.Name, value, usage)
	})
	return table.Flush()
}

// help says what the program is for, and what it does.
func help(w io.Writer, commands []command) error {
	fmt.Fprintf(w, `%[1]s - a registry in a DuckDB file

It is joinery serve with a database that can be asked what nobody thought of before, in SQL. Draws are
slower than on SQLite, and one process at a time has the file: all other commands here want the server
ended. What does not need the file is done with joinery, by the server.

Usage:
`, name)
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, c := range commands {
		fmt.Fprintf(table, "  %s\t%s\n", c.line(), c.says)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, `
The file is named by --db duckdb:PATH, or by %s. %s COMMAND --help shows what else there is.
`, daemon.Variable("db"), name)
	return err
}
