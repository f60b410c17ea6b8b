package plan

import (
	"errors"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
)

// UnknownError says that a name stands for nothing: in a change file, or where somebody asked.
type UnknownError struct {
	Kind string     // what was wanted: "component or product", "component", "product", "bundle of acme-suite"
	Name string     // what was found
	Near string     // what may have been meant, "" if nothing is near
	In   diag.Place // where it is written; zero when somebody asked for it
}

// Error names what was found and what was wanted.
func (e *UnknownError) Error() string {
	return at(e.In) + "there is no " + e.Kind + " called " + e.Name
}

// At returns where the name is written, the zero Place when it is not.
func (e *UnknownError) At() diag.Place { return e.In }

// Hints returns the name that may have been meant.
func (e *UnknownError) Hints() []string {
	switch {
	case e.Near != "":
		return []string{"did you mean " + e.Near + "?"}
	case !e.In.IsZero():
		return []string{"where it was removed, name the product that held it: what went is a change of the product"}
	}
	return nil
}

// ScopeError says that a name is known, but not a part of the product that is planned.
type ScopeError struct {
	Name    string
	Product string
}

// Error names both.
func (e *ScopeError) Error() string { return e.Product + " does not hold " + e.Name }

// Hints returns what to do about it.
func (e *ScopeError) Hints() []string {
	return []string{"without a product the plan is about everything: joinery plan"}
}

// LooseError says that a loose component would have to move: nobody computes its versions.
type LooseError struct {
	Component *manifest.Component
	Needs     string     // "ledger-lib 2.0.0", which it would have to follow; "" when a change names it
	In        diag.Place // where the change or the requirement is written
}

// Error names the component and why it would have to move.
func (e *LooseError) Error() string {
	text := at(e.In) + e.Component.Name.Value + " is loose, so its next version cannot be computed"
	if e.Needs != "" {
		text += ", and its highest one does not go with " + e.Needs
	}
	return text
}

// At returns where the change or the requirement is written.
func (e *LooseError) At() diag.Place { return e.In }

// Hints returns what to do about it.
func (e *LooseError) Hints() []string {
	if e.Needs != "" {
		return []string{"enter a version of it that does go with it, or leave dependents alone: --propagate never"}
	}
	return []string{"enter the new version by hand, in " + e.Component.File + ", and take its name out of the change"}
}

// GroupError says why a product's group cannot move together.
type GroupError struct {
	Product *manifest.Product
	Kind    string // fixed, linked
	Member  manifest.Text
	Reason  string // "its scheme is calver, that of web-shop semver"
	Near    string // the name that may have been meant, "" if there is none
}

// Error names the group and the member.
func (e *GroupError) Error() string {
	return at(e.At()) + e.Member.Value + " cannot stand in a " + e.Kind + " group: " + e.Reason
}

// At returns where the member is written.
func (e *GroupError) At() diag.Place { return e.Member.In(e.Product.File) }

// Hints returns what to do about it.
func (e *GroupError) Hints() []string {
	if e.Near != "" {
		return []string{"did you mean " + e.Near + "?"}
	}
	return []string{"take it out of policy.groups." + e.Kind}
}

// NumberError says that a component's next version cannot be computed. Its reason is a
// *[version.StepError], or a *[version.ParseError] about a stamp.
type NumberError struct {
	Component *manifest.Component
	Err       error
}

// Error names the component and the reason.
func (e *NumberError) Error() string {
	return at(e.At()) + e.Component.Name.Value + " cannot move: " + e.Err.Error()
}

// Unwrap returns the reason.
func (e *NumberError) Unwrap() error { return e.Err }

// At returns where the component is declared.
func (e *NumberError) At() diag.Place { return e.Component.Name.In(e.Component.File) }

// Hints returns what the reason hints at.
func (e *NumberError) Hints() []string { return stepHints(e.Err) }

func stepHints(err error) []string {
	var step *version.StepError
	if errors.As(err, &step) && step.Hint != "" {
		return []string{step.Hint}
	}
	return nil
}

// EarlyError says that a version in no product would go out with a pre-release.
type EarlyError struct {
	Component *manifest.Component
	To        version.Version
	Needs     resolve.Pin
	In        diag.Place // where the requirement is written
	Hint      string
}

// Error names both.
func (e *EarlyError) Error() string {
	return at(e.In) + e.Component.Name.Value + " " + e.To.String() + " would go out with " + e.Needs.Name + " " + e.Needs.Version + ", a pre-release"
}

// At returns where the requirement is written.
func (e *EarlyError) At() diag.Place { return e.In }

// Hints returns what to do about it.
func (e *EarlyError) Hints() []string { return []string{e.Hint} }

// ProductError says that a product's next version cannot be computed. Its reason is a
// *[version.StepError], or a *[version.ParseError] about a stamp.
type ProductError struct {
	Product *manifest.Product
	Err     error
}

// Error names the product and the reason.
func (e *ProductError) Error() string {
	return at(e.At()) + e.Product.Name.Value + " cannot move: " + e.Err.Error()
}

// Unwrap returns the reason.
func (e *ProductError) Unwrap() error { return e.Err }

// At returns where the product is declared.
func (e *ProductError) At() diag.Place { return e.Product.Name.In(e.Product.File) }

// Hints returns what the reason hints at.
func (e *ProductError) Hints() []string { return stepHints(e.Err) }

// ProblemsError says that a plan cannot be carried out, since products of it cannot be composed.
type ProblemsError struct{ Products []*Product }

// Error names the products.
func (e *ProblemsError) Error() string {
	names := make([]string, len(e.Products))
	for i, p := range e.Products {
		names[i] = p.Name.Value
	}
	return strings.Join(names, " and ") + " cannot be composed, so nothing can be released"
}

// at is a place in front of a message.
func at(p diag.Place) string {
	if p.IsZero() {
		return ""
	}
	return p.String() + ": "
}
