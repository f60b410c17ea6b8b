package check

import (
	"slices"

	"joinery/manifest"
	"joinery/resolve"
)

// step is a version and those that it counts as extending, as [resolve.Extended] has it, less
// those whose texts are no versions.
type step struct {
	entry    *manifest.Entry
	extended []*manifest.Entry // at least one
}

// lineage calls visit for every version that extends others which its component has, component
// by component, as written. The step is visit's until it returns.
func lineage(f *Facts, visit func(s *step)) {
	var s step
	for _, c := range f.Workspace.Components {
		var known map[string]*manifest.Entry
		if len(c.Versions) > few {
			known = byText(c)
		}
		for _, e := range c.Versions {
			if len(e.Extends) == 0 || e.Parsed.IsZero() {
				continue
			}
			s.entry = e
			if !s.read(known) {
				s.extended = append(s.extended[:0], resolve.Extended(e)...)
			}
			s.extended = slices.DeleteFunc(s.extended, func(x *manifest.Entry) bool { return x.Parsed.IsZero() })
			if len(s.extended) > 0 {
				visit(&s)
			}
		}
	}
}

// read takes what the entry extends as it is written. It reports false where [resolve.Extended]
// has to tell what that counts as: for a pre-release, and for a text that no version has.
func (s *step) read(known map[string]*manifest.Entry) bool {
	s.extended = s.extended[:0]
	for i := range s.entry.Extends {
		x := find(s.entry.Component, known, s.entry.Extends[i].Value)
		if x == nil || x == s.entry || x.Parsed.IsPrerelease() {
			return false
		}
		if !slices.Contains(s.extended, x) {
			s.extended = append(s.extended, x)
		}
	}
	return true
}

// few is the number of versions up to which looking at each beats looking one up.
const few = 16

func byText(c *manifest.Component) map[string]*manifest.Entry {
	known := make(map[string]*manifest.Entry, len(c.Versions))
	for _, e := range slices.Backward(c.Versions) {
		known[e.Version.Value] = e
	}
	return known
}

func find(c *manifest.Component, known map[string]*manifest.Entry, text string) *manifest.Entry {
	if known != nil {
		return known[text]
	}
	for _, e := range c.Versions {
		if e.Version.Value == text {
			return e
		}
	}
	return nil
}

// plain reports whether the step grows out of one version and goes up from it.
func (s *step) plain() bool {
	return len(s.extended) == 1 && s.entry.Parsed.Compare(s.extended[0].Parsed) > 0
}
