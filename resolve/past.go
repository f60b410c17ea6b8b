package resolve

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// Stage is one version of a component, or one bundle of a product, and what it brought.
type Stage struct {
	Version string // as written
	Changes []manifest.Note
	Entry   *manifest.Entry  // nil for a bundle
	Bundle  *manifest.Bundle // nil for a component's version
}

// Name returns the component's name of today, or the product's.
func (s Stage) Name() string {
	if s.Entry != nil {
		return s.Entry.Component.Name.Value
	}
	return s.Bundle.Name.Value
}

// File returns the file that the stage is written in.
func (s Stage) File() string {
	if s.Entry != nil {
		return s.Entry.Component.File
	}
	return s.Bundle.File
}

// Revision returns the commit that a component's version was built from, "" where nobody says it.
func (s Stage) Revision() string {
	if s.Entry != nil {
		return s.Entry.Revision.Value
	}
	return ""
}

// stageID is the same for two stages exactly when they are one: a bundle that was read from
// elsewhere is the one of its product and version in the source.
type stageID struct {
	entry            *manifest.Entry
	product, version string
}

func (s Stage) id() stageID {
	switch {
	case s.Entry != nil:
		return stageID{entry: s.Entry}
	case s.Bundle.Parsed.IsZero():
		return stageID{nil, s.Name(), s.Version}
	}
	return stageID{nil, s.Name(), s.Bundle.Parsed.Canonical()}
}

func stageOf(e *manifest.Entry) Stage { return Stage{e.Version.Value, e.Changes, e, nil} }

func stagesOf(entries []*manifest.Entry) []Stage {
	all := make([]Stage, len(entries))
	for i, e := range entries {
		all[i] = stageOf(e)
	}
	return all
}

func stageOfBundle(b *manifest.Bundle) Stage { return Stage{b.Version.Value, b.Changes, nil, b} }

// Past tells what versions grew out of, and what they brought. It keeps what it has looked up, so
// it is for one goroutine at a time.
type Past struct {
	source  Source
	names   *Names
	shelves map[string]*shelf // by product, as they are asked for
}

// shelf finds a product's bundles.
type shelf struct {
	refs []manifest.BundleRef // lowest version first
	at   map[string]int       // by version, as written
}

// NewPast returns the past as a source knows it; nil knows nothing.
func NewPast(source Source) *Past { return &Past{source, NewNames(source), map[string]*shelf{}} }

// versions looks up versions of a component, under a name that it has or had, or else of a
// nested product. Those that nobody knows are returned apart; both are in the order given.
func (p *Past) versions(name string, texts []string) (known []Stage, unknown []string) {
	c := p.names.Component(name)
	for _, text := range texts {
		if c != nil {
			if e := Entry(c, text); e != nil {
				known = append(known, stageOf(e))
				continue
			}
		} else if b, _, _ := p.bundle(name, text); b != nil {
			known = append(known, stageOfBundle(b))
			continue
		}
		unknown = append(unknown, text)
	}
	return known, unknown
}

// shelf returns where a product's bundles are found.
func (p *Past) shelf(product string) *shelf {
	if known := p.shelves[product]; known != nil {
		return known
	}
	s := &shelf{at: map[string]int{}}
	if p.source != nil {
		s.refs = p.source.Bundles(product)
	}
	for i, ref := range s.refs {
		s.at[ref.Version.String()] = i
	}
	p.shelves[product] = s
	return s
}

// find returns the place of the bundle of a version, -1 when there is none.
func (s *shelf) find(text string) int {
	if at, ok := s.at[text]; ok {
		return at
	}
	return slices.IndexFunc(s.refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(text) })
}

// bundle reads a product's bundle of a version. One that cannot be read is nil, with the place
// where it should be and the reasons; one that is not there is nil without.
func (p *Past) bundle(product, text string) (b *manifest.Bundle, file string, why diag.List) {
	s := p.shelf(product)
	at := s.find(text)
	if at < 0 {
		return nil, "", nil
	}
	b, why = p.source.Bundle(s.refs[at])
	return b, s.refs[at].File, why
}

// line returns stages, each behind all that it grew out of as far as the source knows it, and
// everything once. Of two that are free, what an earlier stage grew out of comes first, then the
// lower version.
func (p *Past) line(tips []Stage) []Stage {
	var all []Stage
	done := map[stageID]bool{}
	for _, tip := range tips {
		if tip.Bundle != nil {
			all = p.bundles(all, done, tip.Bundle)
			continue
		}
		for _, e := range OnTheWay(nil, tip.Entry) {
			if s := stageOf(e); !done[s.id()] {
				done[s.id()] = true
				all = append(all, s)
			}
		}
	}
	return all
}

// bundles appends a bundle behind those that it follows, without those that are done already.
func (p *Past) bundles(all []Stage, done map[stageID]bool, b *manifest.Bundle) []Stage {
	s := stageOfBundle(b)
	if done[s.id()] {
		return all
	}
	done[s.id()] = true
	shelf := p.shelf(b.Name.Value)
	var places []int
	for _, r := range b.Extends {
		if at := shelf.find(r.Value); at >= 0 {
			places = append(places, at)
		}
	}
	slices.Sort(places)
	for _, at := range places {
		if older, _ := p.source.Bundle(shelf.refs[at]); older != nil {
			all = p.bundles(all, done, older)
		}
	}
	return append(all, s)
}
