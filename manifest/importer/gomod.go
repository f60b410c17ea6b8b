package importer

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// maxGoMod is the size in bytes of the largest go.mod that is read: nothing stops its parser.
const maxGoMod = 4 << 20

// readGoMod reads a module's requirements, the indirect ones too: together they are what is built.
func readGoMod(_ context.Context, d *draft, s *source, _ string) error {
	if len(s.text) > maxGoMod {
		return &Error{File: s.name, Why: fmt.Sprintf("the file is larger than %d MiB, and no go.mod is", maxGoMod>>20)}
	}
	f, err := modfile.Parse(s.name, s.text, nil)
	if err != nil {
		return goModError(s, err)
	}
	if f.Module == nil {
		return &Error{File: s.name, Why: "it names no module"}
	}
	d.product.Name, d.product.Title = moduleName(f.Module.Mod.Path), f.Module.Mod.Path
	for _, r := range f.Require {
		p := &part{at: lineOf(r.Syntax), kind: "module", Component: Component{
			Name: r.Mod.Path, Version: r.Mod.Version, Type: "library",
		}}
		if r.Indirect {
			p.Labels = labels("indirect", "true")
			d.skip(p.at, "the file does not say which module needs an indirect one: the product names it itself")
		}
		d.add(p)
	}
	for _, r := range f.Replace {
		d.skip(lineOf(r.Syntax), "%s is built from %s: the component is what is required", r.Old.Path, strings.TrimSpace(r.New.Path+" "+r.New.Version))
	}
	for _, x := range f.Exclude {
		d.skip(lineOf(x.Syntax), "a manifest says which version is taken, not which is never taken")
	}
	if f.Go != nil {
		d.skip(lineOf(f.Go.Syntax), "a manifest has no field for the language's version")
	}
	if f.Toolchain != nil {
		d.skip(lineOf(f.Toolchain.Syntax), "a manifest has no field for the language's version")
	}
	for _, g := range f.Godebug {
		d.skip(lineOf(g.Syntax), noField)
	}
	for _, r := range f.Retract {
		d.skip(lineOf(r.Syntax), "it is about the product's own versions")
	}
	for _, t := range f.Tool {
		d.skip(lineOf(t.Syntax), "a tool is a package of a module, and the module is a component")
	}
	return nil
}

// goModError returns the first of a file's errors, with its place.
func goModError(s *source, err error) error {
	var all modfile.ErrorList
	if !errors.As(err, &all) || len(all) == 0 {
		return &Error{File: s.name, Why: clean(err.Error())}
	}
	first := all[0]
	why := first.Err.Error()
	if first.Verb != "" {
		why = first.Verb + ": " + why
	}
	return &Error{File: s.name, Line: first.Pos.Line, Column: first.Pos.LineRune, Why: clean(why)}
}

func lineOf(l *modfile.Line) string { return fmt.Sprintf("line %d", l.Start.Line) }

// moduleName returns the last word of a module's path that is no major version.
func moduleName(path string) string {
	if prefix, _, ok := module.SplitPathVersion(path); ok {
		path = prefix
	}
	return lastSegment(path)
}
