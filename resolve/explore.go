package resolve

import (
	"cmp"
	"slices"
	"strings"

	"joinery/manifest/diag"
	"joinery/resolve/solve"
)

// exploration follows every requirement of a product to the best version that it alone would
// take, whatever the other requirements say: so all contradictions come to light in one run.
type exploration struct {
	reached map[*candidate]*sighting
	order   []*sighting         // breadth first, as reached
	asked   map[int][]*sighting // per item, what reaches it, nearest first
	missing []*sighting         // requirements that nothing meets
	taken   map[int]*candidate  // the bundles that the product's own wants take
}

// sighting is one requirement, and what it alone would take.
type sighting struct {
	want   *want
	admits solve.Set
	takes  *candidate // nil when nothing meets it
	from   *sighting  // how its component was first reached; nil for the product
	depth  int
}

// explore walks breadth first from the product. It costs as much as the versions that it reaches.
func (u *universe) explore() *exploration {
	x := &exploration{reached: map[*candidate]*sighting{}, asked: map[int][]*sighting{}, taken: map[int]*candidate{}}
	for _, r := range u.Requirements(0, 0) { // the bundles taken say which extras are there
		for _, i := range r.Admits.Candidates() {
			if c := u.items[r.Package].candidates[i]; c.ref != nil {
				x.taken[r.Package] = c
				break
			}
		}
	}
	x.follow(u, 0, 0, nil)
	for at := 0; at < len(x.order); at++ {
		s := x.order[at]
		x.follow(u, s.takes.item.number, s.takes.number, s)
	}
	return x
}

func (x *exploration) follow(u *universe, item, number int, from *sighting) {
	depth := 1
	if from != nil {
		depth = from.depth + 1
	}
	for _, r := range u.Requirements(item, number) {
		if r.Fact.(*want).guard || x.waived(r) {
			continue
		}
		s := &sighting{want: r.Fact.(*want), admits: x.open(u, r), from: from, depth: depth}
		if s.admits.IsEmpty() {
			x.missing = append(x.missing, s)
			continue
		}
		s.takes = u.items[r.Package].candidates[s.admits.First()]
		x.asked[r.Package] = append(x.asked[r.Package], s)
		if x.reached[s.takes] == nil {
			x.reached[s.takes] = s
			x.order = append(x.order, s)
		}
	}
}

// open returns what meets the requirement, without what comes only with bundles that the product
// does not take.
func (x *exploration) open(u *universe, r *solve.Requirement) solve.Set {
	it := u.items[r.Package]
	if len(u.extras[it.name]) == 0 {
		return r.Admits
	}
	var b solve.Builder
	for _, i := range r.Admits.Candidates() {
		if it.candidates[i].extra == nil || x.along(u.Requirements(r.Package, i)[0]) {
			b.Add(i)
		}
	}
	return b.Set()
}

// along reports whether an extra comes with a bundle that the product takes.
func (x *exploration) along(guard *solve.Requirement) bool {
	taken := x.taken[guard.Package]
	return taken != nil && guard.Admits.Has(taken.number) || x.waived(guard)
}

// waived reports whether the bundle that the product itself takes answers the requirement.
func (x *exploration) waived(r *solve.Requirement) bool {
	return slices.ContainsFunc(r.Unless, func(in solve.In) bool {
		taken := x.taken[in.Package]
		return taken != nil && in.Candidates.Has(taken.number)
	})
}

// path returns the chain from the product to what the sighting takes.
func (u *universe) path(s *sighting) diag.Path {
	p := diag.Path{At: u.place(s.want)}
	for at := s; at != nil; at = at.from {
		step := at.want.to.name
		if at.takes != nil {
			step = at.takes.name()
		}
		p.Steps = append(p.Steps, step)
	}
	p.Steps = append(p.Steps, u.product.Name.Value)
	slices.Reverse(p.Steps)
	return p
}

// conflict is a component whose requirements admit no common version.
type conflict struct {
	item  *item
	asked []*sighting
	takes []*candidate // the versions at which it would appear, ascending
}

// conflicts returns the components that would appear at more than one version, by name.
func (x *exploration) conflicts(u *universe) []conflict {
	var all []conflict
	for n, asked := range x.asked {
		common := asked[0].admits
		for _, s := range asked[1:] {
			common = common.Intersect(s.admits)
		}
		if !common.IsEmpty() {
			continue
		}
		c := conflict{item: u.items[n], asked: asked}
		for _, s := range asked {
			if !slices.Contains(c.takes, s.takes) {
				c.takes = append(c.takes, s.takes)
			}
		}
		slices.SortFunc(c.takes, func(a, b *candidate) int { return compare(a.version, b.version) })
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b conflict) int { return strings.Compare(a.item.name, b.item.name) })
	return all
}

// first returns the nearest sighting that takes the candidate: of equally near ones the first
// that rules out another version, else the first.
func (c conflict) first(takes *candidate) *sighting {
	var taking []*sighting
	for _, s := range c.asked {
		if s.takes == takes {
			taking = append(taking, s)
		}
	}
	return slices.MinFunc(taking, c.compare)
}

// compare orders sightings: the nearer one first, then one that rules out a version at which the
// component would appear.
func (c conflict) compare(a, b *sighting) int {
	tolerant := func(s *sighting) int {
		return boolean(!slices.ContainsFunc(c.takes, func(v *candidate) bool { return !s.admits.Has(v.number) }))
	}
	return cmp.Or(a.depth-b.depth, tolerant(a)-tolerant(b))
}

// finding tells the conflict: every version with the shortest path to it, each where written.
func (c conflict) finding(u *universe) diag.Diagnostic {
	d := u.finding("one-version", c.item.name)
	for _, v := range c.takes {
		d.Versions = append(d.Versions, v.version.String())
		d.Paths = append(d.Paths, u.path(c.first(v)))
	}
	d.Message = c.item.name + " appears at " + enumerate(d.Versions, " and at ")
	nearest := slices.MinFunc(c.asked, func(a, b *sighting) int {
		return cmp.Or(boolean(u.place(a.want).IsZero())-boolean(u.place(b.want).IsZero()), c.compare(a, b))
	})
	d.At = u.place(nearest.want)
	if d.At.IsZero() {
		d.At = u.product.Name.In(u.product.File)
	}
	for _, s := range c.asked {
		if _, exact := s.want.asks.Constraint.Exact(); !exact && s.want.override == nil && len(d.Related) < mostRelated {
			d.Related = append(d.Related, diag.Related{
				At:      u.place(s.want),
				Message: u.asker(s.want) + " wants " + c.item.name + " " + s.want.text() + ", alone it would take " + s.takes.version.String(),
			})
		}
	}
	return d
}

// mostRelated bounds the places that are listed for one finding.
const mostRelated = 10

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// enumerate joins words: "a", "a and b", "a, b and c", with last between the last two.
func enumerate(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + last + words[len(words)-1]
}
