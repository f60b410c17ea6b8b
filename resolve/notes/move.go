package notes

import (
	"cmp"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// move returns a component's line of the table. What customers cannot tell apart, as when a
// component of the same version is now named by the product itself, has not changed for them.
func (m *maker) move(s *step) Move {
	v := Move{
		Named: m.named(s.Name, s.title), Formerly: s.Formerly, Change: string(s.Movement),
		From: versions(s.From), To: versions(s.To), Direct: s.isDirect(),
	}
	if s.Level != version.None {
		v.Level = s.Level.String()
	}
	if m.audience == Sales {
		if s.Formerly != "" {
			v.Formerly = titleOf(s.Formerly)
		} else if v.From == v.To {
			v.Change = ""
		}
		return v
	}
	for _, h := range s.To {
		v.RequiredBy = append(v.RequiredBy, h.RequiredBy...)
	}
	slices.Sort(v.RequiredBy)
	v.RequiredBy = slices.Compact(v.RequiredBy)
	return v
}

// reasons adds to a move which pins moved the versions that have no change of their own.
func (m *maker) reasons(s *step, n resolve.News, v *Move) {
	if m.audience != Engineering || len(s.From) == 0 {
		return
	}
	for _, x := range n.Through {
		if len(x.Changes) == 0 && x.Entry != nil {
			v.Follows = append(v.Follows, pinsOf(x.Entry)...)
		}
	}
}

// pinsOf returns the requirements of an entry that differ from those of the first version that
// it extends, by name.
func pinsOf(e *manifest.Entry) []Pin {
	parents := resolve.Extended(e)
	if len(parents) == 0 {
		return nil
	}
	wants := map[string]string{}
	for _, d := range parents[0].Dependencies {
		wants[d.Name.Value] = d.Want.Value
	}
	var pins []Pin
	for _, d := range e.Dependencies {
		if before := wants[d.Name.Value]; before != d.Want.Value {
			pins = append(pins, Pin{e.Version.Value, d.Name.Value, before, d.Want.Value})
		}
		delete(wants, d.Name.Value)
	}
	for name, before := range wants {
		pins = append(pins, Pin{e.Version.Value, name, before, ""})
	}
	slices.SortFunc(pins, func(a, b Pin) int { return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.To, b.To)) })
	return pins
}

// artifacts returns the files of a component that moved.
func (m *maker) artifacts(s *step) []Artifact {
	if m.audience == Sales {
		return nil
	}
	var all []Artifact
	for _, h := range s.To {
		for _, a := range h.Artifacts {
			all = append(all, Artifact{s.Name, h.Version.Value, a.URI.Value, a.Digest.Value, a.MediaType.Value})
		}
	}
	return all
}
