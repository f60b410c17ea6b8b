package main

import (
	"github.com/urfave/cli/v2"

	"joinery/manifest"
)

// revisionOf returns the commit that --revision says, "" for none.
func revisionOf(c *cli.Context) (string, error) {
	text := c.String("revision")
	if text == "" {
		return "", nil
	}
	if err := manifest.CheckRevision(text); err != nil {
		return "", failed{"--revision: " + err.Error(), ""}
	}
	return text, nil
}
