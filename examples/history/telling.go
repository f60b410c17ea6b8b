package history

import (
	"cmp"

	"joinery/manifest/version"
)

// Telling is what the history leaves open and a person decides.
type Telling struct {
	Title      string            // the product's
	Comment    string            // stands at the top of the product's manifest, without "#"
	Type       string            // of the components
	Names      map[string]string // what a component is called here, when the history's word is no name
	Schemes    map[string]string // the scheme of a component, when it is not semver
	Exceptions []Exception       // what the rules find and history cannot change
	Policy     string            // the product's, as a map of YAML in one line; "" for the default
	Pattern    string            // a calver pattern to compare with as well, "" for none
}

// Exception is a finding about a version that stays as it is.
type Exception struct {
	Rule, Component, Version string
	Until, Owner, Reason     string
}

// called returns the history with the components' names as they are here.
func (t *Telling) called(h *History) *History {
	renamed := *h
	renamed.Releases = make([]Release, len(h.Releases))
	for i, r := range h.Releases {
		components := make(map[string]string, len(r.Components))
		for name, v := range r.Components {
			components[cmp.Or(t.Names[name], name)] = v
		}
		renamed.Releases[i] = Release{r.Version, r.Date, components}
	}
	return &renamed
}

// scheme returns the scheme of a component.
func (t *Telling) scheme(component string) (version.Scheme, error) {
	return version.ByName(cmp.Or(t.Schemes[component], version.SemVer.Name()), "")
}
