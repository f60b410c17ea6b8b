package notes

import (
	"joinery/graph"
	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// Notes are the notes of one release, made for one audience. They are what templates see, and
// JSON prints. Fields that the audience is not told are empty.
type Notes struct {
	Format    int        `json:"version"` // of this model: 1
	Audience  Audience   `json:"audience"`
	Language  string     `json:"language"`
	Product   Named      `json:"product"`
	From      *Release   `json:"from,omitempty"` // nil in a first release
	To        Release    `json:"to"`
	Sections  []Section  `json:"sections"`            // in reading order; none is empty
	Moved     []Move     `json:"moved"`               // components that are not what they were, the product's direct ones first, then by title
	Unchanged []Move     `json:"unchanged"`           // the others, likewise
	Made      []Made     `json:"made,omitempty"`      // engineering: the product's steps on the way, oldest first
	Because   []Cause    `json:"because,omitempty"`   // engineering: what asked for them
	Artifacts []Artifact `json:"artifacts,omitempty"` // engineering, support: the files of what moved

	Words   Words        `json:"-"` // every label, in the notes' language
	Logo    *Logo        `json:"-"` // nil: none
	Picture *graph.Graph `json:"-"` // what moved, the product first, and what stands between; nil: nothing, or too much to look at

	// Missing are the features and breaking changes that have no text for sales, and what looks
	// like a ticket in what sales would read, each with its place, of severity error. It is empty
	// for other audiences.
	Missing diag.List `json:"-"`
	// Problems are what could not be told, as warnings: versions that no manifest knows, lineages
	// that end before their time, bundles that cannot be read. There is one for each component and
	// cause. What looks like a ticket in what sales would read is among them too.
	Problems diag.List `json:"-"`

	version version.Version // of To; zero where it is none of the bundle's scheme
}

// Named is a product or a component.
type Named struct {
	Name  string `json:"name,omitempty"` // as manifests say; "" for sales
	Title string `json:"title"`          // as people say
}

// Release is a bundle of the product.
type Release struct {
	Version  string `json:"version"`
	Released string `json:"released,omitempty"` // a day, YYYY-MM-DD
	Digest   string `json:"digest,omitempty"`   // "" for sales
}

// Section is a group of changes.
type Section struct {
	Key   string `json:"key"` // highlights, new, better, fixed, security, upgrade, gone, note, internal
	Title string `json:"title"`
	Items []Item `json:"items"` // by weight of type, then the product's own, then as in Moved; newest first
}

// Item is one change, told once.
type Item struct {
	Type     string   `json:"type"`               // one of manifest.ChangeTypes, or added, removed, lowered, renamed
	Summary  string   `json:"summary"`            // Markdown of a single line
	Details  string   `json:"details,omitempty"`  // Markdown: the audience's own text, else the details
	Of       []Part   `json:"of,omitempty"`       // the components that it is about, ahead of them the product if it is about that too; none: the product alone
	ID       string   `json:"id,omitempty"`       // engineering
	Reverts  string   `json:"reverts,omitempty"`  // engineering
	Internal bool     `json:"internal,omitempty"` // engineering: it is told to nobody else
	Links    []string `json:"links,omitempty"`    // engineering
}

// Part is a component that a change is about.
type Part struct {
	Named
	Version  string `json:"version,omitempty"`  // the version that brought it; "" for sales
	Revision string `json:"revision,omitempty"` // engineering
}

// Move is a component's step between the two bundles.
type Move struct {
	Named
	Formerly   string   `json:"formerly,omitempty"` // its name before, for sales its title
	Change     string   `json:"change,omitempty"`   // a movement of bundle.Diff: added, removed, raised, lowered, changed, direct, indirect, renamed; "": none
	From       string   `json:"from,omitempty"`     // several versions, under an exception, are parted by commas
	To         string   `json:"to,omitempty"`
	Level      string   `json:"level,omitempty"` // how far: major, minor, patch, build
	Direct     bool     `json:"direct,omitempty"`
	RequiredBy []string `json:"requiredBy,omitempty"` // not for sales
	Follows    []Pin    `json:"follows,omitempty"`    // engineering: for versions without a change of their own, what moved them
}

// Pin is a requirement that a version takes over from what it extends, moved.
type Pin struct {
	Version string `json:"version"` // of the component that requires
	Name    string `json:"name"`
	From    string `json:"from,omitempty"` // as written; "" when it is new
	To      string `json:"to,omitempty"`   // "" when it is gone
}

// Made is the step that a release of the product made, next to what was asked for.
type Made struct {
	Release  string `json:"release"`
	Level    string `json:"level,omitempty"`    // how far its number went: major, minor, patch, build
	Asked    string `json:"asked,omitempty"`    // what the policy asked for
	RaisedBy string `json:"raisedBy,omitempty"` // what a person asked for
	Verdict  string `json:"verdict"`            // first, or one of bundle.Verdict
	ByHand   bool   `json:"byHand,omitempty"`   // a person made it higher than what the policy asked for
}

// Cause is one reason of a product's version.
type Cause struct {
	Release   string `json:"release"` // the bundle that tells it
	Component string `json:"component,omitempty"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Change    string `json:"change,omitempty"` // the id of a change of the product itself
	Level     string `json:"level"`
}

// Artifact is a file that a component's version consists of.
type Artifact struct {
	Component string `json:"component"`
	Version   string `json:"version"`
	URI       string `json:"uri"`
	Digest    string `json:"digest,omitempty"`
	MediaType string `json:"mediaType,omitempty"`
}

// Options say for whom notes are made.
type Options struct {
	Audience Audience // absent: Sales
	Words    Words    // absent: English
	Logo     *Logo
}

// Make returns the notes of the bundle to for somebody who has the bundle from, which may be nil:
// then it is the product's first release. Neither need be in source, which is asked for what the
// components' versions brought, and for the bundles in between. The same input gives the same
// notes; they own what they hold.
func Make(source resolve.Source, from, to *manifest.Bundle, o Options) *Notes {
	if o.Audience == "" {
		o.Audience = Sales
	}
	if o.Words == nil {
		o.Words, _ = Language("en")
	}
	source = bundle.Intact(source)
	m := &maker{
		source: source, past: resolve.NewPast(source), audience: o.Audience, words: o.Words,
		items: map[itemKey]*Item{}, groups: map[string][]*Item{}, products: map[*Item]string{},
	}
	m.product = m.named(to.Name.Value, (&names{source: source}).title(to.Name.Value))
	n := &Notes{
		Format: 1, Audience: o.Audience, Language: o.Words["language"], Words: o.Words, Logo: o.Logo,
		Sections: []Section{}, Moved: []Move{}, Unchanged: []Move{}, version: to.Parsed,
	}
	n.Product = m.product
	n.To = m.release(to)
	if from != nil {
		r := m.release(from)
		n.From = &r
	}
	m.own(from, to)
	for _, s := range stepsOf(source, from, to) {
		if !m.audience.seesStep(s) {
			m.hide(s)
			continue
		}
		move := m.move(s)
		if move.Change == "" {
			n.Unchanged = append(n.Unchanged, move)
			continue
		}
		m.reasons(s, m.tell(s), &move)
		n.Moved = append(n.Moved, move)
		n.Artifacts = append(n.Artifacts, m.artifacts(s)...)
	}
	n.Made, n.Because = m.made, m.because
	n.Picture = m.picture(m.disclosed(from), m.disclosed(to), len(n.Moved))
	n.Sections = m.sections()
	n.Missing, n.Problems = m.missing(), m.problems.Sorted()
	return n
}

// named hides from sales how manifests call a thing.
func (m *maker) named(name, title string) Named {
	if m.audience == Sales {
		name = ""
	}
	return Named{name, title}
}

func (m *maker) release(b *manifest.Bundle) Release {
	r := Release{Version: b.Version.Value, Released: b.Released.Value}
	if m.audience != Sales {
		r.Digest = b.Digest.Value
	}
	return r
}

// Label returns what the notes call the thing: its title for customers, else its name.
func (n Named) Label() string {
	if n.Name == "" {
		return n.Title
	}
	return n.Name
}
