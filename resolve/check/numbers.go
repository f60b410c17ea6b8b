package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// numbered reports whether the version's scheme is one of those that the rules about MAJOR,
// MINOR and PATCH speak of.
func numbered(e *manifest.Entry) bool {
	scheme := e.Parsed.Scheme()
	return scheme == version.SemVer || scheme == version.FourPart
}

// parts are the names of the numbers of semver and four-part.
var parts = [...]string{"MAJOR", "MINOR", "PATCH", "BUILD"}

const (
	major = iota
	minor
	patch
	build
)

// highest returns the highest of each number over all that the step extends.
func (s *step) highest() []uint64 {
	top := s.extended[0].Parsed.Numbers()
	for _, x := range s.extended[1:] {
		for i, n := range x.Parsed.Numbers() {
			top[i] = max(top[i], n)
		}
	}
	return top
}

// names returns the versions that the step extends, as written.
func (s *step) names() string {
	var names []string
	for _, x := range s.extended {
		names = append(names, x.Version.Value)
	}
	return enumerate(names, " and ")
}

// unreset returns what is wrong when a number was raised and one behind it is not 0: "raises
// MINOR from 4 to 5 and leaves PATCH at 2, wanted 0"; "" when nothing is.
func (s *step) unreset(raised int) string {
	least := [...]version.Level{major: version.Major, minor: version.Minor}[raised]
	if len(s.extended) == 1 && version.Between(s.entry.Parsed, s.extended[0].Parsed) < least {
		return "" // that number has not moved
	}
	own, top := s.entry.Parsed.Numbers(), s.highest()
	if own[raised] <= top[raised] {
		return ""
	}
	var left []string
	for i := raised + 1; i < len(own); i++ {
		if own[i] != 0 {
			left = append(left, fmt.Sprintf("%s at %d", parts[i], own[i]))
		}
	}
	if len(left) == 0 {
		return ""
	}
	return fmt.Sprintf("raises %s from %d to %d and leaves %s, wanted 0", parts[raised], top[raised], own[raised], enumerate(left, " and "))
}

// renumber hints at the version's right numbers in semver and four-part: those that break no
// lineage rule, where there are any that nothing else has. A version that extends a pre-release
// of itself gets none: it is that one which has to move.
func (s *step) renumber() []string {
	for i := range s.entry.Extends {
		written := s.entry.Extends[i].Parsed
		if !slices.ContainsFunc(s.extended, func(x *manifest.Entry) bool { return x.Parsed.Compare(written) == 0 }) {
			return nil
		}
	}
	right := s.entry.Parsed.Numbers()
	top := s.highest()
	switch {
	case right[major] > top[major]:
		clear(right[minor:])
	case right[minor] > top[minor]:
		clear(right[patch:])
	default:
		right[patch] = top[patch] + 1
		clear(right[build:])
	}
	words := make([]string, len(right))
	for i, n := range right {
		words[i] = fmt.Sprint(n)
	}
	v, err := s.entry.Parsed.Scheme().Parse(strings.Join(words, "."))
	if err != nil {
		return nil
	}
	if merge, ok := s.merge(); ok && v.Compare(merge) < 0 {
		v = merge
	}
	if slices.ContainsFunc(s.extended, func(x *manifest.Entry) bool { return x.Parsed.Compare(v) >= 0 }) {
		return nil
	}
	if pre := s.entry.Parsed.Prerelease(); pre != "" {
		if v, err = v.WithPrerelease(pre); err != nil {
			return nil
		}
	}
	if resolve.Entry(s.entry.Component, v.String()) != nil {
		return nil
	}
	return []string{"number it " + v.String()}
}

// merge returns the MERGE version of what the step extends, where that is several versions.
func (s *step) merge() (version.Version, bool) {
	if len(s.extended) < 2 {
		return version.Version{}, false
	}
	extended := make([]version.Version, len(s.extended))
	for i, x := range s.extended {
		extended[i] = x.Parsed
	}
	merge, err := resolve.Merge(extended, time.Time{}, time.Time{}) // semver and four-part look at no day
	return merge, err == nil
}
