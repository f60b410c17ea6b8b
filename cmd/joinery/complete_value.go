package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// optionValues returns the completion of an option's value, nil where the shell offers files.
func (p *program) optionValues(command string, flag cli.Flag) cli.BashCompleteFunc {
	switch flag.Names()[0] {
	case "product":
		return func(c *cli.Context) {
			if w, err := p.open(c); err == nil {
				p.offerWords(w.productNames())
			}
		}
	case "why":
		return func(c *cli.Context) {
			if w, err := p.open(c); err == nil {
				p.offerWords(w.Names())
			}
		}
	case "from", "to":
		if command == "graph" {
			return func(c *cli.Context) { p.offerBundles(c, c.Args().First(), c.String("from"), c.String("to")) }
		}
	}
	return nil
}

// valueList is a list of words in an option's usage: "`FORMAT`: text, json or md (default: text)".
var valueList = regexp.MustCompile("`[A-Z]+`[^:`]*: ((?:[a-z0-9-]+, )*[a-z0-9-]+(?:,? or |, )[a-z0-9-]+)(?: \\(|;|$)")

// listedValues returns the words that an option takes when its usage lists them all, in that order.
func listedValues(flag cli.Flag) []string {
	documented, ok := flag.(cli.DocGenerationFlag)
	if !ok {
		return nil
	}
	found := valueList.FindStringSubmatch(documented.GetUsage())
	if found == nil {
		return nil
	}
	return strings.FieldsFunc(strings.ReplaceAll(found[1], " or ", " "), func(r rune) bool { return r == ',' || r == ' ' })
}

func (p *program) offerWords(words []string) {
	for _, word := range words {
		fmt.Fprintln(p.stdout, word)
	}
}

// proposeValue prints what could be the value of an option, when that is what stands at the cursor,
// as a word of its own or behind "=", and reports whether it is.
func (p *program) proposeValue(app *cli.App, words []string) bool {
	before, named := words[:len(words)-1], words[len(words)-1]
	name, _, joined := strings.Cut(named, "=")
	if !joined && len(before) > 0 {
		before, name = before[:len(before)-1], before[len(before)-1]
	}
	if len(name) < 2 || name[0] != '-' || slices.Contains(before, "--") {
		return false
	}
	l, err := takeApart(app, before)
	if err != nil {
		return false
	}
	flag := option(l.known, name)
	if flag == nil || !takesValue(flag) || !joined && strings.Contains(name, "=") {
		return false
	}
	words = listedValues(flag)
	by := p.optionValues(l.path[len(l.path)-1], flag)
	if by == nil && words == nil {
		return true
	}
	out := p.stdout
	var values bytes.Buffer
	p.stdout = &values
	p.offerWords(words)
	if words == nil {
		p.completeBy(app, l, by)
	}
	p.stdout = out
	for value := range strings.Lines(values.String()) {
		if joined {
			value = name + "=" + value
		}
		fmt.Fprint(p.stdout, value)
	}
	return true
}
