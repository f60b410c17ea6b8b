package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"time"
)

// cost is what one process took.
type cost struct {
	wall, cpu time.Duration
	memory    int64 // the most that it held at a time, in bytes; 0 when the system does not tell
}

// command is a program and its arguments.
type command struct {
	name   string // what the tables call it
	argv   []string
	status int          // the exit status that it must have
	after  func() error // what to do once it has run, not measured; nil: nothing
}

// spend runs the command and returns what it took.
func (c command) spend() (cost, error) {
	process := exec.Command(c.argv[0], c.argv[1:]...)
	var said bytes.Buffer
	process.Stderr = &said
	started := time.Now()
	err := process.Run()
	wall := time.Since(started)
	if err != nil && !errors.As(err, new(*exec.ExitError)) {
		return cost{}, err
	}
	state := process.ProcessState
	if state.ExitCode() != c.status {
		return cost{}, fmt.Errorf("%s: got exit status %d, want %d: %s", c.name, state.ExitCode(), c.status, said.Bytes()[:min(said.Len(), 2000)])
	}
	return cost{wall, state.UserTime() + state.SystemTime(), peak(state)}, nil
}

// compare runs the commands in turn, round by round. Of each it returns the least time, which is
// what others on the machine disturbed least, and the median of the memory.
func compare(rounds int, commands ...command) ([]cost, error) {
	runs := make([][]cost, len(commands))
	for range rounds {
		for i, c := range commands {
			spent, err := c.spend()
			if err != nil {
				return nil, err
			}
			if c.after != nil {
				if err := c.after(); err != nil {
					return nil, fmt.Errorf("%s: %w", c.name, err)
				}
			}
			runs[i] = append(runs[i], spent)
		}
	}
	typical := make([]cost, len(commands))
	for i, all := range runs {
		slices.SortFunc(all, func(a, b cost) int { return cmp.Compare(a.memory, b.memory) })
		typical[i] = all[len(all)/2]
		for _, c := range all {
			typical[i].wall, typical[i].cpu = min(typical[i].wall, c.wall), min(typical[i].cpu, c.cpu)
		}
	}
	return typical, nil
}
