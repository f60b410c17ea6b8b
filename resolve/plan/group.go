package plan

import (
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
)

// group is a fixed or linked group of a product's policy.
type group struct {
	kind  string          // fixed, linked
	parts []*part         // by name
	floor version.Version // what those that move get
	known version.Version // the floor when it all started again
}

// gather reads the groups of all products in the scope. Their members join it.
func (w *planner) gather() error {
	var problems problems
	for _, product := range w.products {
		if !w.scope.has(product.Name.Value) {
			continue
		}
		for _, names := range product.Policy.Fixed {
			w.group(product, "fixed", names, &problems)
		}
		for _, names := range product.Policy.Linked {
			w.group(product, "linked", names, &problems)
		}
	}
	return problems.err()
}

func (w *planner) group(product *manifest.Product, kind string, names []manifest.Text, problems *problems) {
	g := &group{kind: kind}
	for _, name := range names {
		wrong := func(reason, near string) {
			problems.add(&GroupError{Product: product, Kind: kind, Member: name, Reason: reason, Near: near})
		}
		p := w.parts[name.Value]
		switch {
		case p == nil && w.source.Product(name.Value) != nil:
			wrong("it is a product, and its version follows from what it holds", "")
		case p == nil && w.formerly[name.Value] != "":
			wrong("it has another name now", w.formerly[name.Value])
		case p == nil:
			wrong("there is no such component", manifest.Nearest(name.Value, w.names))
		case p.loose():
			wrong("it is loose, so its next version cannot be computed", "")
		case len(g.parts) > 0 && g.parts[0].Versioning.Scheme != p.Versioning.Scheme:
			wrong("its scheme is "+p.Versioning.Scheme.String()+", that of "+g.parts[0].name()+" "+g.parts[0].Versioning.Scheme.String(), "")
		case !slices.Contains(g.parts, p):
			g.parts = append(g.parts, p)
		}
	}
	slices.SortFunc(g.parts, func(a, b *part) int { return strings.Compare(a.name(), b.name()) })
	for _, p := range g.parts {
		p.groups = append(p.groups, g)
		if w.scope.names != nil {
			w.scope.names[p.name()] = true
		}
	}
	w.groups = append(w.groups, g)
}

// version returns what those that move in a group get: the highest present version of all its
// members raised by the highest level, or the number of one that moves, where that is higher. It
// is zero while nobody moves.
func (g *group) version(w *planner) (version.Version, error) {
	var top, most version.Version
	var level version.Level
	var kinds []version.Kind
	var lead *part
	for _, p := range g.parts {
		if v := p.highestProduction(w.options.Line != ""); top.Compare(v) < 0 {
			top = v
		}
		if !p.moves || p.number.IsZero() {
			continue
		}
		if most.Compare(p.number) < 0 {
			most = p.number
		}
		level = max(level, p.level)
		kinds = append(kinds, w.kinds(p)...)
		lead = p
	}
	if lead == nil || top.IsZero() {
		return most, nil
	}
	if level == version.None {
		level = version.Patch
	}
	step := w.step(lead.Component, level, kinds)
	v, err := top.Scheme().Next(top, step)
	if err != nil && most.Compare(top) > 0 && dated(top.Scheme()) {
		return most, nil
	}
	if err == nil && v.Compare(most) < 0 {
		v = most
	}
	for again := true; again && err == nil; {
		again = false
		for _, p := range g.parts {
			if err == nil && (p.moves || g.kind == "fixed") && w.taken(p, v) {
				v, err = v.Scheme().Next(v, step)
				again = true
			}
		}
	}
	if err != nil {
		return v, &NumberError{Component: lead.Component, Err: err}
	}
	return v, nil
}
