package manifest

import "joinery/manifest/version"

// Dependency is a requirement: a component (or product), and the versions that will do.
type Dependency struct {
	Name       Text
	Want       Text               // as written: an exact version or a constraint
	Constraint version.Constraint // zero when Name is unknown or Want does not parse
}

// dependencyMap is the way of writing requirements: names to versions or constraints.
var dependencyMap = mapOf("a map of names to versions or constraints", nameText,
	func(t Text) Dependency { return Dependency{Name: t} },
	at(func(p *Dependency) *Text { return &p.Want }, constraintText))

// overrideMap is the way of writing versions that replace every requirement.
var overrideMap = mapOf("a map of names to versions", nameText,
	func(t Text) Dependency { return Dependency{Name: t} },
	at(func(p *Dependency) *Text { return &p.Want }, versionText))

const labelsSay = "Your own room: names to text that joinery keeps and does not read."

// labelMap is the way of writing the user's own texts.
var labelMap = mapOf("a map of text to text", someText,
	func(t Text) Label { return Label{Key: t} },
	at(func(l *Label) *Text { return &l.Value }, anyText))
