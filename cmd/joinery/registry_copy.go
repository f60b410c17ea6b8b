package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/urfave/cli/v2"

	"joinery/registry"
	"joinery/registry/daemon"
)

// dbOf returns the database that is meant.
func (p *program) dbOf(c *cli.Context) (string, error) {
	if url := c.String("db"); url != "" {
		return url, nil
	}
	if url := p.getenv(daemon.Variable("db")); url != "" {
		return url, nil
	}
	return "", failed{"it is not said which database is meant", "--db URL says it, or " + daemon.Variable("db")}
}

func (p *program) registryBackup(c *cli.Context) error {
	if err := arguments(c, "FILE"); err != nil {
		return err
	}
	url, err := p.dbOf(c)
	if err != nil {
		return err
	}
	file := c.Args().First()
	switch {
	case file == "-" && isTerminal(p.stdout):
		return failed{"a backup is no text, nothing was written to the terminal", "joinery registry backup - > FILE, or a FILE in place of -"}
	case file != "-" && exists(file):
		return failed{file + " is there already, nothing was written", "a backup goes into a new file"}
	}
	return p.withRegistryAt(c.Context, url, func(_ *registry.Registry, store registry.Store) error {
		copied, ok := store.(interface {
			Backup(ctx context.Context, file string) error
			BackupTo(ctx context.Context, w io.Writer) (int64, error)
		})
		if !ok {
			return failed{"this database is not copied by joinery", "it has tools of its own, such as pg_dump"}
		}
		var err error
		if file == "-" {
			var n int64
			if n, err = copied.BackupTo(c.Context, p.stdout); err == nil {
				fmt.Fprintf(p.stderr, "wrote %d bytes\n", n)
			}
		} else {
			err = copied.Backup(c.Context, file)
		}
		if c.Context.Err() != nil {
			return c.Context.Err()
		}
		return couldNot(err)
	})
}

// couldNot is an error of a registry on this machine as one of a command that could not do its work.
func couldNot(err error) error {
	e := new(registry.Error)
	if !errors.As(err, &e) {
		return err
	}
	return failed{e.Error(), e.Hint}
}

func (p *program) registryRestore(c *cli.Context) error {
	if err := arguments(c); err != nil {
		return err
	}
	url, err := p.dbOf(c)
	if err != nil {
		return err
	}
	gap := uint64(registry.DefaultGap)
	if text := c.String("gap"); text != "" {
		if gap, err = strconv.ParseUint(text, 10, 64); err != nil || gap == 0 || gap > registry.MaxGap {
			return failed{fmt.Sprintf("--gap %s: wanted a number from 1 to %d", text, uint64(registry.MaxGap)), ""}
		}
	}
	return p.withRegistryAt(c.Context, url, func(r *registry.Registry, _ registry.Store) error {
		n, err := r.Restored(c.Context, registry.Who{Name: "joinery registry restore", Role: registry.Admin}, gap)
		if err == nil && n == 0 {
			return failed{"there is no item with a counter in this database, and nothing jumped", "is it the copy that was brought back?"}
		}
		if err == nil {
			fmt.Fprintf(p.stderr, "the counters of %s jumped by %d; servers may start\n", count(n, "item"), gap)
		}
		return err
	})
}
