package main

import (
	"fmt"
	"path/filepath"
	"strconv"
	"text/tabwriter"
)

// largestRepository is the number of components up to which a repository is made as well: git
// itself takes minutes for more.
const largestRepository = 10000

// releaseDay is the day of planned releases, so that no figure depends on today's.
const releaseDay = "2026-11-20"

// changes measures what a pull request and a release cost, as ratios to a check of the same
// workspace.
func (r *reporter) changes(components int) error {
	s := shape{components, 1, false}
	dir := filepath.Join(r.dir, strconv.Itoa(components)+"-repository")
	repository, err := makeRepository(dir, s)
	if err != nil {
		return err
	}
	fmt.Fprintf(r.out, "%d components in a git repository, ratios to check\n", components)
	table := tabwriter.NewWriter(r.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\twall\t\tcpu\t\tpeak memory\t\t")
	check := command{name: "check", argv: []string{r.joinery, "-C", dir, "check"}}
	if err := r.rows(table,
		check,
		command{name: fmt.Sprintf("check --against HEAD~1, %d components touched", touched), argv: append(check.argv, "--against", "HEAD~1")},
	); err != nil {
		return err
	}
	if err := repository.addChanges(s); err != nil {
		return err
	}
	changed, added, removed := 0, 0, 0
	release := command{
		name: "release of them", argv: []string{r.joinery, "-C", dir, "release", "--date", releaseDay},
		after: func() error {
			if changed, added, removed, err = repository.differing(); err != nil {
				return err
			}
			if written, err := repository.written(); err != nil || written != changed+added {
				return fmt.Errorf("found %d files written (%w), wanted the %d that differ and no other", written, err, changed+added)
			}
			return repository.reset()
		},
	}
	check.name = fmt.Sprintf("check, with %d changes", changes)
	if err := r.rows(table,
		check,
		command{name: "plan of them", argv: []string{r.joinery, "-C", dir, "plan", "--date", releaseDay}},
		command{name: "plan --propagate never", argv: []string{r.joinery, "-C", dir, "plan", "--date", releaseDay, "--propagate", "never"}},
		release,
	); err != nil {
		return err
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.out, "the release changed %d files, added %d, removed %d\n\n", changed, added, removed)
	return err
}

// rows measures commands that are compared with the first of them, a line each.
func (r *reporter) rows(table *tabwriter.Writer, commands ...command) error {
	costs, err := compare(r.rounds, commands...)
	if err != nil {
		return err
	}
	for i, c := range commands {
		writeRow(table, c.name, costs[i], costs[0])
	}
	return nil
}

// writeRow writes what a command took, and how that compares.
func writeRow(table *tabwriter.Writer, name string, took, to cost) {
	fmt.Fprintf(table, "%s\t%s\t%.2f\t%s\t%.2f\t%s\t%.2f\t\n", name,
		seconds(took.wall), ratio(took.wall, to.wall), seconds(took.cpu), ratio(took.cpu, to.cpu),
		megabytes(took.memory), ratio(took.memory, to.memory))
}
