package check

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
)

// ReleasedImmutable finds, against a base, production versions that say something else than
// before, or that are gone. What may change is their status, status log, description and changes;
// what counts is what a document says, not how it is laid out. A component is the same one when
// its file moved, and when its name is another one's `formerly` now.
//
// A component that is gone with its production versions is one finding. It stands at a product
// that held it, else in what is left of the file that it was declared in, else at any document.
var ReleasedImmutable = &Rule{
	ID:       "released-immutable",
	Says:     "a production version keeps all but status, statusLog, description and changes, and is not deleted",
	Standard: Recommended,
	Severity: diag.Error,
	Check:    checkReleasedImmutable,
}

func checkReleasedImmutable(f *Facts) []Finding {
	var all []Finding
	f.changedKin(func(k kin) {
		if k.now == nil {
			all = append(all, f.gone(k.then)...)
			return
		}
		k.versions(func(then, now *manifest.Entry) {
			if !isReleased(then) {
				return
			}
			if now == nil {
				all = append(all, deleted(k.now, then))
			} else if d := differences(entryContent(then), entryContent(now)); len(d) > 0 {
				all = append(all, rewritten(now, then, d))
			}
		})
	})
	return all
}

func isReleased(e *manifest.Entry) bool { return !e.Parsed.IsZero() && !e.Parsed.IsPrerelease() }

// rewritten tells of a version that says something else now.
func rewritten(now, then *manifest.Entry, d []difference) Finding {
	const most = 3
	name, text := now.Component.Name.Value, then.Version.Value
	var what []string
	found := diag.Diagnostic{At: now.At(), Component: name, Subject: text, Versions: []string{text}}
	for i := range d {
		if i == most {
			what = append(what, fmt.Sprintf("%d more", len(d)-most))
			break
		}
		what = append(what, d[i].String())
		switch said := d[i].now; {
		case said == nil || said.at.IsZero():
		case i == 0:
			found.At = said.at.In(now.Component.File)
		case d[i].then != nil:
			found.Related = append(found.Related, diag.Related{At: said.at.In(now.Component.File), Message: "here"})
		}
	}
	found.Message = fmt.Sprintf("%s %s is released: %s", name, text, enumerate(what, " and "))
	found.Hints = []string{"put it back as it was, and write what is new into a version of its own"}
	if bump := bumpFrom(now); bump != "" {
		found.Hints = append(found.Hints, bump+" starts one")
	}
	return Finding{Diagnostic: found}
}

// bumpFrom returns the command that starts a version growing out of another, "" where the scheme
// does not tell which one that is.
func bumpFrom(e *manifest.Entry) string {
	if scheme := e.Parsed.Scheme(); scheme != version.SemVer && scheme != version.FourPart {
		return ""
	}
	command := "joinery bump " + e.Component.Name.Value + " patch --from " + e.Version.Value
	o := resolve.BumpOptions{From: e.Version.Value}
	_, err := resolve.Bump(e.Component, version.Patch, o)
	if taken := new(resolve.CollisionError); errors.As(err, &taken) {
		o.NextFree = true
		command += " --next-free"
		_, err = resolve.Bump(e.Component, version.Patch, o)
	}
	if err != nil {
		return ""
	}
	return command
}

// deleted tells of a version that its component does not have any more.
func deleted(now *manifest.Component, then *manifest.Entry) Finding {
	name, text := now.Name.Value, then.Version.Value
	return Finding{Diagnostic: diag.Diagnostic{
		At: now.Name.In(now.File), Component: name, Subject: text, Versions: []string{text},
		Message: fmt.Sprintf("%s %s is released and not there any more", name, text),
		Hints:   []string{"bring it back; `status: disabled` keeps everyone from choosing it"},
	}}
}

// gone tells of a component that nobody declares any more, if it was ever released. Versions that
// stand unchanged in the component that took it in beside another are not missed.
func (f *Facts) gone(then *manifest.Component) []Finding {
	name := then.Name.Value
	heir := f.renamed[name]
	d := diag.Diagnostic{At: f.placeOfGone(then), Component: name}
	for _, e := range then.Versions {
		if isReleased(e) && !isKept(e, heir) {
			d.Versions = append(d.Versions, e.Version.Value)
		}
	}
	if len(d.Versions) == 0 {
		return nil
	}
	one := len(d.Versions) == 1
	d.Hints = []string{"bring back its manifest; `status: disabled` keeps everyone from choosing a version"}
	switch {
	case heir != nil && one:
		d.Message = fmt.Sprintf("%s is part of %s now, and its released version %s is not there as it was", name, heir.Name, d.Versions[0])
	case heir != nil:
		d.Message = fmt.Sprintf("%s is part of %s now, and %d of its released versions are not there as they were", name, heir.Name, len(d.Versions))
	case one:
		d.Message = fmt.Sprintf("%s is not declared any more, and its version %s is released", name, d.Versions[0])
	default:
		d.Message = fmt.Sprintf("%s is not declared any more, and %d of its versions are released", name, len(d.Versions))
	}
	if heir != nil {
		d.Related = []diag.Related{{At: heir.Name.In(heir.File), Message: "this names it among its former names"}}
	} else {
		d.Hints = append(d.Hints, "if it has another name now, write `formerly: ["+name+"]` there")
	}
	return []Finding{{Diagnostic: d}}
}

// isKept reports whether a component, if there is one, has a version that says the same.
func isKept(e *manifest.Entry, in *manifest.Component) bool {
	if in == nil {
		return false
	}
	now := resolve.Entry(in, e.Version.Value)
	return now != nil && len(differences(entryContent(e), entryContent(now))) == 0
}

// placeOfGone returns where to tell of a component that is gone: its own place is gone with it.
func (f *Facts) placeOfGone(then *manifest.Component) diag.Place {
	w := f.Workspace
	for _, c := range f.past {
		if p := w.Product(c.Product.Name.Value); p != nil && c.Holds(then.Name.Value) {
			return p.Name.In(p.File)
		}
	}
	if manifestFiles(w)[then.File] {
		return diag.Place{File: then.File, Line: 1, Column: 1}
	}
	return f.outermost(then.File)
}

// outermost returns the outermost document, of several the first, and a file where there is none.
func (f *Facts) outermost(file string) diag.Place {
	var near []diag.Place
	for _, p := range f.Workspace.Products {
		near = append(near, p.Name.In(p.File))
	}
	for _, c := range f.Workspace.Components {
		near = append(near, c.Name.In(c.File))
	}
	if len(near) == 0 {
		return diag.Place{File: file}
	}
	return slices.MinFunc(near, func(a, b diag.Place) int {
		if n := depth(a.File) - depth(b.File); n != 0 {
			return n
		}
		return a.Compare(b)
	})
}

func depth(file string) int { return strings.Count(path.Clean(file), "/") }
