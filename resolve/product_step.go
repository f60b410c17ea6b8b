package resolve

import (
	"cmp"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
)

// ProductStep is what happened to a product since a bundle.
type ProductStep struct {
	Level  version.Level    // the highest that any cause asks for; None: nothing happened
	Kinds  []version.Kind   // what the changes taken in make of it in anyver, those that say most first; none that came and went on the way
	Causes []manifest.Cause // everything that happened: components by name, then the product's changes by id
}

// Step compares the selection with an earlier bundle of its product. The changes are those that
// wait for a release; the ones that name the product count, by their own level, unless the
// bundle has them already or another one that waits reverts them.
//
// A direct component is one that the product itself names; a component that stops being named is
// removed, even where something below still needs it, and one that starts being named is added.
// A component that went down in more than patch counts as major when it is direct. Versions that
// the scheme of today does not read are minor apart. Of a component at several versions, as an
// exception allows, the highest is compared with the highest; what differs else is a patch. A
// component that the bundle lists under a former name is compared with that; to be renamed is no
// step of its own.
func (s *Selection) Step(previous *manifest.Bundle, changes []*manifest.Change) ProductStep {
	w := stepper{policy: s.Product.Policy}
	old := map[string][]*manifest.Bundled{}
	for i := range previous.Components {
		name := previous.Components[i].Name.Value
		old[name] = append(old[name], &previous.Components[i])
	}
	s.carryNames(old)
	for first := 0; first < len(s.Picks); {
		name := s.Picks[first].Name
		end := first + 1
		for end < len(s.Picks) && s.Picks[end].Name == name {
			end++
		}
		w.compare(old[name], s.Picks[first:end])
		delete(old, name)
		first = end
	}
	for _, gone := range old {
		w.compare(gone, nil)
	}
	slices.SortStableFunc(w.causes, func(a, b manifest.Cause) int {
		return cmp.Or(strings.Compare(a.Component, b.Component), cmp.Compare(b.Level, a.Level))
	})
	w.own(s.Product.Name.Value, changes, previous)
	return ProductStep{w.level, distinctKinds(w.kinds), w.causes}
}

// stepper collects what happened.
type stepper struct {
	policy manifest.Policy
	level  version.Level
	kinds  []version.Kind
	causes []manifest.Cause
}

func (w *stepper) add(cause manifest.Cause, kinds ...version.Kind) {
	w.level = max(w.level, cause.Level)
	w.kinds = append(w.kinds, kinds...)
	w.causes = append(w.causes, cause)
}

// compare looks at one component: what the bundle lists of it, and what the selection holds.
func (w *stepper) compare(old []*manifest.Bundled, picks []*Pick) {
	before, after := newStand(old, picks), standing(picks)
	name := cmp.Or(after.name, before.name)
	if level := w.levelOf(before, after); level != version.None {
		kinds := before.newsTo(after).Kinds(level)
		w.add(manifest.Cause{Component: name, From: before.text, To: after.text, Level: level}, kinds...)
	}
	from, to := before.besides(after), after.besides(before)
	if from != "" || to != "" {
		level := w.patch()
		w.add(manifest.Cause{Component: name, From: from, To: to, Level: level}, kindOfLevel(level))
	}
}

// levelOf returns what a component's step means for the product.
func (w *stepper) levelOf(before, after stand) version.Level {
	switch {
	case before.text == after.text && before.direct == after.direct:
		return version.None
	case before.direct && !after.direct:
		return version.Major
	case !before.direct && !after.direct:
		return w.patch()
	}
	level := version.None
	if !before.direct {
		level = w.minor()
	}
	if before.text == "" || before.text == after.text {
		return level
	}
	step, down := before.to(after)
	switch {
	case step <= version.Patch:
		step = w.patch()
	case down:
		step = version.Major
	case step == version.Minor:
		step = w.minor()
	default:
		step = cmp.Or(w.policy.Major, version.Major)
	}
	return max(level, step)
}

func (w *stepper) minor() version.Level { return cmp.Or(w.policy.Minor, version.Minor) }
func (w *stepper) patch() version.Level { return cmp.Or(w.policy.Patch, version.Patch) }

// own adds the changes that name the product itself and are not in the bundle already. One that
// another reverts counts no more than a note does, and neither does its revert: nothing of it
// reaches anybody.
func (w *stepper) own(product string, changes []*manifest.Change, previous *manifest.Bundle) {
	start := len(w.causes)
	var waiting []manifest.Note
	var levels []version.Level
	for _, change := range changes {
		if tells(previous, change.ID) {
			continue
		}
		for _, named := range change.Components {
			if named.Name.Value == product {
				waiting = append(waiting, NoteOf(change, named.Type))
				levels = append(levels, max(named.Level, manifest.TypeLevel(named.Type.Value)))
			}
		}
	}
	for _, at := range Remaining(waiting) {
		note, level := waiting[at], levels[at]
		if level == version.None {
			continue
		}
		kind, ok := kindOfChange(note.Type.Value)
		if !ok {
			kind = kindOfLevel(level)
		}
		w.add(manifest.Cause{Change: note.ID.Value, Level: level}, kind)
	}
	slices.SortStableFunc(w.causes[start:], func(a, b manifest.Cause) int { return strings.Compare(a.Change, b.Change) })
}
