package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// Successor is a version that a component may get next.
type Successor struct {
	Component *manifest.Component
	Extends   []*manifest.Entry // ascending; none for the first version
	Version   version.Version   // the production version
	Snapshot  version.Version   // what `bump` and `merge` write: Version as a -SNAPSHOT
}

func newSuccessor(c *manifest.Component, v version.Version, extends ...*manifest.Entry) (*Successor, error) {
	uncut, err := v.WithPrerelease(snapshot)
	if err != nil {
		return nil, err
	}
	return &Successor{c, extends, v, uncut}, nil
}

// Entry returns what a manifest gets for the successor under a version, [Successor.Snapshot] or
// [Successor.Version]. It carries the dependencies and the contract of what it extends and
// nothing else: of several the union, and where they differ the highest one's, whose lines come
// first. Pins in moved replace what was carried.
func (s *Successor) Entry(v version.Version, moved ...MovedPin) manifest.NewEntry {
	n := manifest.NewEntry{Version: v.String()}
	for _, e := range s.Extends {
		n.Extends = append(n.Extends, e.Version.Value)
	}
	for _, e := range slices.Backward(s.Extends) {
		for _, d := range e.Dependencies {
			if !slices.ContainsFunc(n.Dependencies, func(p manifest.Pin) bool { return p.Name == d.Name.Value }) {
				n.Dependencies = append(n.Dependencies, manifest.Pin{Name: d.Name.Value, Want: d.Want.Value})
			}
		}
		n.HasContract = n.HasContract || e.HasContract
		for _, offer := range e.Contract {
			if !slices.ContainsFunc(n.Contract, func(o manifest.Offer) bool { return o.Name.Value == offer.Name.Value }) {
				n.Contract = append(n.Contract, offer)
			}
		}
	}
	for i := range n.Dependencies {
		for _, pin := range moved {
			if pin.Name.Value == n.Dependencies[i].Name {
				n.Dependencies[i].Want = pin.To
			}
		}
	}
	return n
}
