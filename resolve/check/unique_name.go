package check

import (
	"fmt"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// UniqueName finds a name that is declared again. Components and products share one name space;
// the first declaration by file and line counts, every further one is reported. Former names are
// part of it: one that something is called now, or that is claimed again, says nothing about who
// has it.
var UniqueName = &Rule{
	ID:       "unique-name",
	Says:     "a name is declared once",
	Standard: Minimal,
	Severity: diag.Error,
	Check:    checkUniqueName,
}

func checkUniqueName(f *Facts) []Finding {
	all := f.problems("unique-name")
	first := map[string]diag.Place{} // of a former name
	for _, c := range f.Workspace.Components {
		for _, earlier := range c.Formerly {
			name, at := earlier.Value, earlier.In(c.File)
			d := diag.Diagnostic{At: at, Component: c.Name.Value, Subject: "formerly." + name}
			switch present := declaration(f.Workspace, name); {
			case name == c.Name.Value:
				d.Message = name + " is no former name: it is the name"
				d.Hints = []string{"take it out"}
			case !present.IsZero():
				d.Message = fmt.Sprintf("%s was called %s, which something else is called now", c.Name.Value, name)
				d.Related = []diag.Related{{At: present, Message: "it is declared here"}}
				d.Hints = []string{"take it out, or give the other one another name"}
			case !first[name].IsZero():
				d.Message = fmt.Sprintf("the former name %s is claimed twice", name)
				d.Related = []diag.Related{{At: first[name], Message: "it is claimed here first"}}
				d.Hints = []string{"leave it with the one that took its versions over"}
			default:
				first[name] = at
				continue
			}
			all = append(all, Finding{Diagnostic: d})
		}
	}
	return all
}

// declaration returns where a name is declared, zero when it is not.
func declaration(w *manifest.Workspace, name string) diag.Place {
	if c := w.Component(name); c != nil {
		return c.Name.In(c.File)
	}
	if p := w.Product(name); p != nil {
		return p.Name.In(p.File)
	}
	return diag.Place{}
}
