package resolve

import (
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// CutOptions say which pre-release becomes a production version, which one, when, and from what.
type CutOptions struct {
	Version  string    // the pre-release; "": the only one above the highest production version
	As       string    // the production version; "": see [Cut]
	Date     time.Time // the day of the release, UTC; zero: none is written
	Revision string    // the commit that it is built from; "": what the entry says stays
	Extends  []string  // what it grew out of, which the component need not have; nil: what the entry says stays
}

// Cutting is a pre-release and the production version that it becomes.
type Cutting struct {
	Entry    *manifest.Entry
	To       version.Version
	Date     time.Time
	Revision string
	Extends  []string // nil: what the entry says stays
}

// Cut returns what cutting a component's pre-release means. It becomes the production version
// of its own numbers; in semver, while the component has no production version, it becomes
// 1.0.0. The pre-release may be named by its numbers alone where only one has them.
//
// The error is a *[CutError] if there is no pre-release to cut, or several without one being
// named, or the production version is not above what the pre-release extends; a *[UnknownVersionError]; a *[CollisionError] if the production version exists; or a
// *[version.ParseError] about the version to cut as or one to extend.
func Cut(c *manifest.Component, o CutOptions) (*Cutting, error) {
	top := highest(c, func(e *manifest.Entry) bool { return !e.Parsed.IsPrerelease() })
	e, err := cutFrom(c, o.Version, top)
	if err != nil {
		return nil, err
	}
	to := e.Parsed.Core()
	switch {
	case o.As != "":
		if to, err = c.Versioning.Scheme.Parse(o.As); err != nil {
			return nil, err
		}
		if to.IsPrerelease() {
			return nil, &CutError{Component: c, Reason: o.As + " is a pre-release, wanted a production version to cut as"}
		}
	case c.Versioning.Scheme == version.Loose:
		return nil, &CutError{Component: c, Reason: "what " + e.Version.Value + " leads to cannot be computed", Hint: "--as names it"}
	case c.Versioning.Scheme == version.SemVer && top == nil:
		if to, err = version.SemVer.First(o.Date); err != nil {
			return nil, err
		}
	}
	if taken := equalEntry(c, to); taken != nil && taken != e {
		return nil, &CollisionError{Wanted: to, Taken: taken}
	}
	var extended []version.Version
	for _, older := range Extended(e) {
		extended = append(extended, older.Parsed)
	}
	if o.Extends != nil {
		extended = nil
	}
	for _, text := range o.Extends {
		older, err := c.Versioning.Scheme.Parse(text)
		if err != nil {
			return nil, err
		}
		extended = append(extended, older)
	}
	for _, older := range extended {
		if older.Compare(to) >= 0 {
			return nil, &CutError{Component: c, Reason: e.Version.Value + " extends " + older.String() + ", wanted a version above that, not " + to.String()}
		}
	}
	return &Cutting{e, to, o.Date, o.Revision, o.Extends}, nil
}

// cutFrom returns the pre-release to cut.
func cutFrom(c *manifest.Component, named string, top *manifest.Entry) (*manifest.Entry, error) {
	if named == "" {
		return onlyAbove(c, top)
	}
	e := Entry(c, named)
	if e == nil {
		e = onlyNumbered(c, named)
	}
	switch {
	case e == nil || e.Parsed.IsZero():
		return nil, unknownVersion(c, named)
	case !e.Parsed.IsPrerelease():
		return nil, &CutError{Component: c, Reason: e.Version.Value + " is a production version already, wanted a pre-release", Candidates: prereleases(c, nil)}
	}
	return e, nil
}

// onlyAbove returns the only pre-release above the highest production version.
func onlyAbove(c *manifest.Component, top *manifest.Entry) (*manifest.Entry, error) {
	above := prereleases(c, top)
	if len(above) == 1 {
		return above[0], nil
	}
	where := ""
	if top != nil {
		where = " above " + top.Version.Value
	}
	if len(above) == 0 {
		return nil, &CutError{Component: c, Reason: "there is no pre-release" + where, Candidates: prereleases(c, nil)}
	}
	return nil, &CutError{Component: c, Reason: "found several pre-releases" + where + ", wanted one by name", Candidates: above}
}

// prereleases returns the component's pre-releases above a version, ascending; all for nil.
func prereleases(c *manifest.Component, above *manifest.Entry) []*manifest.Entry {
	var list []*manifest.Entry
	for _, e := range c.Versions {
		if e.Parsed.IsPrerelease() && (above == nil || e.Parsed.Compare(above.Parsed) > 0) {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b *manifest.Entry) int { return a.Parsed.Compare(b.Parsed) })
	return list
}

// onlyNumbered returns the only pre-release of a production version, nil when there is not one.
func onlyNumbered(c *manifest.Component, production string) *manifest.Entry {
	v, err := c.Versioning.Scheme.Parse(production)
	if err != nil || v.IsPrerelease() {
		return nil
	}
	var found *manifest.Entry
	for _, e := range prereleases(c, nil) {
		if isPrereleaseOf(e.Parsed, v) {
			if found != nil {
				return nil
			}
			found = e
		}
	}
	return found
}

// CutError says why there is nothing to cut.
type CutError struct {
	Component  *manifest.Component
	Reason     string
	Candidates []*manifest.Entry // the pre-releases that could be named, ascending
	Hint       string            // what to do about it; "": the candidates say it
}

// Error returns the reason and the candidates in one line.
func (e *CutError) Error() string {
	text := e.At().String() + ": nothing of " + e.Component.Name.Value + " to cut: " + e.Reason
	if len(e.Candidates) == 0 {
		return text
	}
	names := make([]string, len(e.Candidates))
	for i, c := range e.Candidates {
		names[i] = c.Version.Value
	}
	return text + " (there are " + strings.Join(names, ", ") + ")"
}

// At returns where the component is declared.
func (e *CutError) At() diag.Place { return e.Component.Name.In(e.Component.File) }

// Hints returns what to do about it: the commands that cut one of the candidates.
func (e *CutError) Hints() []string {
	if e.Hint != "" {
		return []string{e.Hint}
	}
	var hints []string
	for _, c := range e.Candidates {
		hints = append(hints, "joinery cut "+e.Component.Name.Value+" "+c.Version.Value)
	}
	return hints
}
