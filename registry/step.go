package registry

import (
	"errors"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// step returns how far the draw goes in a scheme. The error is Invalid.
func (d *Draw) step(scheme version.Scheme) (version.Level, []version.Kind, error) {
	level := d.Level
	notes := make([]manifest.Note, len(d.Changes))
	for i, t := range d.Changes {
		if !slices.Contains(manifest.ChangeTypes, t) {
			return level, nil, invalid("changes", "found a change of the type %q, wanted one of %s", t, strings.Join(manifest.ChangeTypes, ", "))
		}
		notes[i].Type.Value = t
		level = max(level, manifest.TypeLevel(t))
	}
	if len(d.Changes) > 0 && level == version.None {
		return level, nil, invalid("changes", "found nothing but notes, which ask for no release")
	}
	if len(d.Extends) > 1 {
		return version.None, nil, nil
	}
	switch scheme {
	case version.Loose:
		return level, nil, invalid("level", "versions of a loose item are not drawn: nobody can tell the next one; publish them")
	case version.AnyVer:
		kinds := d.Kinds
		if len(d.Changes) > 0 {
			kinds = resolve.KindsOf(notes, level)
		}
		if len(kinds) == 0 {
			e := invalid("level", "found a level for an anyver item, wanted kinds")
			e.Hint = "kinds are bugfix, performance, functional, compatible, kaikaku and kakushin"
			return level, nil, e
		}
		return version.None, kinds, nil
	}
	if len(d.Kinds) > 0 {
		return level, nil, invalid("kinds", "found kinds, which anyver alone knows; this item is %s", scheme)
	}
	levels := scheme.Levels()
	if scheme.Name() == "calver" {
		for len(d.Changes) > 0 && level > version.None && !slices.Contains(levels, level) {
			level-- // what the pattern has no number for counts as the next level that it has
		}
		levels = append([]version.Level{version.None}, levels...)
	}
	if !slices.Contains(levels, level) {
		return level, nil, invalid("level", "found %s, wanted one of %s for a %s item", orNo(level), levelNames(levels), scheme)
	}
	return level, nil, nil
}

func orNo(level version.Level) string {
	if level == version.None {
		return "no level"
	}
	return "the level " + level.String()
}

func levelNames(levels []version.Level) string {
	var names []string
	for _, l := range slices.Backward(levels) {
		if l == version.None {
			names = append(names, "none")
		} else {
			names = append(names, l.String())
		}
	}
	return strings.Join(names, ", ")
}

// stepFault turns what a scheme says against a step into an error of this package.
func stepFault(field string, err error) error {
	step, merge := new(version.StepError), new(resolve.MergeError)
	switch {
	case errors.As(err, &step):
		return &Error{Code: Conflict, Message: step.Error(), Hint: step.Hint, Field: field}
	case errors.As(err, &merge):
		return &Error{Code: Invalid, Message: merge.Error(), Hint: merge.Hint, Field: field}
	}
	return err
}
