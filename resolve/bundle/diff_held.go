package bundle

import (
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// Held is a component's version as a bundle lists it, and what is known about it beyond.
type Held struct {
	manifest.Bundled
	Parsed version.Version  // in the component's scheme of today, else as a loose version; zero where it is neither
	Entry  *manifest.Entry  // the version in the workspace, nil when it does not hold it
	Nested *manifest.Bundle // a nested product's bundle, nil when the workspace does not hold the one that is listed
}

// Versions returns the versions of some that are held, in their order; nil for none.
func Versions(held []Held) []string {
	var all []string
	for _, h := range held {
		all = append(all, h.Version.Value)
	}
	return all
}

// compare orders two versions of one component. Those of two schemes are ordered as loose ones.
func (h Held) compare(other Held) int {
	a, b := h.Parsed, other.Parsed
	if a.Scheme() != b.Scheme() {
		a, _ = version.Loose.Parse(h.Version.Value)
		b, _ = version.Loose.Parse(other.Version.Value)
	}
	return a.Compare(b)
}

// same reports whether two bundles list the same version with the same content. A digest that
// only one of them states says nothing.
func (h Held) same(other Held) bool {
	return h.Version.Value == other.Version.Value && (h.Digest == other.Digest || h.Digest == "" || other.Digest == "")
}

// pair is one component in two bundles.
type pair struct {
	name, former string // in the second bundle and in the first; equal in most
	from, to     []Held // highest first
}

// knowledge is what a source tells about components by the names that they have or had.
type knowledge struct {
	source resolve.Source
	now    map[string]string // former name to the present one; nil until somebody asks
}

func newKnowledge(source resolve.Source) *knowledge { return &knowledge{source: source} }

// present returns the name that a component of a former name has now, "" when nobody had it.
func (k *knowledge) present(former string) string {
	if k.now == nil {
		k.now = map[string]string{}
		for _, name := range k.source.Names() {
			if c := k.source.Component(name); c != nil {
				for _, earlier := range c.Formerly {
					if k.now[earlier.Value] == "" {
						k.now[earlier.Value] = name
					}
				}
			}
		}
	}
	return k.now[former]
}

// component returns the component that has a name, or had it.
func (k *knowledge) component(name string) *manifest.Component {
	if c := k.source.Component(name); c != nil || k.source.Product(name) != nil {
		return c
	}
	return k.source.Component(k.present(name))
}

// pairs brings together what two bundles list of each component, by name.
func (k *knowledge) pairs(from, to *manifest.Bundle) []pair {
	before, after := k.listed(from), k.listed(to)
	var all []pair
	for name, held := range after {
		p := pair{name: name, former: name, from: before[name], to: held}
		if p.from == nil {
			p.former = k.counterpart(name, before, after)
			p.from = before[p.former]
		}
		delete(before, p.former)
		all = append(all, p)
	}
	for name, held := range before {
		all = append(all, pair{name: name, former: name, from: held})
	}
	slices.SortFunc(all, func(a, b pair) int { return strings.Compare(a.name, b.name) })
	return all
}

// counterpart returns the other name under which the first bundle lists a component of the
// second: an earlier one, or a later one where the second bundle is the older. It returns the
// name itself when there is none.
func (k *knowledge) counterpart(name string, before, after map[string][]Held) string {
	fits := func(other string) bool { return other != "" && before[other] != nil && after[other] == nil }
	if c := k.source.Component(name); c != nil {
		for _, earlier := range c.Formerly {
			if fits(earlier.Value) {
				return earlier.Value
			}
		}
	} else if later := k.present(name); fits(later) {
		return later
	}
	return name
}

// listed returns what a bundle lists, by name, of each component the highest version first.
func (k *knowledge) listed(b *manifest.Bundle) map[string][]Held {
	all := map[string][]Held{}
	for _, one := range b.Components {
		all[one.Name.Value] = append(all[one.Name.Value], k.held(one))
	}
	for _, versions := range all {
		oneScheme(versions)
		slices.SortStableFunc(versions, func(a, b Held) int { return b.compare(a) })
	}
	return all
}

// oneScheme takes all versions as loose ones where they are of several schemes, as when a
// component has changed its scheme: only versions of one scheme have an order.
func oneScheme(versions []Held) {
	if !slices.ContainsFunc(versions, func(h Held) bool { return h.Parsed.Scheme() != versions[0].Parsed.Scheme() }) {
		return
	}
	for i := range versions {
		versions[i].Parsed, _ = version.Loose.Parse(versions[i].Version.Value)
	}
}

// held looks up what is known about a version that a bundle lists.
func (k *knowledge) held(listed manifest.Bundled) Held {
	h := Held{Bundled: listed}
	name, text := listed.Name.Value, listed.Version.Value
	scheme := version.Scheme(version.Loose)
	if c := k.component(name); c != nil {
		scheme, h.Entry = c.Versioning.Scheme, resolve.Entry(c, text)
	} else if p := k.source.Product(name); p != nil {
		scheme = p.Versioning.Scheme
		if inner := bundleOf(k.source, name, text); inner != nil && isListed(&listed, inner) {
			h.Nested = inner
		}
	}
	var err error
	if h.Parsed, err = scheme.Parse(text); err != nil {
		h.Parsed, _ = version.Loose.Parse(text)
	}
	return h
}
