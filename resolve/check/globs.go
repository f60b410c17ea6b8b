package check

import (
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"joinery/manifest"
)

// glob is one of a component's paths, taken apart into the folder that it leads to and the
// pattern that what lies there has to match.
type glob struct {
	folder  string // from the root, "." for the root itself; a text without wildcards leads to itself
	pattern string // relative to the folder; "" admits everything in it, and itself
}

// newGlob reads a glob, which is relative to a folder. The reason tells why it is none.
//
//	src/**/*.go   every Go file anywhere under src
//	*.{yaml,json} files of either kind in the folder itself
//	docs          the folder docs with all that it holds, or a file of that name
//	../proto      the same of a folder beside
func newGlob(folder, text string) (g glob, reason string) {
	switch {
	case path.IsAbs(text):
		return g, "starts at the file system's root, wanted one relative to the manifest's folder"
	case !doublestar.ValidatePattern(text):
		return g, "is not closed or ends in a backslash, wanted a glob such as src/**/*.go"
	}
	text = path.Clean(text)
	for text == ".." || strings.HasPrefix(text, "../") {
		if folder == "." {
			return g, "leads out of the workspace"
		}
		folder, text = path.Dir(folder), path.Clean(strings.TrimPrefix(text[len(".."):], "/"))
	}
	if !strings.ContainsAny(text, `*?[{\`) {
		return glob{folder: path.Join(folder, text)}, ""
	}
	above, pattern := doublestar.SplitPattern(text)
	return glob{path.Join(folder, above), pattern}, ""
}

// admits reports whether a file in the glob's folder, or its folder itself, is meant.
func (g glob) admits(file string) bool {
	if g.pattern == "" {
		return true
	}
	below := file
	if g.folder != "." {
		if len(file) == len(g.folder) {
			return false
		}
		below = file[len(g.folder)+1:]
	}
	return doublestar.MatchUnvalidated(g.pattern, below)
}

// globs returns a component's paths, those left out that are no globs: schema tells of them.
func globs(c *manifest.Component) []glob {
	all := make([]glob, 0, len(c.Paths))
	for _, p := range c.Paths {
		if g, reason := newGlob(path.Dir(c.File), p.Value); reason == "" {
			all = append(all, g)
		}
	}
	return all
}
