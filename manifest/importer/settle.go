package importer

import (
	"cmp"
	"slices"
	"strings"

	"joinery/manifest/version"
)

// settle decides what a draft leaves open: the scheme of each component, which of several versions
// is taken, who needs whom, what the product names itself, and what all of them are called.
func (d *draft) settle(file, format, as string) (*Import, error) {
	taken := d.take()
	if len(taken) == 0 {
		return nil, &Error{File: file, Why: "it lists no component with a version", Hint: d.lastReason()}
	}
	needs := d.needs(taken)
	d.open(taken, needs)
	direct := d.directly(taken, needs)
	d.start()
	d.call(taken, as)

	product := d.product
	product.Components = list(direct)
	out := &Import{Format: format, Product: product}
	for _, p := range taken {
		p.Dependencies = list(needs[p])
		out.Components = append(out.Components, p.Component)
	}
	slices.SortFunc(out.Components, func(a, b Component) int { return strings.Compare(a.Name, b.Name) })
	out.Skipped = d.lines(file)
	return out, nil
}

// lastReason says why something was left out, for a file of which nothing is left.
func (d *draft) lastReason() string {
	if len(d.reasons) == 0 {
		return ""
	}
	why := d.reasons[len(d.reasons)-1]
	return where(d.places[why]) + ": " + why
}

// take returns the part that stands for each component, in the file's order, with its scheme.
func (d *draft) take() []*part {
	versions := map[string][]*part{}
	var ids []string
	for _, p := range d.parts {
		if !d.usable(p) {
			continue
		}
		if versions[p.id] == nil {
			ids = append(ids, p.id)
		}
		versions[p.id] = append(versions[p.id], p)
	}
	var taken []*part
	for _, id := range ids {
		taken = append(taken, d.highest(versions[id]))
	}
	return taken
}

// usable reports whether a part has a version that a manifest can state.
func (d *draft) usable(p *part) bool {
	if p.Version == "" {
		d.skip(p.at, "it has no version")
		return false
	}
	v, err := version.Loose.Parse(p.Version)
	if err != nil {
		d.skip(p.at, "%q is no version, wanted at most 128 visible ASCII characters without blanks", p.Version)
		return false
	}
	if exact, err := version.ParseConstraint(version.Loose, p.Version); err != nil || !exact.Admits(v) {
		d.skip(p.at, "%s is no version, but a range of versions", p.Version)
		return false
	}
	return true
}

// highest returns the part with the highest version and leaves out the others.
func (d *draft) highest(all []*part) *part {
	scheme := version.SemVer
	for _, p := range all {
		if _, err := version.SemVer.Parse(p.Version); err != nil {
			scheme = version.Loose
		}
	}
	best := all[0]
	for _, p := range all[1:] {
		a, _ := scheme.Parse(p.Version)
		b, _ := scheme.Parse(best.Version)
		if a.Compare(b) > 0 {
			best = p
		}
	}
	for _, p := range all {
		switch {
		case p == best:
		case p.Version == best.Version:
			d.skip(p.at, "%s %s stands twice, the first is taken", p.Title, p.Version)
		default:
			d.skip(p.at, "%s stands at several versions and a product takes one, the highest: %s is left out, with what needs it at that version", p.Title, p.Version)
		}
	}
	best.Scheme = scheme.Name()
	return best
}

// needs returns who needs whom, in the file's order, each once.
func (d *draft) needs(taken []*part) map[*part][]*part {
	byKey := map[string]*part{}
	for _, p := range d.parts {
		if byKey[p.key] == nil {
			byKey[p.key] = p
		}
	}
	for _, p := range taken {
		byKey[p.key] = p
	}
	known := map[*part]bool{}
	for _, p := range taken {
		known[p] = true
	}
	needs := map[*part][]*part{}
	for _, p := range taken {
		for _, key := range p.needs {
			to := byKey[key]
			switch {
			case to == nil:
				d.skip(p.at+" needs "+clean(key), "the file does not list that")
			case known[to] && to != p && !slices.Contains(needs[p], to):
				needs[p] = append(needs[p], to)
			}
		}
	}
	return needs
}

// open takes the edge that closes a circle out of each.
func (d *draft) open(taken []*part, needs map[*part][]*part) {
	const entered, left = 1, 2
	state := map[*part]int{}
	var visit func(*part)
	visit = func(p *part) {
		state[p] = entered
		needs[p] = slices.DeleteFunc(needs[p], func(to *part) bool {
			if state[to] == 0 {
				visit(to)
			}
			if state[to] == entered {
				d.skip(p.at+" needs "+to.Title, "that needs it in turn, and dependencies do not run in a circle")
				return true
			}
			return false
		})
		state[p] = left
	}
	for _, p := range taken {
		if state[p] == 0 {
			visit(p)
		}
	}
}

// directly returns what the product names itself: what the file says it needs, and what nothing
// else needs.
func (d *draft) directly(taken []*part, needs map[*part][]*part) []*part {
	needed, stated := map[*part]bool{}, map[string]bool{}
	for _, p := range taken {
		for _, to := range needs[p] {
			needed[to] = true
		}
	}
	for _, key := range d.direct {
		stated[key] = true
	}
	var direct []*part
	for _, p := range taken {
		if stated[p.key] || !needed[p] {
			direct = append(direct, p)
		}
		if len(stated) > 0 && !stated[p.key] && !needed[p] {
			d.skip(p.at, "nothing says who needs it: the product names it itself")
		}
	}
	return direct
}

// start finds the product's first version.
func (d *draft) start() {
	if d.version == "" {
		return
	}
	v, err := version.SemVer.Parse(strings.TrimPrefix(d.version, "v"))
	if err != nil {
		d.skip(d.at, "%s is no semver: the product starts at 1.0.0", d.version)
		return
	}
	d.product.Initial = v.Core().String()
	if d.product.Initial != d.version {
		d.skip(d.at, "a product starts with a production version in semver: %s instead of %s", d.product.Initial, d.version)
	}
}

// list returns requirements on parts, by name.
func list(parts []*part) []Need {
	var needs []Need
	for _, p := range parts {
		needs = append(needs, Need{p.Name, p.Version})
	}
	slices.SortFunc(needs, func(a, b Need) int { return cmp.Compare(a.Name, b.Name) })
	return needs
}
