package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"text/tabwriter"
	"time"
)

// chains are measured for what they cost to find unsolvable.
var chains = []chain{{1, 20000}, {10, 2000}, {100, 200}}

// report measures everything and prints a table a subject.
func report(out io.Writer, sizes []int, rounds int) error {
	dir, err := os.MkdirTemp("", "joinery-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	r := &reporter{out: out, dir: dir, joinery: filepath.Join(dir, "joinery"), rounds: rounds, checks: map[int]cost{}}
	if r.self, err = os.Executable(); err != nil {
		return err
	}
	if text, err := exec.Command("go", "build", "-trimpath", "-o", r.joinery, "joinery/cmd/joinery").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w: %s", err, bytes.TrimSpace(text))
	}
	for _, size := range sizes {
		if err := r.size(size); err != nil {
			return err
		}
	}
	for _, size := range sizes {
		if size > smallest && size <= largestRepository {
			if err := r.changes(size); err != nil {
				return err
			}
		}
	}
	r.growth(sizes)
	return r.chains()
}

type reporter struct {
	out           io.Writer
	dir           string
	self, joinery string // programs
	rounds        int
	checks        map[int]cost // what checking each size took
}

// smallest is the number of components up to which starting the program is what counts.
const smallest = 1000

// size measures a workspace with so many components.
func (r *reporter) size(components int) error {
	dir, clashing := filepath.Join(r.dir, strconv.Itoa(components)), filepath.Join(r.dir, strconv.Itoa(components)+"-conflict")
	for folder, s := range map[string]shape{dir: {components, 1, false}, clashing: {components, 1, true}} {
		if err := os.Mkdir(folder, 0o755); err != nil {
			return err
		}
		defer os.RemoveAll(folder)
		if err := s.write(folder); err != nil {
			return err
		}
	}
	check := command{name: "check", argv: []string{r.joinery, "-C", dir, "check"}}
	rounds, first := r.rounds, command{name: "floor", argv: []string{r.self, alone, "floor", dir}}
	if components <= smallest {
		rounds, first = rounds*10, command{name: "joinery --version", argv: []string{r.joinery, "--version"}}
	}
	commands := []command{
		first,
		{name: "load", argv: []string{r.self, alone, "load", dir}},
		check,
		{name: "resolve", argv: []string{r.joinery, "-C", dir, "resolve"}},
		{name: "check, a conflict", argv: []string{r.joinery, "-C", clashing, "check"}, status: 1},
		{name: "resolve, a conflict", argv: []string{r.joinery, "-C", clashing, "resolve"}, status: 1},
	}
	costs, err := compare(rounds, commands...)
	if err != nil {
		return err
	}
	r.checks[components] = costs[2]
	fmt.Fprintf(r.out, "%d components, ratios to %s\n", components, first.name)
	table := tabwriter.NewWriter(r.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\twall\t\tcpu\t\tpeak memory\t\t")
	for i, c := range commands {
		writeRow(table, c.name, costs[i], costs[0])
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.out, "a conflict explained: check %.2f, resolve %.2f of the run without one\n\n",
		ratio(costs[4].wall, costs[2].wall), ratio(costs[5].wall, costs[3].wall))
	return err
}

// growth prints how much longer a check takes from one size to the next.
func (r *reporter) growth(sizes []int) {
	for i := 1; i < len(sizes); i++ {
		from, to := r.checks[sizes[i-1]], r.checks[sizes[i]]
		if sizes[i-1] > smallest {
			fmt.Fprintf(r.out, "from %d to %d components a check grows %.1f times in time, %.1f times in memory\n\n",
				sizes[i-1], sizes[i], ratio(to.wall, from.wall), ratio(to.memory, from.memory))
		}
	}
}

// chains prints how long it takes to see that every version was tried in vain.
func (r *reporter) chains() error {
	for _, c := range chains {
		took, err := exec.Command(r.self, alone, "chain", strconv.Itoa(c.depth), strconv.Itoa(c.width)).Output()
		if err != nil {
			return fmt.Errorf("a chain of %d × %d: %w", c.depth, c.width, err)
		}
		fmt.Fprintf(r.out, "no solution among %d × %d versions: %s", c.depth, c.width, took)
	}
	return nil
}

func ratio[N time.Duration | int64](n, to N) float64 { return float64(n) / float64(max(to, 1)) }

func seconds(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%.1f ms", float64(d)/1e6)
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n>>20) }
