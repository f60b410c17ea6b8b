package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"joinery/registry"
	"joinery/registry/daemon"
	"joinery/registry/duckdb"
	"joinery/registry/sqlstore"
)

// name is what the program is called.
const name = "joinery-duckdb"

// release is stamped by a release build, with -ldflags "-X main.release=0.2.0".
var release = "devel"

// program is one run: everything that it takes from outside comes in here.
type program struct {
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
}

// daemon is this program as one that runs a server and looks after its database.
func (p *program) daemon() daemon.Program {
	return daemon.Program{
		Name: name, Version: release, Databases: []*sqlstore.Dialect{duckdb.Dialect}, Alone: true,
		Stdout: p.stdout, Stderr: p.stderr, Now: p.now,
	}
}

// run does what the arguments say and returns the exit status.
func (p *program) run(ctx context.Context, args []string) int {
	err := p.do(ctx, args)
	if err == nil {
		return 0
	}
	fmt.Fprintf(p.stderr, "%s: %v\n", name, err)
	if hint := hintOf(err); hint != "" {
		fmt.Fprintf(p.stderr, "\nhint: %s\n", hint)
	}
	return statusOf(err)
}

// do finds the command that the arguments begin with, and does it.
func (p *program) do(ctx context.Context, args []string) error {
	commands := p.commands()
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "-help" || args[0] == "--help" {
		return help(p.stdout, commands)
	}
	if args[0] == "--version" {
		_, err := fmt.Fprintln(p.stdout, name, release)
		return err
	}
	said := args[0]
	for _, c := range commands {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && strings.Join(args[:len(words)], " ") == c.name {
			return c.run(ctx, p.stdout, args[len(words):])
		}
		if words[0] == args[0] && len(args) > 1 {
			said = args[0] + " " + args[1]
		}
	}
	return &daemon.Error{Message: fmt.Sprintf("there is no command %q", said), Hint: name + " --help shows those that there are"}
}

// hintOf returns what to do next, "" if the error does not know.
func hintOf(err error) string {
	var own *daemon.Error
	var told *registry.Error
	switch {
	case errors.As(err, &own):
		return own.Hint
	case errors.As(err, &told):
		return told.Hint
	}
	return ""
}

// statusOf returns the exit status: 1 for what the registry refuses, 2 for a command that could not do
// its work.
func statusOf(err error) int {
	told := new(registry.Error)
	if !errors.As(err, &told) || told.Field == "db" {
		return 2
	}
	switch told.Code {
	case registry.Invalid, registry.Exists, registry.Conflict, registry.Reused:
		return 1
	}
	return 2
}
