package main

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
)

// changeable returns the names that a change may have, in order, without former ones.
func (w *opened) changeable() []string {
	return slices.DeleteFunc(w.Names(), func(name string) bool { return loose(w.Component(name)) })
}

// fit says why no change may name something, nil when one may: a component or product, or what a
// component was called.
func (w *opened) fit(name string) error {
	c := w.called(name)
	switch {
	case loose(c):
		return failed{
			fmt.Sprintf("%s is loose: joinery computes no next version that a change could go into", name),
			"enter its new version by hand, in " + c.File,
		}
	case c != nil || w.Product(name) != nil:
		return nil
	case len(w.Bundles(name)) > 0:
		return failed{fmt.Sprintf("there is no component or product called %s any more: only bundles of it are left", name), ""}
	}
	return unknownName("component or product", name, w.changeable())
}

// called returns the component of a name, or where no product has it, the one that had it
// formerly; nil when there is none.
func (w *opened) called(name string) *manifest.Component {
	if c := w.Component(name); c != nil || w.Product(name) != nil {
		return c
	}
	for _, c := range w.Components {
		if slices.ContainsFunc(c.Formerly, func(t manifest.Text) bool { return t.Value == name }) {
			return c
		}
	}
	return nil
}

// loose reports whether the versions of a component, which may be nil, are entered by hand alone.
func loose(c *manifest.Component) bool { return c != nil && c.Versioning.Scheme == version.Loose }
