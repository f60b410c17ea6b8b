package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"joinery/registry"
	"joinery/registry/daemon"
	"joinery/registry/duckdb"
	"joinery/registry/sqlstore"
)

// name is what the program is called.
const name = "joinery-duckdb"

// release is stamped by a release build, with -ldflags "-X main.release=0.2.0"; "" in every other one.
var release string

// versionOf says which program this is: what was stamped, else that a checkout was built, and which.
func versionOf(release string, info *debug.BuildInfo) string {
	if release != "" {
		return release
	}
	said := map[string]string{}
	if info != nil {
		for _, s := range info.Settings {
			said[s.Key] = s.Value
		}
	}
	commit := said["vcs.revision"]
	if commit == "" {
		return "devel"
	}
	commit = commit[:min(7, len(commit))]
	if said["vcs.modified"] == "true" {
		commit += "+dirty"
	}
	return "devel (" + commit + ")"
}

// program is one run: everything that it takes from outside comes in here.
type program struct {
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
}

// daemon is this program as one that runs a server and looks after its database.
func (p *program) daemon() daemon.Program {
	info, _ := debug.ReadBuildInfo()
	return daemon.Program{
		Name: name, Version: versionOf(release, info), Databases: []*sqlstore.Dialect{duckdb.Dialect}, Alone: true,
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
	if len(args) > 1 && args[0] == "help" {
		args = append(slices.Clone(args[1:]), "--help")
	}
	if len(args) == 0 || slices.Contains([]string{"help", "-h", "-help", "--help"}, args[0]) {
		return help(p.stdout, commands)
	}
	if args[0] == "--version" {
		info, _ := debug.ReadBuildInfo()
		_, err := fmt.Fprintln(p.stdout, name, versionOf(release, info))
		return err
	}
	said := args[0]
	var within []string // commands whose first word it is
	for _, c := range commands {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && strings.Join(args[:len(words)], " ") == c.name {
			return c.run(ctx, p.stdout, args[len(words):])
		}
		if words[0] == args[0] {
			within = append(within, words[1:]...)
			if len(args) > 1 && !strings.HasPrefix(args[1], "-") {
				said = args[0] + " " + args[1]
			}
		}
	}
	hint := name + " --help shows those that there are"
	if said == args[0] && len(within) > 0 {
		return &daemon.Error{Message: said + " needs to know what: " + strings.Join(within, ", "), Hint: hint}
	}
	return &daemon.Error{Message: fmt.Sprintf("there is no command %q", said), Hint: hint}
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
