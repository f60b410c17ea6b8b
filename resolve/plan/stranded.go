package plan

import (
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/resolve"
)

// StrandedError says that a released version, the highest of its component, requires a pre-release
// that is cut, and nothing else would meet it any more: it stays as it is, and nobody follows in
// its place.
type StrandedError struct {
	Entry *manifest.Entry
	Needs resolve.Pin // the requirement as it is written
	To    resolve.Pin // what the pre-release becomes
	In    diag.Place  // where the requirement is written
	Hint  string
}

// Error names the version and what it requires.
func (e *StrandedError) Error() string {
	return at(e.In) + e.Entry.Component.Name.Value + " " + e.Entry.Version.Value + " is released and needs " +
		e.Needs.Name + " " + e.Needs.Version + ", which nothing meets any more once " + e.To.Version + " is cut"
}

// At returns where the requirement is written.
func (e *StrandedError) At() diag.Place { return e.In }

// Hints returns what to do about it.
func (e *StrandedError) Hints() []string { return []string{e.Hint} }

// findStranded finds released versions that nobody may edit, and that would be left without
// what they require. Older ones than a component's highest do not count: nobody chooses them.
func (w *planner) findStranded() error {
	if w.options.Stamp != "" || !slices.ContainsFunc(w.moving(), (*part).cuts) {
		return nil
	}
	var problems problems
	for _, name := range w.names {
		latest := highest(w.draft.Component(name), production)
		if latest == nil {
			continue
		}
		for i := range latest.Dependencies {
			need := &latest.Dependencies[i]
			lead := w.parts[need.Name.Value]
			if lead == nil || !strands(lead, need) {
				continue
			}
			problems.add(&StrandedError{
				Entry: latest, Needs: resolve.Pin{Name: need.Name.Value, Version: need.Want.Value},
				To: resolve.Pin{Name: lead.name(), Version: lead.to.String()}, In: need.Name.In(latest.Component.File),
				Hint: w.followHint(w.parts[name], lead),
			})
		}
	}
	return problems.err()
}

// followHint says how a part comes to follow what it requires.
func (w *planner) followHint(p, lead *part) string {
	o := w.options
	switch {
	case p.loose() || p.start != nil && p.start.Status == manifest.Disabled:
	case !w.scope.has(p.name()):
		o.Product, o.Line, o.Extends = "", "", nil
		return "to plan what is outside of " + w.options.Product + " too: " + o.command()
	case p.start == nil || p.moves:
	case production(p.start):
		o.Propagate = outOfRange
		return "to let it follow: " + o.command()
	default:
		o.Cut = append(slices.Clone(o.Cut), p.name())
		return "to release a version that follows: " + o.command()
	}
	return "enter a version of " + p.name() + " that needs " + lead.id()
}
