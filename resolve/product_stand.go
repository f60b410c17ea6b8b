package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// stand is how a component stands in a bundle or a selection. The zero stand is that of a
// component which is not in it.
type stand struct {
	name   string
	text   string // the highest version
	direct bool
	parsed version.Version  // zero if the text does not parse in today's scheme
	entry  *manifest.Entry  // nil if the workspace does not hold the version
	bundle *manifest.Bundle // of today's nested product
	rest   []string         // versions beside it, as an exception allows, highest first
}

// standing returns how a component stands in a selection.
func standing(picks []*Pick) stand {
	if len(picks) == 0 {
		return stand{}
	}
	top := slices.MaxFunc(picks, func(a, b *Pick) int { return compare(a.Version, b.Version) })
	s := stand{name: top.Name, text: top.Version.String(), parsed: top.Version, entry: top.Entry, bundle: top.Bundle}
	for _, p := range slices.Backward(picks) {
		s.direct = s.direct || p.Direct
		if p != top {
			s.rest = append(s.rest, p.Version.String())
		}
	}
	return s
}

// newStand returns how a component stood in a bundle, as seen from the picks of today: these
// tell its scheme.
func newStand(old []*manifest.Bundled, today []*Pick) stand {
	if len(old) == 0 {
		return stand{}
	}
	var component *manifest.Component
	scheme := version.Scheme(version.Loose)
	if len(today) > 0 {
		scheme = today[0].Version.Scheme()
		if today[0].Entry != nil {
			component = today[0].Entry.Component
		}
	}
	list := make([]stand, len(old))
	for i, b := range old {
		list[i] = stand{name: b.Name.Value, text: b.Version.Value, direct: b.Direct}
		if parsed, err := scheme.Parse(b.Version.Value); err == nil {
			list[i].parsed = parsed
		}
		if component != nil {
			list[i].entry = Entry(component, b.Version.Value)
		}
	}
	slices.SortStableFunc(list, func(a, b stand) int { return compare(b.parsed, a.parsed) })
	top := list[0]
	for _, s := range list[1:] {
		top.direct = top.direct || s.direct
		top.rest = append(top.rest, s.text)
	}
	return top
}

// to returns how far apart two stands are, and whether the second is the lower one. Where one of
// them is not in the other's scheme they are minor apart, and none is lower.
func (s stand) to(t stand) (level version.Level, down bool) {
	if s.parsed.IsZero() || t.parsed.IsZero() || s.parsed.Scheme() != t.parsed.Scheme() {
		return version.Minor, false
	}
	return version.Between(s.parsed, t.parsed), t.parsed.Compare(s.parsed) < 0
}

// newsTo returns what comes to somebody who goes from one stand to another, by the rules of [News]
// as far as the stands alone tell. Where the workspace no longer holds the version gone from, as
// when a snapshot was cut, it is what the version gone to brought; of a nested product likewise.
// What is new or gone tells nothing.
func (s stand) newsTo(t stand) News {
	var n News
	var have, get []Stage
	switch {
	case s.text == "" || t.bundle == nil && t.entry == nil:
		return n
	case t.bundle != nil:
		get = []Stage{stageOfBundle(t.bundle)}
	default:
		get = stagesOf(OnTheWay(nil, t.entry))
		have = get[:len(get)-1] // the last is t itself
		if s.entry != nil {
			have = stagesOf(OnTheWay(nil, s.entry))
		}
	}
	had := stageSet(have)
	for _, stage := range get {
		if !had[stage.id()] {
			n.Through = append(n.Through, stage)
		}
	}
	n.Told, n.Gone = fold(have, get)
	return n
}

// besides returns the highest version beside the highest one that the other stand does not
// have at all, "" if there is none.
func (s stand) besides(t stand) string {
	for _, v := range s.rest {
		if v != t.text && !slices.Contains(t.rest, v) {
			return v
		}
	}
	return ""
}
