// Package check holds the rules that a workspace is checked against.
//
// A [Rule] reads the [Facts] and returns findings; it never prints and never decides how much a
// finding weighs. [Run] does that: a finding about a component takes the strictest setting among
// the products whose selection holds it, and a product's exceptions turn what they cover into
// notes in that product. For example, with web-shop in two products,
//
//	acme-suite   standard recommended, rules {deprecated-dependency: error}
//	acme-trial   standard minimal
//
// a deprecated version of it is an error in acme-suite and nothing in acme-trial.
//
// With a [Base], the workspace as it was, each finding is new, old or fixed, and three rules look
// at the change itself: what was released, which status went back, and what nobody declared.
// [Touched] tells which components a change is about.
package check

import (
	"joinery/manifest/diag"
)

// Standard is a set of rules that a product holds itself to. A higher one keeps all that a lower
// one keeps.
type Standard uint8

// The standards, the mildest first.
const (
	Minimal Standard = iota
	Recommended
	Lightblue
)

// String returns minimal, recommended or lightblue.
func (s Standard) String() string { return [...]string{"minimal", "recommended", "lightblue"}[s] }

// Rule is one thing that must hold.
type Rule struct {
	ID       string        // "one-version": also the name of its file, samples and page
	Says     string        // one sentence, no full stop
	Standard Standard      // the mildest standard that keeps it
	Severity diag.Severity // in the standards that keep it
	Strict   diag.Severity // in lightblue, where that is another; Off: the same
	Check    func(*Facts) []Finding

	reads   stage        // what has to be there before it runs
	prepare func(*Facts) // what it can do ahead with the documents alone; nil: nothing
}

// stage is what a rule may look at, each besides those before it.
type stage uint8

const (
	documents  stage = iota // everything but the two below
	selections              // Facts.Compositions
	outcomes                // Facts.exceptions: what became of the findings of all other rules
)

// Finding is a diagnostic that nobody has weighed yet. Its Severity is the most that it may
// weigh, Off when the rule alone decides.
type Finding struct {
	diag.Diagnostic
	From Standard // the mildest standard in which it is a finding, where that is above the rule's
}

// severity returns how much the rule weighs in a standard.
func (r *Rule) severity(s Standard) diag.Severity {
	switch {
	case s < r.Standard:
		return diag.Off
	case s == Lightblue && r.Strict != diag.Off:
		return r.Strict
	}
	return r.Severity
}

// About returns the rule of that id, nil when there is none.
func About(id string) *Rule {
	for i := range All {
		if All[i].ID == id {
			return All[i]
		}
	}
	return nil
}
