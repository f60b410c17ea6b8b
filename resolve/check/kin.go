package check

import (
	"bytes"

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
// new, changed. That one is gone nobody can tell as long as a manifest that cannot be read may
// declare it: other findings say so.
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
	var lost []string
	for _, file := range now.nameless {
		if changed[file] {
			lost = append(lost, file)
		}
	}
	for _, c := range b.Workspace.Components {
		k := kin{c, f.kinship.now[c], then, now}
		isGone := k.now == nil && !now.named[c.Name.Value] && !mayDeclare(f.Workspace, lost, c)
		if isGone || k.now != nil && (changed[c.File] || changed[k.now.File]) {
			visit(k)
		}
	}
}

// mayDeclare reports whether one of the files, in which not even the names can be read, may declare
// a component of the base: it did then, or the name stands in its text.
func mayDeclare(w *manifest.Workspace, files []string, then *manifest.Component) bool {
	for _, file := range files {
		if file == then.File {
			return true
		}
		if text, err := w.Source(file); err != nil || hasName(text, then.Name.Value) {
			return true
		}
	}
	return false
}

// hasName reports whether a name stands in a text, not as a part of a longer one.
func hasName(text []byte, name string) bool {
	isPart := func(at int) bool {
		return at >= 0 && at < len(text) &&
			('a' <= text[at] && text[at] <= 'z' || '0' <= text[at] && text[at] <= '9' || bytes.IndexByte([]byte("./_-"), text[at]) >= 0)
	}
	for from := 0; ; {
		at := bytes.Index(text[from:], []byte(name))
		if at < 0 {
			return false
		}
		if from += at; !isPart(from-1) && !isPart(from+len(name)) {
			return true
		}
		from++
	}
}
