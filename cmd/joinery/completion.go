package main

import (
	_ "embed"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"
)

// The completion scripts ask the program itself what could stand at the cursor.
var (
	//go:embed completion/joinery.bash
	bashCompletion string
	//go:embed completion/joinery.zsh
	zshCompletion string
	//go:embed completion/joinery.fish
	fishCompletion string
)

func (p *program) completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a completion script",
		UsageText: "joinery completion bash|zsh|fish",
		Description: "Put it where the shell finds it:\n\n" +
			"    source <(joinery completion bash)\n" +
			"    joinery completion zsh > \"${fpath[1]}/_joinery\"\n" +
			"    joinery completion fish > ~/.config/fish/completions/joinery.fish",
		BashComplete: p.completeWords("bash", "zsh", "fish"),
		Action: func(c *cli.Context) error {
			if err := arguments(c, "SHELL"); err != nil {
				return err
			}
			scripts := map[string]string{"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion}
			script, ok := scripts[c.Args().First()]
			if !ok {
				return failed{fmt.Sprintf("%s is no shell that can be completed for: wanted bash, zsh or fish", c.Args().First()), ""}
			}
			_, err := io.WriteString(p.stdout, script)
			return err
		},
	}
}
