package registry

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// maxLineage is how many versions are looked at on the way from a version to one that it grew out of.
const maxLineage = 2000

// nearest returns the published versions that a lineage comes down to: of each version named itself,
// where it is published, else what that grew out of. They come in order, each once, without one that
// another of them grew out of. What was not given here is looked up in the document, unless that is nil.
//
// The error is Conflict where the way is too long to be gone.
func (l *ledger) nearest(extends []string, document *manifest.Component) ([]string, error) {
	var found []version.Version
	seen := map[string]bool{}
	for next := slices.Clone(extends); len(next) > 0; {
		text := next[0]
		next = next[1:]
		parsed, err := l.parse("extends", text)
		if err != nil {
			return nil, err
		}
		number := numberOf(parsed)
		if seen[number] {
			continue
		}
		if seen[number] = true; len(seen) > maxLineage {
			return nil, &Error{Code: Conflict, Message: fmt.Sprintf("found %d versions of %s on the way to one that is published", maxLineage, l.item.Name),
				Hint: "publish a document, which says what the version extends"}
		}
		v, there, err := l.version(number)
		switch e := entryIn(document, text); {
		case err != nil:
			return nil, err
		case there && v.State == Published:
			found = append(found, parsed)
		case there:
			next = append(slices.Clone(v.Extends), next...)
		case e != nil:
			next = append(textsOf(e.Extends), next...)
		}
	}
	return l.leaves(found)
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
	seen := map[string]bool{}
	for next := []version.Version{v}; len(next) > 0 && len(seen) < maxLineage; {
		at := next[0]
		next = next[1:]
		if at.Compare(older) <= 0 || seen[numberOf(at)] {
			continue
		}
		seen[numberOf(at)] = true
		known, _, err := l.version(numberOf(at))
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
