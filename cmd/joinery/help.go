package main

import (
	"fmt"

	"github.com/urfave/cli/v2"
)

// helpCommand is --help, for those who put it first as with git and cargo.
func (p *program) helpCommand() *cli.Command {
	return &cli.Command{
		Name:         "help",
		Usage:        "show what a command does and takes",
		UsageText:    "joinery help [COMMAND…]",
		Description:  "The same as joinery COMMAND --help.",
		BashComplete: p.completeHelp,
		Action: func(c *cli.Context) error {
			app := p.app()
			l, err := takeApart(app, c.Args().Slice())
			if err != nil {
				return err
			}
			if len(l.rest) > 0 {
				return unknownCommand(l.commands, l.name(), l.rest[0])
			}
			if l.isHelp() {
				return cli.ShowCommandHelp(c, "help")
			}
			return app.RunContext(c.Context, append(l.path, "--help"))
		},
	}
}

// completeHelp offers the commands that may follow those that stand there.
func (p *program) completeHelp(c *cli.Context) {
	if l, err := takeApart(p.app(), c.Args().Slice()); err == nil {
		for _, command := range l.commands {
			fmt.Fprintln(p.stdout, command.Name)
		}
	}
}

// The help texts: what a command is called, takes and does, in that order.
const (
	helpTemplate = `{{.Name}}: {{.Usage}}

usage: {{.UsageText}}

commands:
{{range .VisibleCommands}}  {{printf "%-12s" .Name}}{{.Usage}}
{{end}}
options, before or behind the arguments:
{{range .VisibleFlags}}  {{.}}
{{end}}
exit status: 0 fine, 1 the input is not in order, 2 the command could not do its work
`
	commandTemplate = `{{.HelpName}}: {{.Usage}}

usage: {{if .UsageText}}{{.UsageText}}{{else}}{{.HelpName}}{{end}}
{{if .Description}}
{{.Description}}
{{end}}{{if .VisibleCommands}}
commands:
{{range .VisibleCommands}}  {{printf "%-12s" .Name}}{{.Usage}}
{{end}}{{end}}
options:
{{range .VisibleFlags}}  {{.}}
{{end}}`
)
