package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"joinery/registry"
	"joinery/registry/daemon"
	"joinery/registry/duckdb"
)

func (p *program) backup() command {
	flags := flag.NewFlagSet("backup", flag.ContinueOnError)
	db := p.database(flags)
	return command{
		name: "backup", args: "FILE|-", says: "copy the database into a new file, while no server runs", flags: flags,
		more: "A copy of the file alone may lack what stands in its log, FILE.wal; this one has everything. For - it\n" +
			"goes to stdout; whether it is whole, the exit status tells.",
		do: func(ctx context.Context, args []string) error {
			url, err := db.named()
			if err != nil {
				return err
			}
			if args[0] != "-" {
				return couldNot(duckdb.Backup(ctx, url, args[0]))
			}
			n, err := duckdb.BackupTo(ctx, url, p.stdout)
			if err == nil {
				fmt.Fprintf(p.stderr, "wrote %d bytes\n", n)
			}
			return couldNot(err)
		},
	}
}

// couldNot is an error of the database as one of a command that could not do its work.
func couldNot(err error) error {
	told := new(registry.Error)
	if !errors.As(err, &told) {
		return err
	}
	return &daemon.Error{Message: told.Error(), Hint: told.Hint}
}

func (p *program) restore() command {
	flags := flag.NewFlagSet("restore", flag.ContinueOnError)
	db := p.database(flags)
	gap := flags.Uint64("gap", registry.DefaultGap, fmt.Sprintf("jump by `N` (default: %d)", registry.DefaultGap))
	return command{
		name: "restore", says: "make every counter jump, after a copy was brought back", flags: flags,
		more: "What was given out after the copy was made is unknown to it, and would be given again. So every counter\n" +
			"jumps, far enough to be past it. Bring the copy back to its place first, and remove FILE.wal of the one\n" +
			"that was there, with no server running; then run this; then start the server.",
		do: func(ctx context.Context, _ []string) error {
			if *gap == 0 {
				return &daemon.Error{Message: "--gap 0: wanted a number from 1"}
			}
			return db.with(ctx, func(r *registry.Registry) error {
				n, err := r.Restored(ctx, operator, *gap)
				if err == nil && n == 0 {
					return &daemon.Error{Message: "there is no item with a counter in this database, and nothing jumped", Hint: "is it the copy that was brought back?"}
				}
				if err == nil {
					fmt.Fprintf(p.stderr, "counters that jumped by %d: %d; the server may start\n", *gap, n)
				}
				return err
			})
		},
	}
}
