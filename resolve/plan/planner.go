package plan

import (
	"context"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// planner makes one plan.
type planner struct {
	ctx     context.Context
	source  resolve.Source
	options Options
	draft   *resolve.Draft // the source as the plan leaves it

	names    []string // of all components, sorted
	parts    map[string]*part
	products []*manifest.Product  // by name
	own      map[string][]pending // of products, the changes that name them
	spent    []*manifest.Change   // those that name nothing
	formerly map[string]string    // earlier names to present ones
	users    map[string][]use     // who requires a component, by name of the user
	groups   []*group
	scope    *scope
	held     map[string]map[string]bool // see holds
	unsolved map[string]bool            // products without a selection, as far as holds looked
	policies map[string]string          // see propagate
	planned  map[string]*Product
	early    []early
	changes  []*manifest.Change // all that wait
	trial    bool               // the plan shows whether a hint works, and has none itself
	line     map[string]string  // what the line's last bundle lists, by name
}

// use is a requirement of a part.
type use struct {
	by *part
	on *manifest.Dependency
}

func newPlanner(ctx context.Context, source resolve.Source, o Options) *planner {
	w := &planner{
		ctx: ctx, source: source, options: o, draft: resolve.NewDraft(source),
		parts: map[string]*part{}, own: map[string][]pending{}, formerly: map[string]string{},
		users: map[string][]use{}, held: map[string]map[string]bool{}, unsolved: map[string]bool{}, planned: map[string]*Product{},
	}
	for _, name := range source.Names() {
		if p := source.Product(name); p != nil {
			w.products = append(w.products, p)
		}
		c := source.Component(name)
		if c == nil {
			continue
		}
		w.names = append(w.names, name)
		w.parts[name] = &part{Component: c}
		for _, earlier := range c.Formerly {
			if w.formerly[earlier.Value] == "" {
				w.formerly[earlier.Value] = name
			}
		}
	}
	return w
}

// start finds where every component starts, and who requires whom there.
func (w *planner) start() error {
	line, err := w.lineHolds()
	if err != nil {
		return err
	}
	for _, name := range w.names {
		p := w.parts[name]
		p.startFrom(line[name])
		p.heard()
		needs := p.needs()
		for i := range needs {
			w.users[needs[i].Name.Value] = append(w.users[needs[i].Name.Value], use{p, &needs[i]})
		}
	}
	return nil
}

// lineHolds returns the versions that the last bundle of the line lists, by component; nothing
// without a line.
func (w *planner) lineHolds() (map[string]*manifest.Entry, error) {
	if w.options.Line == "" || w.options.Product == "" {
		return nil, nil
	}
	b, _, err := resolve.Predecessor(w.source, w.source.Product(w.options.Product), w.options.Line)
	if b == nil || err != nil {
		return nil, err
	}
	holds := map[string]*manifest.Entry{}
	w.line = map[string]string{}
	for _, listed := range b.Components {
		w.line[listed.Name.Value] = listed.Version.Value
		p := w.parts[listed.Name.Value]
		if p == nil {
			continue
		}
		e := resolve.Entry(p.Component, listed.Version.Value)
		if e == nil || e.Parsed.IsZero() {
			return nil, &resolve.UnknownVersionError{Component: p.Component, Version: listed.Version.Value}
		}
		if was := holds[p.name()]; was == nil || was.Parsed.Compare(e.Parsed) < 0 {
			holds[p.name()] = e
		}
	}
	return holds, nil
}

// read gives every change to what it names.
func (w *planner) read(changes []*manifest.Change) error {
	var problems problems
	w.changes = changes
	changes = slices.Clone(changes)
	slices.SortStableFunc(changes, func(a, b *manifest.Change) int { return strings.Compare(a.File, b.File) })
	for _, c := range changes {
		if len(c.Components) == 0 {
			w.spent = append(w.spent, c)
		}
		for _, as := range c.Components {
			name := as.Name.Value
			switch {
			case w.parts[name] != nil:
				w.parts[name].pend(c, as)
			case w.source.Product(name) != nil:
				w.own[name] = append(w.own[name], pending{change: c, as: as, names: []string{name}})
			case w.formerly[name] != "":
				w.parts[w.formerly[name]].pend(c, as)
			default:
				problems.add(&UnknownError{
					Kind: "component or product", Name: name, Near: manifest.Nearest(name, w.source.Names()), In: as.Name.In(c.File),
				})
			}
		}
	}
	return problems.err()
}

// pend notes a change that names the part. Under two names it counts once, by what asks for more.
func (p *part) pend(c *manifest.Change, as manifest.ChangedComponent) {
	next := pending{change: c, as: as, names: []string{as.Name.Value}}
	if last := len(p.pending) - 1; last >= 0 && p.pending[last].change == c {
		known := &p.pending[last]
		known.names = append(known.names, as.Name.Value)
		if next.level() > known.level() {
			known.as = as
		}
		return
	}
	p.pending = append(p.pending, next)
}

// asked notes the pre-releases that somebody wants to be cut.
func (w *planner) asked() error {
	for _, name := range w.options.Cut {
		p, err := w.part(name)
		if err != nil {
			return err
		}
		if p.loose() {
			return &resolve.CutError{Component: p.Component, Reason: "what a loose version leads to cannot be computed", Hint: "joinery cut " + p.name() + " VERSION --as names it"}
		}
		if !p.cuts() {
			return &resolve.CutError{Component: p.Component, Reason: p.uncut()}
		}
		p.asked = true
	}
	return nil
}

// uncut says why there is nothing of the part to cut.
func (p *part) uncut() string {
	if top := highest(p.Component, usable); top != nil {
		if next := p.successors[top]; next != nil {
			return top.Version.Value + " has a successor already, " + next.Version.Value
		}
	}
	return "its highest version is no pre-release"
}

// part returns the component of a name, an earlier one too.
func (w *planner) part(name string) (*part, error) {
	if p := w.parts[name]; p != nil {
		return p, nil
	}
	if p := w.parts[w.formerly[name]]; p != nil {
		return p, nil
	}
	return nil, &UnknownError{Kind: "component", Name: name, Near: manifest.Nearest(name, w.names)}
}

// counts reports whether the changes of a component or product count.
func (w *planner) counts(name string) bool {
	if !w.scope.has(name) {
		return false
	}
	return len(w.options.Only) == 0 || slices.ContainsFunc(w.options.Only, func(only string) bool {
		return only == name || w.parts[only] == nil && w.source.Product(only) == nil && w.formerly[only] == name
	})
}

// counted returns the changes that count for a part.
func (w *planner) counted(p *part) []pending {
	if len(p.pending) == 0 || !w.counts(p.name()) {
		return nil
	}
	return p.pending
}

// moving returns the parts that move, by name.
func (w *planner) moving() []*part {
	var all []*part
	for _, name := range w.names {
		if p := w.parts[name]; p.moves {
			all = append(all, p)
		}
	}
	return all
}

// highestProduction returns the production version that a part's group goes on from.
func (p *part) highestProduction(line bool) version.Version {
	e := p.base
	if !line {
		e = highest(p.Component, production)
	}
	if e == nil {
		return version.Version{}
	}
	return e.Parsed
}
