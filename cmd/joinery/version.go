package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v2"
)

// source is the version that this source becomes.
const source = "0.2.0-dev"

// What a release build stamps, with -ldflags "-X main.release=0.2.0 -X main.commit=9f2c1ab";
// empty in every other build.
var release, commit string

func init() {
	cli.VersionPrinter = func(c *cli.Context) { fmt.Fprintln(c.App.Writer, c.App.Name, c.App.Version) }
}

// build says which program this is.
type build struct {
	version string // without a leading v
	commit  string // seven digits, +dirty behind them when the checkout held edits; "" when not known
}

// String returns both, "0.1.0-dev (9f2c1ab)".
func (b build) String() string {
	if b.commit == "" {
		return b.version
	}
	return b.version + " (" + b.commit + ")"
}

// thisBuild tells of the program that runs.
func thisBuild() build {
	info, _ := debug.ReadBuildInfo()
	return buildOf(release, commit, info)
}

// shortCommit is the number of digits by which people name a commit.
const shortCommit = 7

// buildOf prefers what was stamped. Without that the version is the module's where a module was
// installed, the source's where a checkout was built; the commit is the checkout's.
func buildOf(release, commit string, info *debug.BuildInfo) build {
	module, revision, dirty := "", "", ""
	if info != nil {
		module = info.Main.Version
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				revision = s.Value[:min(len(s.Value), shortCommit)]
			case s.Key == "vcs.modified" && s.Value == "true":
				dirty = "+dirty"
			}
		}
	}
	b := build{version: release, commit: commit}
	if b.version == "" {
		b.version = source
		if installed, ok := strings.CutPrefix(module, "v"); ok && revision == "" {
			b.version = installed
		}
	}
	if b.commit == "" && revision != "" {
		b.commit = revision + dirty
	}
	return b
}
