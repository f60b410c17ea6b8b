package resolve

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/version"
)

// AmendMergeLines brings release lines of a product together, each told by one of its bundles.
// Every component that the bundles hold at different versions comes to one: to the lowest
// version that is, or grew out of, all of them, where there is one, else to their MERGE version,
// which is added as a -SNAPSHOT that extends them. Requirements follow as [MovePins] plans it:
// those of the product itself, of the versions that it will consist of, and of unreleased
// versions; other products keep theirs. For bundles 4.2.5 and 4.3.1,
//
//	4.2.5 holds ledger-lib 2.1.1 and web-shop 2.0.1
//	4.3.1 holds ledger-lib 2.2.0 and web-shop 2.0.2
//
// where 2.2.0 and 2.1.1 both grew out of 2.1.0 and web-shop 2.0.2 out of 2.0.1, ledger-lib gets
// 2.3.0-SNAPSHOT and web-shop stays at 2.0.2.
//
// The hints tell what is left to a person, component by component, and end with the release that
// brings the product itself together. What comes out was resolved before it is told.
//
// The error is a *[MergeError] for fewer than two bundles, a *[LinesError], a *[CollisionError],
// a *[version.StepError], or ctx's.
func AmendMergeLines(ctx context.Context, source Source, p *manifest.Product, bundles []*manifest.Bundle, o MergeOptions) (*Amendment, error) {
	m := &lineMerge{
		source: source, draft: NewDraft(source), product: p, bundles: distinctBundles(bundles), options: o,
		amendment: &Amendment{}, lost: &LinesError{Product: p.Name.Value},
		fixed: map[string]string{}, targets: map[*manifest.Entry]bool{}, held: map[string][]version.Version{}, fresh: map[*manifest.Entry]*Successor{},
	}
	if len(m.bundles) < 2 {
		return nil, &MergeError{versionsOfBundles(bundles), "wanted two different bundles or more", ""}
	}
	if err := m.bring(holdings(m.bundles)); err != nil {
		return nil, err
	}
	steps, all, err := m.pins()
	if err != nil {
		return nil, err
	}
	m.write(steps)
	for _, step := range steps {
		m.draft.take(step, all, o.Date)
	}
	return m.amendment, m.release(ctx)
}

// LinesError says what keeps release lines of a product apart.
type LinesError struct {
	Product string
	Reasons []string // one or more, by component
	Ways    []string // what to do about them
}

// Error names the product and the first reason, the others on lines of their own.
func (e *LinesError) Error() string {
	return "the lines of " + e.Product + " cannot be brought together: " + strings.Join(e.Reasons, "\n  ")
}

// Hints returns what to do.
func (e *LinesError) Hints() []string { return e.Ways }

// lineMerge is the work of one [AmendMergeLines]. Every component that the bundles hold has a
// target, the version that it comes to. The targets and the patches that they need fit together,
// so there is a selection unless the product itself asks for something else.
type lineMerge struct {
	source    Source
	draft     *Draft
	product   *manifest.Product
	bundles   []*manifest.Bundle // ascending
	options   MergeOptions
	amendment *Amendment
	lost      *LinesError

	fixed   map[string]string              // by component: the version that a nested bundle holds it at
	targets map[*manifest.Entry]bool       // of the draft
	held    map[string][]version.Version   // by name: the versions in the bundles, and the target
	moves   []Move                         // everybody goes to the target
	parted  []Move                         // those of components that the bundles hold at different versions
	fresh   map[*manifest.Entry]*Successor // the targets that are new MERGE entries
	made    []*manifest.Entry              // the same, by name
}

// distinctBundles returns the bundles ascending, each version once.
func distinctBundles(bundles []*manifest.Bundle) []*manifest.Bundle {
	all := slices.Clone(bundles)
	slices.SortStableFunc(all, func(a, b *manifest.Bundle) int {
		return cmp.Or(compare(a.Parsed, b.Parsed), strings.Compare(a.Version.Value, b.Version.Value))
	})
	return slices.CompactFunc(all, func(a, b *manifest.Bundle) bool { return compare(a.Parsed, b.Parsed) == 0 })
}

func versionsOfBundles(bundles []*manifest.Bundle) []string {
	var all []string
	for _, b := range bundles {
		all = append(all, b.Version.Value)
	}
	return all
}
