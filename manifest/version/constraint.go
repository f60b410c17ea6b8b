package version

import "strings"

// maxConstraint is how many bytes a constraint may have.
const maxConstraint = 1024

// A Constraint says which versions of a component will do. It is immutable and small to
// copy. The zero Constraint is no constraint and admits nothing.
type Constraint struct{ rule *rule }

// rule is what a constraint means: one version, or any of some lists of bounds.
type rule struct {
	text  string
	exact Version
	any   [][]bound
}

// ParseConstraint reads a constraint on versions of a scheme. In semver it follows
// hashicorp/go-version and adds "^" and "||"; a bare version is exact and complete. In
// loose it is the same for what hashicorp/go-version can read, and exact for all else.
// In the other schemes it is exact. The error is a *[ParseError].
func ParseConstraint(s Scheme, text string) (Constraint, error) {
	if err := tooLong(text, maxConstraint); err != nil {
		return Constraint{}, err
	}
	if isBare(s, text) {
		if v, err := s.Parse(text); err == nil {
			return Constraint{&rule{text: text, exact: v}}, nil
		}
	}
	c, err := parseConstraint(s, text)
	if err != nil {
		return Constraint{}, withHint(s, err)
	}
	return c, nil
}

// isBare reports whether a text can only be a version: nothing like an operator before
// it, no "||" in it and, except in loose, no comma and no blank.
func isBare(s Scheme, text string) bool {
	if s == Loose {
		return text != "" && !strings.Contains("=!<>^~", text[:1]) && !strings.Contains(text, "||")
	}
	return text != "" && isDigit(text[0]) && !strings.ContainsAny(text, " \t,|")
}

// Admits reports whether v will do. It is false for a version of another scheme, and for
// a pre-release that no bound names, as in ">= 1.4".
func (c Constraint) Admits(v Version) bool {
	if c.rule == nil || v.IsZero() {
		return false
	}
	if exact := c.rule.exact; !exact.IsZero() {
		return exact.parts.scheme == v.parts.scheme && exact.Compare(v) == 0
	}
	for _, list := range c.rule.any {
		if list[0].at.parts.scheme == v.parts.scheme && admitsAll(list, v) {
			return true
		}
	}
	return false
}

// admitsAll reports whether every bound admits v. Bounds of "!=" alone admit no
// pre-release.
func admitsAll(list []bound, v Version) bool {
	onlyNot := true
	for i := range list {
		if !list[i].admits(v) {
			return false
		}
		onlyNot = onlyNot && list[i].op == opNotEqual
	}
	return !onlyNot || v.parts.pre == ""
}

// Exact returns the one version that a bare version or "= version" names.
func (c Constraint) Exact() (Version, bool) {
	if c.rule == nil || c.rule.exact.IsZero() {
		return Version{}, false
	}
	return c.rule.exact, true
}

// String returns the constraint as it was written.
func (c Constraint) String() string {
	if c.rule == nil {
		return ""
	}
	return c.rule.text
}

// IsZero reports whether c is no constraint.
func (c Constraint) IsZero() bool { return c.rule == nil }

// Moved returns the constraint in its own form, written so that it admits v: "^1.4" for
// 2.1.3 is "^2.1", "~> 1.2.3" is "~> 2.1.3", an exact one names v. A pre-release is
// written in full behind "^". It is false where the form does not tell what to write: in a
// list, in alternatives, for operators other than "=", "^" and "~>", for ranges in loose, and
// for "~>" with a pre-release, which it cannot admit.
func (c Constraint) Moved(v Version) (string, bool) {
	if c.rule == nil || v.IsZero() {
		return "", false
	}
	moved := c.moved(v)
	again, err := ParseConstraint(v.Scheme(), moved)
	if err != nil || !again.Admits(v) {
		return "", false
	}
	return moved, true
}

// moved writes what Moved returns, "" if it cannot.
func (c Constraint) moved(v Version) string {
	text := c.rule.text
	lead := text[:len(text)-len(strings.TrimLeft(text, " \t=^~>"))]
	if exact, ok := c.Exact(); ok {
		if exact.Scheme() != v.Scheme() {
			return ""
		}
		return lead + v.text
	}
	if len(c.rule.any) != 1 || len(c.rule.any[0]) != 1 {
		return ""
	}
	b := &c.rule.any[0][0]
	switch {
	case b.op != opCaret && b.op != opPessimistic, b.at.Scheme() != SemVer, v.Scheme() != SemVer:
		return ""
	case v.IsPrerelease() && b.op == opPessimistic:
		return ""
	case v.IsPrerelease():
		return lead + v.text
	}
	return lead + strings.Join(strings.SplitN(v.Core().text, ".", 3)[:b.written], ".")
}
