package importer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"joinery/manifest/version"
)

// settle decides what a draft leaves open: the scheme of each component, which of several versions
// is taken, who needs whom, what the product names itself, and what all of them are called.
func (d *draft) settle(ctx context.Context, file, format, as string) (*Import, error) {
	taken := d.take()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(taken) == 0 {
		return nil, &Error{File: file, Why: "it lists no component with a version", Hint: d.lastReason()}
	}
	needs := d.needs(taken)
	d.open(taken, needs)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	direct := d.directly(taken, needs)
	d.start()
	d.call(taken, as)
	if err := ctx.Err(); err != nil {
		return nil, err
	}

	product := d.product
	product.Components = list(direct)
	out := &Import{File: file, Format: format, Product: product, Skipped: d.skipped()}
	for _, p := range taken {
		p.Dependencies = list(needs[p])
		out.Components = append(out.Components, p.Component)
	}
	slices.SortFunc(out.Components, func(a, b Component) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// lastReason says why something was left out, for a file of which nothing is left.
func (d *draft) lastReason() string {
	all := (&Import{Skipped: d.skipped()}).Summary()
	if len(all) == 0 {
		return ""
	}
	return strings.TrimPrefix(all[len(all)-1], ": ")
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
		named := map[*part]bool{p: true}
		for _, key := range p.needs {
			to := byKey[key]
			switch {
			case to == nil:
				d.skip(p.at+" needs "+clean(key), "the file does not list that")
			case known[to] && !named[to]:
				needs[p], named[to] = append(needs[p], to), true
			}
		}
	}
	return needs
}

// open takes the edge that closes a circle out of each. It keeps its own stack: dependencies may
// be as many in a row as a file has room for.
func (d *draft) open(taken []*part, needs map[*part][]*part) {
	const entered, left = 1, 2
	state := map[*part]int{}
	type visit struct {
		of         *part
		next, kept int // of what it needs
	}
	for _, first := range taken {
		if state[first] != 0 {
			continue
		}
		state[first] = entered
		for stack := []visit{{of: first}}; len(stack) > 0; {
			v := &stack[len(stack)-1]
			all := needs[v.of]
			if v.next == len(all) {
				needs[v.of], state[v.of] = all[:v.kept], left
				stack = stack[:len(stack)-1]
				continue
			}
			switch to := all[v.next]; state[to] {
			case entered:
				d.skip(v.of.at+" needs "+to.Title, "that needs it in turn, and dependencies do not run in a circle")
				v.next++
			case left:
				all[v.kept] = to
				v.kept, v.next = v.kept+1, v.next+1
			default:
				state[to] = entered
				stack = append(stack, visit{of: to})
			}
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
