package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 0 && args[0] == alone {
		return work(args[1:])
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	sizes := flags.String("size", "100,6000,60000", "numbers of components, with commas")
	rounds := flags.Int("rounds", 3, "how often each work is run")
	write := flags.String("write", "", "write the workspace of the first size into this folder, and measure nothing")
	conflict := flags.Bool("conflict", false, "with -write: with a conflict at the very bottom")
	if err := flags.Parse(args); err != nil {
		return err
	}
	counts, err := numbers(*sizes)
	if err != nil {
		return err
	}
	if *rounds < 1 {
		return fmt.Errorf("-rounds %d: wanted 1 or more", *rounds)
	}
	if *write != "" {
		if err := os.MkdirAll(*write, 0o755); err != nil {
			return err
		}
		return shape{components: counts[0], seed: 1, conflict: *conflict}.write(*write)
	}
	return report(os.Stdout, counts, *rounds)
}

// numbers reads "100,6000".
func numbers(list string) ([]int, error) {
	var all []int
	for _, word := range strings.Split(list, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("-size %s: found %q, wanted a number above 0", list, word)
		}
		all = append(all, n)
	}
	return all, nil
}
