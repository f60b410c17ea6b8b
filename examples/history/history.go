// Package history retells the releases of a real project as a workspace, and computes at every
// step what joinery would have called it.
//
// A [History] is what somebody noted down about a project: its releases, and which version of
// each component was in them.
//
//	{"product": "spring-cloud", "about": "…", "source": "…", "releases": [
//	  {"version": "2020.0.0", "date": "2020-12-22", "components": {"spring-cloud-bus": "3.0.0"}},
//	  {"version": "2020.0.1", "date": "2021-01-27", "components": {"spring-cloud-bus": "3.0.1"}}]}
//
// [Tell] makes a manifest of each component, one of the product, and a bundle of each release.
// Here spring-cloud-bus gets the versions 3.0.0, released on 2020-12-22, and 3.0.1, which extends
// it; the second bundle extends the first, at the level patch. The project's numbers stay as they
// are: [Story.Steps] says where joinery's would have been others.
//
// Nothing says what a component needed, so nothing is said: each is a direct component of the product.
package history

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// History is a project's releases, oldest line first, ascending within a line.
type History struct {
	Product  string    `json:"product"`
	About    string    `json:"about"`
	Source   string    `json:"source"` // the repository, its commit and that commit's day
	Releases []Release `json:"releases"`
}

// Release is one release of the project.
type Release struct {
	Version    string            `json:"version"`
	Date       string            `json:"date"` // YYYY-MM-DD
	Components map[string]string `json:"components"`
}

// Read reads a history. The error says what is missing or unknown in it.
func Read(data []byte) (*History, error) {
	var h History
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(&h); err != nil {
		return nil, fmt.Errorf("reading the history: %w", err)
	}
	if len(h.Releases) == 0 {
		return nil, fmt.Errorf("reading the history of %q: found no release", h.Product)
	}
	return &h, nil
}

// latest returns the last release, the one that the product's manifest pins.
func (h *History) latest() Release { return h.Releases[len(h.Releases)-1] }

// components returns the names of all components that ever were in a release, sorted.
func (h *History) components() []string {
	seen := map[string]bool{}
	var names []string
	for _, r := range h.Releases {
		for name := range r.Components {
			if !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}
