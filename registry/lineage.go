package registry

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// maxLineage is how many versions are looked at on the way from a version to those that it grew out of.
const maxLineage = 100_000

// nearest returns the published versions that a lineage comes down to: of each version named itself,
// where it is published, else what that grew out of. They come in order, each once, without one that
// another of them grew out of. What was not given here is looked up in the document, unless that is nil.
//
// The error is Conflict where more than maxLineage versions that are not published lie in between.
func (l *ledger) nearest(extends []string, document *manifest.Component) ([]string, error) {
	var found []version.Version
	way := ancestry{l: l}
	seen := map[string]bool{}
	next := push(nil, extends)
	for len(next) > 0 {
		text := next[len(next)-1]
		next = next[:len(next)-1]
		parsed, err := l.parse("extends", text)
		if err != nil {
			return nil, err
		}
		number := numberOf(parsed)
		if seen[number] {
			continue
		}
		seen[number] = true
		v, there, err := way.version(number)
		switch e := entryIn(document, text); {
		case err != nil:
			return nil, err
		case there && v.State == Published:
			found = append(found, parsed)
		case len(seen) > maxLineage:
			return nil, &Error{Code: Conflict, Field: "version", Message: fmt.Sprintf("found no published version of %s among the %d that were drawn before", l.item.Name, maxLineage),
				Hint: "publish " + text + " first, which lies in between"}
		case there:
			next = push(next, v.Extends)
		case e != nil:
			next = push(next, textsOf(e.Extends))
		}
	}
	return l.leaves(found)
}

// push puts texts on a stack, the first one on top.
func push(stack, texts []string) []string {
	for _, text := range slices.Backward(texts) {
		stack = append(stack, text)
	}
	return stack
}

func entryIn(c *manifest.Component, text string) *manifest.Entry {
	if c == nil {
		return nil
	}
	return resolve.Entry(c, text)
}

func textsOf(references []manifest.Reference) []string {
	var texts []string
	for _, r := range references {
		texts = append(texts, r.Value)
	}
	return texts
}

// leaves returns the numbers of versions without those that another of them grew out of.
func (l *ledger) leaves(versions []version.Version) ([]string, error) {
	var leaves []string
	for _, v := range versions {
		isOlder := false
		for j := 0; j < len(versions) && !isOlder; j++ {
			var err error
			if isOlder, err = l.descends(versions[j], v); err != nil {
				return nil, err
			}
		}
		if !isOlder {
			leaves = append(leaves, numberOf(v))
		}
	}
	return leaves, nil
}

// descends reports whether a version grew out of an older one. It looks at versions above the older
// one alone, and at no more than maxLineage of them.
func (l *ledger) descends(v, older version.Version) (bool, error) {
	way := ancestry{l: l}
	seen := map[string]bool{}
	for next := []version.Version{v}; len(next) > 0 && len(seen) < maxLineage; {
		at := next[len(next)-1]
		next = next[:len(next)-1]
		if at.Compare(older) <= 0 || seen[numberOf(at)] {
			continue
		}
		seen[numberOf(at)] = true
		known, _, err := way.version(numberOf(at))
		if err != nil {
			return false, err
		}
		for _, text := range known.Extends {
			parent, err := l.scheme.Parse(text)
			if err == nil && parent.Compare(older) == 0 {
				return true, nil
			}
			if err == nil {
				next = append(next, parent)
			}
		}
	}
	return false, nil
}
