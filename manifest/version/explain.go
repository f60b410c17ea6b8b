package version

// A Fact is one thing that a version says, in words.
type Fact struct {
	Label string // "state"
	Text  string // "pre-release of 1.4.0"
}

// Explain returns what v says about itself, in the order of its parts. It returns nil
// for the zero Version.
func Explain(v Version) []Fact {
	if v.IsZero() {
		return nil
	}
	return v.parts.scheme.explain(v)
}

// state says whether v is a production version, and what stands behind its core.
func state(v Version) []Fact {
	facts := []Fact{{"state", "production version"}}
	if v.IsPrerelease() {
		facts[0].Text = "pre-release of " + v.Core().String()
		facts = append(facts, Fact{"pre-release", v.Prerelease()})
	}
	if v.Build() != "" {
		facts = append(facts, Fact{"build", v.Build()})
	}
	return facts
}
