package check

import (
	"cmp"
	"strings"

	"joinery/manifest"
	"joinery/resolve"
)

// kin is a component in the base and what became of it.
type kin struct {
	then *manifest.Component
	now  *manifest.Component // nil when it is gone
}

// versions calls visit for each version of the base with what became of it, nil when it is gone.
// Of two versions with one text the first counts.
func (k kin) versions(visit func(then, now *manifest.Entry)) {
	before, after := byText(k.then), byText(k.now)
	for _, then := range k.then.Versions {
		text := then.Version.Value
		if before[text] == then {
			now := after[text]
			if now == nil {
				now = resolve.Entry(k.now, text) // in another spelling
			}
			visit(then, now)
		}
	}
}

// family returns every component of the base, by name, with what became of it: the component of
// its name, else a new one that names it among its former names.
func family(w, base *manifest.Workspace) []kin {
	heirs := map[string]*manifest.Component{}
	for name, now := range renamed(w) {
		if base.Component(now.Name.Value) == nil {
			heirs[name] = now
		}
	}
	all := make([]kin, len(base.Components))
	for i, then := range base.Components {
		name := then.Name.Value
		all[i] = kin{then, cmp.Or(w.Component(name), heirs[name])}
	}
	return all
}

// former returns what a component was in the base: the component of its name, else the first of
// its former names that nothing has any more. It is nil for a new component.
func former(w, base *manifest.Workspace, now *manifest.Component) *manifest.Component {
	if then := base.Component(now.Name.Value); then != nil {
		return then
	}
	for _, earlier := range now.Formerly {
		if then := base.Component(earlier.Value); then != nil && w.Component(earlier.Value) == nil {
			return then
		}
	}
	return nil
}

// renamed returns which component has which former name; of several that claim it the first.
func renamed(w *manifest.Workspace) map[string]*manifest.Component {
	all := map[string]*manifest.Component{}
	for _, c := range w.Components {
		for _, earlier := range c.Formerly {
			if all[earlier.Value] == nil {
				all[earlier.Value] = c
			}
		}
	}
	return all
}

// changedKin calls visit for every component of the base that is gone or whose manifest, old or
// new, changed. It passes over those of which nobody can tell, since what is written does not
// parse or fit, then or now: other findings say so.
func (f *Facts) changedKin(visit func(kin)) {
	b := f.Options.Base
	if b == nil {
		return
	}
	changed := make(map[string]bool, len(b.Changed))
	for _, file := range b.Changed {
		changed[file] = true
	}
	unclearThen, _ := unclear(b.Workspace)
	unclearNow, nameless := unclear(f.Workspace)
	lost := false
	for _, file := range nameless {
		lost = lost || changed[file]
	}
	for _, k := range family(f.Workspace, b.Workspace) {
		switch {
		case unclearThen[k.then.Name.Value]:
		case k.now == nil:
			if !lost {
				visit(k)
			}
		case !unclearNow[k.now.Name.Value] && (changed[k.then.File] || changed[k.now.File]):
			visit(k)
		}
	}
}

// unclear returns the components of a workspace that are not wholly read, and the manifests with
// documents of which not even the name is known.
func unclear(w *manifest.Workspace) (components map[string]bool, nameless []string) {
	components = map[string]bool{}
	for i := range w.Problems {
		d := &w.Problems[i]
		switch {
		case d.Rule != "syntax" && d.Rule != "schema":
		case d.Component != "":
			components[d.Component] = true
		case d.Product == "" && !strings.HasPrefix(d.At.File, changesFolder):
			nameless = append(nameless, d.At.File)
		}
	}
	return components, nameless
}
