package check

import (
	"joinery/manifest"
	"joinery/resolve"
)

// kin is a component in the base and what became of it.
type kin struct {
	then *manifest.Component
	now  *manifest.Component // nil when it is gone

	gapsThen, gapsNow gaps
}

// versions calls visit for each version of the base with what became of it, nil when it is gone.
// Of two versions with one text the first counts. It passes over those that could not be read,
// then or now; in a document that does not fit, what is not there may be just that.
func (k kin) versions(visit func(then, now *manifest.Entry)) {
	before, after := byText(k.then), byText(k.now)
	whole := len(k.gapsNow.fields[k.now.Name.Value]) == 0
	for _, then := range k.then.Versions {
		text := then.Version.Value
		if before[text] != then || k.gapsThen.in(then) {
			continue
		}
		now := after[text]
		if now == nil {
			now = resolve.Entry(k.now, text) // in another spelling
		}
		if now == nil && whole || now != nil && !k.gapsNow.in(now) {
			visit(then, now)
		}
	}
}

// changedKin calls visit for every component of the base that is gone or whose manifest, old or
// new, changed. That one is gone nobody can tell as long as a changed manifest does not parse:
// other findings say so.
func (f *Facts) changedKin(visit func(kin)) {
	b := f.Options.Base
	if b == nil {
		return
	}
	changed := make(map[string]bool, len(b.Changed))
	for _, file := range b.Changed {
		changed[file] = true
	}
	then, now := newGaps(b.Workspace), newGaps(f.Workspace)
	lost := false
	for _, file := range now.nameless {
		lost = lost || changed[file]
	}
	for _, c := range b.Workspace.Components {
		k := kin{c, f.kinship.now[c], then, now}
		if k.now == nil && !lost || k.now != nil && (changed[c.File] || changed[k.now.File]) {
			visit(k)
		}
	}
}
