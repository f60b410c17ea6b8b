package diff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// policy says how a product's step compares with what its policy asks for.
func policy(d *bundle.Difference) string {
	s := &d.Step
	to := d.To.Version.Value
	switch s.Verdict {
	case bundle.AsAsked:
		return "asks for " + askedWords(s) + ", and that it is"
	case bundle.More:
		if s.RaisedBy >= s.Level {
			return fmt.Sprintf("asks for %s; --level raised it to %s", askedWords(s), s.RaisedBy)
		}
		if s.Asked == version.None {
			return fmt.Sprintf("asks for no release: %s is more", s.Level)
		}
		return fmt.Sprintf("asks for %s only: %s is more", s.Asked, s.Level)
	case bundle.Merged:
		return fmt.Sprintf("asks for %s; bringing lines together made it %s", askedWords(s), s.Level)
	case bundle.Less:
		return fmt.Sprintf("asks for %s at least: %s is less", s.Asked, s.Level)
	case bundle.SameVersion:
		if len(d.Components) > 0 {
			return "asks for " + askedWords(s) + ", and the version is the same"
		}
		return ""
	case bundle.OtherProduct:
		return "speaks of one product, and these are two"
	case bundle.OtherScheme:
		return "compares no versions of two schemes"
	case bundle.NoLevels:
		return "does not count: " + d.To.Versioning.Scheme.Name() + " knows no levels"
	}
	if s.Back {
		return "looks ahead only, and " + to + " is the lower one"
	}
	return "does not count: " + to + " is not known to follow " + d.From.Version.Value
}

// askedWords names the level that the policy asks for: "patch", "no release".
func askedWords(s *bundle.Step) string {
	if s.Asked == version.None {
		return "no release"
	}
	return s.Asked.String()
}

// causesOf returns what asked for the step, as far as the policy has a say in it.
func causesOf(d *bundle.Difference) []manifest.Cause {
	switch d.Step.Verdict {
	case bundle.OtherProduct, bundle.OtherScheme, bundle.OtherLine:
		return nil
	}
	return d.Step.Because
}

// title names both bundles: "acme-suite  4.2.0 → 4.3.0".
func title(d *bundle.Difference) (name, step string) {
	from, to := d.From, d.To
	if from.Name.Value != to.Name.Value {
		return from.Name.Value + " " + from.Version.Value + " → " + to.Name.Value + " " + to.Version.Value, ""
	}
	step = d.Step.Level.String()
	switch {
	case d.Step.Level == version.None:
		step = ""
	case d.Step.Verdict == bundle.NoLevels:
		step = StepText(version.None, d.Step.Kinds)
		if from.Parsed.Scheme() != version.AnyVer {
			step = ""
		}
	}
	return from.Name.Value + "  " + from.Version.Value + " → " + to.Version.Value, step
}

// causeWords says what moved a product.
func causeWords(d *bundle.Difference, cause manifest.Cause) string {
	switch {
	case cause.Change != "":
		return changeWords(d, cause.Change)
	case cause.From == "":
		return cause.Component + " " + cause.To + " is new"
	case cause.To == "":
		return cause.Component + " " + cause.From + " is gone"
	case cause.From != cause.To:
		return cause.Component + " " + cause.From + " → " + cause.To
	}
	for i := range d.Components {
		if m := &d.Components[i]; m.Name == cause.Component && m.WasDirect() {
			return cause.Component + " is named by the product no more"
		}
	}
	return cause.Component + " is named by the product now"
}

// changeWords returns the summary of one of the product's own changes.
func changeWords(d *bundle.Difference, id string) string {
	for _, b := range append(slices.Clone(d.Step.Through), d.To) {
		for _, note := range b.Changes {
			if note.ID.Value == id {
				return note.Summary.Value
			}
		}
	}
	return "the change " + id
}

// Counts counts the components of a difference by what became of them: "1 added, 3 raised; 6 as
// before".
func Counts(d *bundle.Difference) string {
	var words []string
	for _, m := range []bundle.Movement{
		bundle.Added, bundle.Removed, bundle.Raised, bundle.Lowered, bundle.Changed, bundle.Direct, bundle.Indirect, bundle.Renamed,
	} {
		if n := d.Count(m); n > 0 {
			words = append(words, fmt.Sprintf("%d %s", n, m))
		}
	}
	if len(words) == 0 {
		return count(d.Same, "component") + ", all as before"
	}
	same := "none"
	if d.Same > 0 {
		same = strconv.Itoa(d.Same)
	}
	return strings.Join(words, ", ") + "; " + same + " as before"
}

// throughWords names the versions in between, of many the first and the last.
func throughWords(through []string) string {
	if len(through) > 3 {
		return fmt.Sprintf("%s to %s (%d)", through[0], through[len(through)-1], len(through))
	}
	return strings.Join(through, ", ")
}

// movedRow is the row of a component in a table.
func movedRow(m *bundle.Moved) []string {
	return []string{string(m.Movement), m.Name, strings.Join(bundle.Versions(m.From), ", "), strings.Join(bundle.Versions(m.To), ", "), StepText(m.Level, m.Kinds), throughWords(m.Through)}
}

// alsoWords says what the row of a component does not: its former name, what it lost, its place
// in the product.
func alsoWords(m *bundle.Moved) []string {
	var all []string
	if m.Formerly != "" {
		all = append(all, "was "+m.Formerly)
	}
	if len(m.Lost) > 0 {
		all = append(all, "without "+strings.Join(m.Lost, ", "))
	}
	if m.Movement == bundle.Changed && m.Level == version.None {
		all = append(all, "the same version with another content")
	}
	switch {
	case len(m.From) == 0 || len(m.To) == 0 || m.WasDirect() == m.IsDirect():
	case m.IsDirect() && m.Movement != bundle.Direct:
		all = append(all, "named by the product now")
	case m.WasDirect() && m.Movement != bundle.Indirect:
		all = append(all, "named by the product no more")
	}
	return all
}

// artifactWords says what became of a file: "+ dist/a.tgz", "- dist/a.tgz", "~ dist/a.tgz".
func artifactWords(a bundle.MovedArtifact) (sign, uri string) {
	sign = map[bundle.Movement]string{bundle.Added: "+", bundle.Removed: "-", bundle.Changed: "~"}[a.Movement]
	return sign, a.URI
}

// count writes "1 component", "2 components".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
