package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// Selection is one version for every component that a product reaches.
type Selection struct {
	Product   *manifest.Product
	Picks     []*Pick // by name, then version
	Needs     []*Need // what the product itself needs, in the order of decision
	Overrides []Pin   // in force, by name: those of the product and of the call
	Order     []*Pick // as they were decided: breadth first from the product
}

// Pick is one chosen version.
type Pick struct {
	Name      string
	Version   version.Version
	Direct    bool // the product itself names it
	Exception bool // stands beside another version of its component, as an exception allows
	Needs     []*Need
	NeededBy  []*Need // in the order of decision; the product's own first

	Entry   *manifest.Entry   // the version in the workspace; nil when only a bundle knows it
	Bundle  *manifest.Bundle  // a nested product's bundle
	Bundled *manifest.Bundled // as a nested bundle lists it, when the workspace has no entry
}

// ID names the pick, "payments-api 1.4.0". IDs are unique in a selection.
func (p *Pick) ID() string { return p.Name + " " + p.Version.String() }

// Need is one requirement that a selection meets.
type Need struct {
	From     *Pick // nil for the product
	To       *Pick
	Want     string     // as written
	At       diag.Place // where
	Replaced bool       // an override took its place
	Waived   bool       // a nested bundle answered it: To need not be what it wants
}

// Pin is a component at one version.
type Pin struct {
	Name    string
	Version string
}

// Find returns the picks of a component: none, one, or several under an exception.
func (s *Selection) Find(name string) []*Pick {
	low, high := 0, len(s.Picks)
	for low < high {
		if mid := (low + high) / 2; s.Picks[mid].Name < name {
			low = mid + 1
		} else {
			high = mid
		}
	}
	for high = low; high < len(s.Picks) && s.Picks[high].Name == name; high++ {
	}
	return s.Picks[low:high]
}

// Path returns the shortest chain of requirements from the product to the pick, and where the
// last of them is written. Of two equally short chains it is the one decided first.
func (s *Selection) Path(p *Pick) diag.Path {
	path := diag.Path{At: p.first().At}
	for at := p; at != nil; at = at.first().From {
		path.Steps = append(path.Steps, at.ID())
	}
	path.Steps = append(path.Steps, s.Product.Name.Value)
	slices.Reverse(path.Steps)
	return path
}

// first returns the need that brought the pick in: the first that wants this version.
func (p *Pick) first() *Need {
	if at := slices.IndexFunc(p.NeededBy, func(n *Need) bool { return !n.Waived }); at >= 0 {
		return p.NeededBy[at]
	}
	return p.NeededBy[0]
}
