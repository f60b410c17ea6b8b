package resolve

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// missingFinding tells why nothing meets a requirement, and what is there instead.
func (u *universe) missingFinding(s *sighting) diag.Diagnostic {
	w := s.want
	to := w.to
	d := u.finding("known-version", to.name)
	d.At, d.Subject = u.place(w), to.name
	d.Paths = []diag.Path{u.path(s)}
	asker := u.asker(w)
	if w.from != nil {
		d.Component = w.from.item.name
		d.Versions = []string{w.from.version.String()}
	}
	switch {
	case to.number == 0:
		d.Rule = "acyclic"
		d.Message = asker + " needs " + to.name + ", the product itself"
	case w.broken:
		d.Rule, d.At = "bundle-intact", diag.Place{File: w.file}
		d.Message = "the bundle of " + asker + " cannot be read"
	case to.component == nil && to.nested == nil && len(u.extras[to.name]) == 0:
		d.Rule = "known-component"
		d.Message = asker + " needs " + to.name + ", which no document declares"
		names := slices.DeleteFunc(slices.Clone(u.source.Names()), func(name string) bool {
			return name == u.product.Name.Value || w.from != nil && name == w.from.item.name
		})
		if near := manifest.Nearest(to.name, names); near != "" {
			d.Hints = append(d.Hints, "the nearest name is "+near)
		}
	case to.nested != nil && len(u.source.Bundles(to.name)) == 0:
		d.Message = fmt.Sprintf("%s needs %s, a product without a bundle", asker, to.name)
		d.Hints = append(d.Hints, fmt.Sprintf("release it first: joinery resolve %s -o %s", to.name, manifest.BundleFile(to.name, "VERSION")))
	default:
		if unusable := u.unusableFor(w); len(unusable) > 0 {
			d.Rule = "usable-version"
			d.Message = fmt.Sprintf("%s needs %s %s, which only %s would meet", asker, to.name, w.text(), enumerate(unusable, " and "))
			break
		}
		d.Message = fmt.Sprintf("%s needs %s %s, and no version meets that", asker, to.name, w.text())
		if known := u.known(to); len(known) > 0 {
			d.Hints = append(d.Hints, fmt.Sprintf("the versions of %s are %s", to.name, enumerate(known, " and ")))
		} else {
			d.Hints = append(d.Hints, to.name+" has no version yet")
		}
	}
	return d
}

// unusableFor returns the disabled versions and pre-releases that would meet the want, each with
// the reason.
func (u *universe) unusableFor(w *want) []string {
	all := u.everything(w.to.name)
	var names []string
	for _, c := range all.candidates {
		if admits(w.counts(), c.version) && !u.usable(c) {
			names = append(names, c.version.String()+" ("+u.reason(c)+")")
		}
	}
	return names
}

// everything returns the item with the versions that are not usable too.
func (u *universe) everything(name string) *item {
	relaxed := *u
	relaxed.settings.relaxed = true
	it := &item{name: name, component: u.source.Component(name), nested: u.source.Product(name)}
	relaxed.fill(it)
	return it
}

// reason says why a candidate may not be chosen.
func (u *universe) reason(c *candidate) string {
	if c.entry != nil && c.entry.Status == manifest.Disabled {
		return "disabled"
	}
	return "a pre-release"
}

// known returns the item's highest versions, highest first, with a mark of what is left out.
func (u *universe) known(to *item) []string {
	const most = 5
	all := u.everything(to.name).candidates
	slices.SortStableFunc(all, func(a, b *candidate) int { return compare(b.version, a.version) })
	var names []string
	for _, c := range all {
		if len(names) == most {
			return append(names, fmt.Sprintf("%d more", len(all)-most))
		}
		names = append(names, c.version.String())
	}
	return names
}

// unusable tells the failure of a product that has a selection only with versions that may not
// be chosen: each of them, with a path to it.
func (u *universe) unusable(s *Selection) *Failure {
	f := &Failure{Product: u.product.Name.Value, graph: s.Graph}
	for _, p := range s.Order {
		disabled := p.Entry != nil && p.Entry.Status == manifest.Disabled
		if !disabled && !(u.settings.production && p.Version.IsPrerelease()) {
			continue
		}
		d := u.finding("usable-version", p.Name)
		d.Subject, d.Versions = p.Version.String(), []string{p.Version.String()}
		d.Message = p.ID() + " is disabled, and no selection does without such versions"
		if !disabled {
			d.Message = p.ID() + " is a pre-release, and no selection does without such versions"
		}
		if p.Version.IsPrerelease() && !disabled && p.Entry != nil {
			d.Hints = append(d.Hints, fmt.Sprintf("make it a production version: joinery cut %s %s", p.Name, p.Version))
		}
		path := s.Path(p)
		d.At = path.At
		d.Paths = []diag.Path{path}
		f.Findings = append(f.Findings, d)
	}
	f.Findings = f.Findings.Sorted()
	return f
}
