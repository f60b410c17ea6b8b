package version

import (
	"errors"
	"strings"
)

// parseConstraint reads lists of bounds joined by "||".
func parseConstraint(s Scheme, text string) (Constraint, error) {
	r := &rule{text: text}
	p := constraintParser{scanner{text: text}, s}
	for {
		list, err := p.list()
		if err != nil {
			return Constraint{}, err
		}
		r.any = append(r.any, list)
		if p.at == len(text) {
			break
		}
		p.at += len("||")
	}
	if len(r.any) == 1 && len(r.any[0]) == 1 && r.any[0][0].op == opEqual {
		r.exact, r.any = r.any[0][0].at, nil
	}
	if r.exact.IsZero() && s != SemVer && s != Loose {
		return Constraint{}, &ParseError{Text: text, Found: "more than one version", Wanted: "one exact version, since " + s.Name() + " takes no ranges"}
	}
	return Constraint{r}, nil
}

type constraintParser struct {
	scanner
	scheme Scheme
}

// list reads bounds joined by commas, up to "||" or the end.
func (p *constraintParser) list() ([]bound, error) {
	var list []bound
	for {
		b, err := p.bound()
		if err != nil {
			return nil, err
		}
		list = append(list, b)
		switch rest := p.rest(); {
		case rest == "", strings.HasPrefix(rest, "||"):
			return list, nil
		case rest[0] != ',':
			return nil, p.fail(`",", "||" or the end`)
		}
		p.at++
	}
}

// rest passes over blanks and returns the text from there on.
func (p *constraintParser) rest() string {
	for p.peek() == ' ' || p.peek() == '\t' {
		p.at++
	}
	return p.text[p.at:]
}

// operatorAt returns the operator that a text begins with and its length, else 0.
func operatorAt(text string) (operator, int) {
	for _, o := range operators {
		if strings.HasPrefix(text, o.text) {
			return o.op, len(o.text)
		}
	}
	return opEqual, 0
}

// bound reads an operator and its version.
func (p *constraintParser) bound() (bound, error) {
	op, width := operatorAt(p.rest())
	start := p.at
	p.at += width
	rest := p.rest()
	end := strings.IndexAny(rest, " \t,")
	if end < 0 {
		end = len(rest)
	}
	if or := strings.Index(rest[:end], "||"); or >= 0 {
		end = or
	}
	if end == 0 || p.scheme == Loose && strings.IndexByte("=!<>^~", rest[0]) >= 0 {
		return bound{}, p.fail("a version")
	}
	b := bound{op: op}
	if err := p.version(&b, rest[:end], start); err != nil {
		return bound{}, err
	}
	p.at += end
	return b, nil
}

// version reads the version of a bound, which starts at an offset.
func (p *constraintParser) version(b *bound, text string, start int) (err error) {
	switch {
	case b.op == opEqual:
		b.at, err = p.scheme.Parse(text)
	case p.scheme == SemVer:
		b.at, b.written, err = SemVer.(*dotted).parse(text, 1)
	case p.scheme == Loose:
		b.at, err = Loose.Parse(text)
	default:
		p.at = start
		return p.fail("an exact version, since " + p.scheme.Name() + " takes no ranges")
	}
	switch {
	case err != nil:
		return p.within(err, text)
	case b.op == opEqual:
		return nil
	case p.scheme == Loose:
		if !bounds(b.at) {
			return p.fail("a version of numbers behind an operator")
		}
		b.written = len(looseRow(text, make([]uint64, 0, looseNumbers+1)))
		if b.written > looseNumbers && b.op >= opCaret {
			return p.fail(`at most four numbers behind "^" and "~>"`)
		}
	}
	return p.rangeOf(b, text, start)
}

// rangeOf completes ^ and ~> and refuses the two forms of ~> that bound nothing useful.
func (p *constraintParser) rangeOf(b *bound, text string, start int) error {
	switch {
	case b.op != opCaret && b.op != opPessimistic:
		return nil
	case b.op == opPessimistic && b.at.IsPrerelease():
		return &ParseError{Text: p.text, Offset: start, Found: `"~>" with a pre-release`, Wanted: `a production version behind "~>"`, Hint: "^" + text}
	case b.op == opPessimistic && b.written < 2:
		return &ParseError{Text: p.text, Offset: start, Found: `"~>" with one number, which bounds nothing`, Wanted: `two numbers or more behind "~>"`, Hint: "^" + text}
	}
	b.setBelow()
	return nil
}

// within turns an error about a version into one about the constraint that holds it. A
// version that is only too short for semver may have been meant as a range.
func (p *constraintParser) within(err error, text string) error {
	var problem *ParseError
	if !errors.As(err, &problem) {
		return err
	}
	problem.Text = p.text
	problem.Offset += p.at
	if p.scheme == SemVer && problem.Hint != "" {
		if _, _, wrong := SemVer.(*dotted).parse(text, 1); wrong == nil {
			problem.Hint = "^" + text + " or " + problem.Hint
		}
	}
	return problem
}

// otherOperators are what people know from elsewhere, and what they mean here.
var otherOperators = [...]struct{ theirs, ours string }{{"==", "= "}, {"=>", ">= "}, {"=<", "<= "}, {"~", "~> "}}

// withHint adds to an error about a constraint what would parse instead: the operator
// that we have, or the comma that is missing.
func withHint(s Scheme, err error) error {
	var problem *ParseError
	if !errors.As(err, &problem) || problem.Hint != "" {
		return err
	}
	text := strings.TrimSpace(problem.Text)
	var candidates []string
	for _, o := range otherOperators {
		if rest, ok := strings.CutPrefix(text, o.theirs); ok {
			candidates = append(candidates, o.ours+strings.TrimSpace(rest))
		}
	}
	before, behind := problem.Text[:problem.Offset], problem.Text[problem.Offset:]
	if _, width := operatorAt(behind); width > 0 {
		candidates = append(candidates, strings.TrimSpace(before)+", "+behind)
	}
	for _, candidate := range candidates {
		if _, wrong := parseConstraint(s, candidate); wrong == nil {
			problem.Hint = candidate
			break
		}
	}
	return problem
}
