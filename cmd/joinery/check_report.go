package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
)

// report is a file that a check writes, and its format.
type report struct {
	format, file string
	own          bool // the format is not --format's
}

// reports reads --report: FILE takes the format of --format, FORMAT=FILE has its own.
func reports(c *cli.Context) ([]report, error) {
	var all []report
	for _, given := range c.StringSlice("report") {
		r := report{format: c.String("format"), file: given}
		if format, file, cut := strings.Cut(given, "="); cut && !strings.ContainsAny(format, `/\`) {
			r = report{format, file, true}
			if !isCheckFormat(format) {
				hint := "./" + given + " is a file of that name"
				if near := manifest.Nearest(format, checkFormats); near != "" {
					hint = "did you mean " + near + "=" + file + "?"
				}
				return nil, failed{fmt.Sprintf("--report %s: wanted FILE, or FORMAT=FILE with the format %s", given, orWords(checkFormats)), hint}
			}
		}
		if r.file == "" {
			return nil, failed{fmt.Sprintf("--report %s: found no file's name", given), ""}
		}
		if slices.ContainsFunc(all, func(other report) bool { return sameFile(other.file, r.file) }) {
			return nil, failed{fmt.Sprintf("--report: two reports go into %s", r.file), "each report has a file of its own"}
		}
		all = append(all, r)
	}
	return all, nil
}

// sparesReports returns an error when a report would replace a file that is checked.
func (w *opened) sparesReports(c *cli.Context) error {
	given, err := reports(c)
	if err != nil {
		return err
	}
	for _, r := range given {
		if err := w.spares("--report", r.file); err != nil {
			return err
		}
	}
	return w.spares("-o", c.String("o"))
}

func sameFile(a, b string) bool {
	return filepath.Clean(a) == filepath.Clean(b) && a != os.DevNull
}

// writes returns the files that this check writes, as far as they lie under the root: relative to
// it, with slashes. An earlier run may have left them there.
func writes(c *cli.Context, root string) []string {
	files := []string{c.String("o")}
	given, _ := reports(c)
	for _, r := range given {
		files = append(files, r.file)
	}
	var all []string
	for _, file := range files {
		if relative := below(root, file); file != "" && relative != "" {
			all = append(all, relative)
		}
	}
	return all
}

// below returns the way from a folder to a path that is or may be in it, with slashes, whatever
// links lead to either; "" where it lies elsewhere.
func below(root, file string) string {
	if real, err := filepath.EvalSymlinks(root); err == nil {
		root = real
	}
	root, err := filepath.Abs(root)
	if err != nil {
		return ""
	}
	full, err := filepath.Abs(file)
	if err != nil {
		return ""
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(full)); err == nil {
		full = filepath.Join(dir, filepath.Base(full))
	}
	relative, err := filepath.Rel(root, full)
	if err != nil || relative == ".." || strings.HasPrefix(relative, ".."+string(filepath.Separator)) {
		return ""
	}
	return filepath.ToSlash(relative)
}
