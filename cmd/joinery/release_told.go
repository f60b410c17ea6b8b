package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"joinery/resolve/plan"
)

// tellRelease prints what was released to stdout, "NAME VERSION" a line, components before
// products, and to stderr what was done and the commands that commit it.
func (p *program) tellRelease(w *opened, made *plan.Plan, told staging) error {
	var components, products []string
	for _, c := range made.Components {
		components = append(components, c.Name.Value+" "+c.To.String())
	}
	for _, product := range made.Products {
		products = append(products, product.Name.Value+" "+product.Next.Version.String())
	}
	for _, one := range slices.Concat(components, products) {
		if _, err := fmt.Fprintln(p.stdout, one); err != nil {
			return err
		}
	}
	for _, line := range made.Lines() {
		fmt.Fprintln(p.stderr, line)
	}
	for _, file := range told.ignored {
		fmt.Fprintf(p.stderr, "git ignores %s: no commit will hold it\n", file)
	}
	if !told.repository || len(told.files) == 0 {
		return nil
	}
	if len(products) == 0 {
		products = components
	}
	git := gitCommand(w.root)
	fmt.Fprintf(p.stderr, "\njoinery commits nothing, these commands do:\n\n  %s add -A -- %s\n  %s commit -m %s\n",
		git, strings.Join(places(told.files), " "), git, quotedForShell("release "+headline(products)))
	for _, one := range products[:min(most, len(products))] {
		fmt.Fprintf(p.stderr, "  %s tag %s\n", git, quotedForShell(strings.ReplaceAll(one, " ", "-")))
	}
	return nil
}

// most is how many files or names a command line is made of.
const most = 8

// headline names what was released, in a line that stays short.
func headline(released []string) string {
	if len(released) > most {
		return fmt.Sprintf("%s and %d more", released[0], len(released)-1)
	}
	return strings.Join(released, ", ")
}

// places returns what to add to a commit: the files, or where they are many, the topmost folders
// that they lie in.
func places(files []string) []string {
	all := map[string]bool{}
	for _, place := range files {
		if len(files) > most {
			place, _, _ = strings.Cut(place, "/")
		}
		all[quotedForShell(place)] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// gitCommand is git, told where the workspace is unless that is here.
func gitCommand(root string) string {
	here, err := os.Getwd()
	full, err2 := filepath.Abs(root)
	if err == nil && err2 == nil && here == full {
		return "git"
	}
	place := fromHere(root)
	if far := filepath.Join("..", "..", ".."); err2 == nil && strings.HasPrefix(place, far) {
		place = full
	}
	return "git -C " + quotedForShell(place)
}

// quotedForShell writes a word so that a shell takes it as one.
func quotedForShell(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./+:@,", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
