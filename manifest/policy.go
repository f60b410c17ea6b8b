package manifest

import "joinery/manifest/version"

// Policy says what a step of a component means for the product.
type Policy struct {
	Major, Minor, Patch version.Level // absent: major, minor, patch
	Propagate           string        // out-of-range (default), always, never
	Fixed, Linked       [][]Text      // groups of components that move together
}

// stepLevel is the way of writing the level that a step has for a product.
var stepLevel = levelOf("major", "minor", "patch")

// levelOf is the way of writing one of a few levels.
func levelOf(names ...string) value[version.Level] {
	return as(oneOf(names...), func(t string) version.Level {
		level, _ := version.ParseLevel(t)
		return level
	})
}

var policyMapping = mapping[Policy]{
	name: "Policy",
	says: "What a step of a component means for the product.",
	fields: []field[Policy]{
		{name: "component-major", says: "The product's step when a direct component goes up in major.", absent: "major", value: at(
			func(p *Policy) *version.Level { return &p.Major }, stepLevel)},
		{name: "component-minor", says: "The product's step when a direct component is added or goes up in minor.", absent: "minor", value: at(
			func(p *Policy) *version.Level { return &p.Minor }, stepLevel)},
		{name: "component-patch", says: "The product's step when a direct component is patched, or anything below the direct components moves.", absent: "patch", value: at(
			func(p *Policy) *version.Level { return &p.Patch }, stepLevel)},
		{name: "propagate", says: "When a dependent gets a new version because what it needs has one.", absent: "out-of-range", value: at(
			func(p *Policy) *string { return &p.Propagate }, asString(oneOf("out-of-range", "always", "never")))},
		{name: "groups", says: "Components that move together.", value: at(
			func(p *Policy) *Policy { return p }, object(&groupsMapping))},
	},
}

var groupLists = listOf("a list of groups", listOf("a list of names", nameText))

var groupsMapping = mapping[Policy]{
	name: "Groups",
	says: "Components that move together.",
	fields: []field[Policy]{
		{name: "fixed", says: "Groups whose members all get one version when any of them moves.", value: at(
			func(p *Policy) *[][]Text { return &p.Fixed }, groupLists)},
		{name: "linked", says: "Groups of which those members that move get one version.", value: at(
			func(p *Policy) *[][]Text { return &p.Linked }, groupLists)},
	},
}
