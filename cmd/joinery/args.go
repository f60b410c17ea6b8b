package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
)

// line is a command line, taken apart.
type line struct {
	path     []string       // the program and its commands, by the names that they have
	commands []*cli.Command // what may follow the path
	known    []cli.Flag     // the options that the last of the path has
	flags    []string       // options as they were given, each before its value
	rest     []string       // arguments
	help     bool           // --help is among the options
}

// takeApart reads a command line in whatever order its options stand. The library itself takes
// an option behind the first argument for an argument, without a word. An error names the word
// that nobody knows, or the option that lacks a value; the line then holds what stands before it.
func takeApart(app *cli.App, args []string) (line, error) {
	l := line{path: []string{"joinery"}, commands: app.Commands, known: append(slices.Clone(app.Flags), cli.VersionFlag)}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			l.rest = append(l.rest, args[i+1:]...)
			return l, nil
		case len(arg) > 1 && arg[0] == '-':
			flag := option(l.known, arg)
			if flag == nil {
				return l, l.unknownOption(arg)
			}
			l.flags, l.help = append(l.flags, arg), l.help || flag == cli.HelpFlag
			name, value, valued := strings.Cut(arg, "=")
			if takesValue(flag) && !valued {
				if i++; i == len(args) {
					return l, failed{arg + " needs a value", l.name() + " --help says which"}
				}
				value, valued = args[i], true
				l.flags = append(l.flags, value)
			}
			if !valued {
				continue
			}
			if err := checkValue(flag, name, value); err != nil {
				return l, err
			}
		case len(l.commands) == 0 || len(l.rest) > 0:
			l.rest = append(l.rest, arg)
		default:
			command := find(l.commands, arg)
			if command == nil {
				return l, unknownCommand(l.commands, l.name(), arg)
			}
			l.path = append(l.path, command.Name)
			l.commands, l.known = command.Subcommands, append(slices.Clone(command.Flags), cli.HelpFlag)
		}
	}
	return l, nil
}

// ordered writes the line so that the library understands it: the program and its commands,
// the options, --, the arguments. Who asks for help gets it, whatever the arguments are: the library
// takes them for commands, and what stands behind help for what stands behind the program.
func (l line) ordered() []string {
	if l.help {
		l.rest = nil
		if l.isHelp() {
			return append(slices.Clone(l.path), "help")
		}
	}
	args := append(slices.Clone(l.path), l.flags...)
	if len(l.rest) > 0 {
		args = append(append(args, "--"), l.rest...)
	}
	return args
}

// isHelp reports whether the command is help.
func (l line) isHelp() bool { return len(l.path) == 2 && l.path[1] == "help" }

// name is what the command is called: joinery calc next.
func (l line) name() string { return strings.Join(l.path, " ") }

func (l line) unknownOption(arg string) error {
	given, _, _ := strings.Cut(arg, "=")
	hint := l.name() + " --help lists them"
	var names []string
	for _, f := range l.known {
		for _, name := range f.Names() {
			names = append(names, dashed(name))
		}
	}
	switch near := manifest.Nearest(given, names); {
	case arg[1] >= '0' && arg[1] <= '9':
		hint = "behind -- every word is an argument, also one that starts with a dash"
	case near != "":
		hint = "did you mean " + near + "?"
	case slices.ContainsFunc(l.commands, func(c *cli.Command) bool { return option(c.Flags, arg) != nil }):
		hint = "the options of a command stand behind its name"
	}
	return unknownWord(l.name(), "option", given, hint)
}

func find(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

// option returns the flag that an argument names, nil when there is none.
func option(flags []cli.Flag, arg string) cli.Flag {
	name, _, _ := strings.Cut(strings.TrimPrefix(arg[1:], "-"), "=")
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

// takesValue reports whether the flag's value is the next argument.
func takesValue(flag cli.Flag) bool {
	documented, ok := flag.(cli.DocGenerationFlag)
	return ok && documented.TakesValue()
}

// checkValue says what is wrong with an option's value: it is empty, which is mostly a variable
// of a script that was not set, or it is not of the option's kind.
func checkValue(flag cli.Flag, option, value string) error {
	if value == "" {
		return failed{option + " has an empty value", "leave it out where there is nothing to say"}
	}
	switch flag.(type) {
	case *cli.IntFlag:
		if _, err := strconv.Atoi(value); err != nil {
			return failed{fmt.Sprintf("%s: found %q, wanted a whole number", option, value), ""}
		}
	case *cli.BoolFlag:
		if _, err := strconv.ParseBool(value); err != nil {
			return failed{fmt.Sprintf("%s: found %q, wanted true or false", option, value), option + " alone says true"}
		}
	}
	return nil
}

// dashed writes an option as people do.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

func unknownCommand(commands []*cli.Command, path, name string) error {
	var names []string
	for _, c := range commands {
		names = append(names, c.Name)
	}
	hint := path + " --help lists them"
	if near := manifest.Nearest(name, names); near != "" {
		hint = "did you mean " + near + "?"
	} else if len(names) == 0 {
		hint = path + " --help shows what it takes"
	}
	return unknownWord(path, "command", strconv.Quote(name), hint)
}

func unknownWord(path, kind, word, hint string) error {
	if command, found := strings.CutPrefix(path, "joinery "); found {
		return failed{fmt.Sprintf("%s has no %s %s", command, kind, word), hint}
	}
	return failed{fmt.Sprintf("there is no %s %s", kind, word), hint}
}
