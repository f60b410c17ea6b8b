package main

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
)

// legibleOptions stops a text of the command line that a terminal would obey, or nobody can read.
func legibleOptions(c *cli.Context) error {
	for _, name := range append([]string{"summary", "details", "reverts"}, manifest.Audiences...) {
		if err := legible(c.String(name)); err != nil {
			return onOption("--"+name, err)
		}
	}
	for _, link := range c.StringSlice("link") {
		if err := legible(link); err != nil {
			return onOption("--link", err)
		}
	}
	return nil
}

// legible says what in a text is no text.
func legible(text string) error {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return failed{fmt.Sprintf("found the byte %#02x, wanted UTF-8", text[i]), ""}
			}
		}
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
			return failed{fmt.Sprintf("found the control character %U, wanted text", r), "leave it out"}
		}
	}
	return nil
}
