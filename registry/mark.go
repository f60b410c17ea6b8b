package registry

import (
	"strconv"
	"strings"

	"joinery/manifest/version"
)

// topMark is the key of the highest production version of an item.
const topMark = ""

// earlyMark is the key of the highest pre-release of an item that was given while there was no production
// version. It has a blank, which no line has.
const earlyMark = "highest pre-release"

// Marks returns the keys of the marks that a version may raise: each holds the highest version that
// was ever given of its kind.
//
//	1.4.2       ""  "1"  "1.4"          semver: of all, of the major, of the line
//	1.4.2.7     ""  "1"  "1.4"  "1.4.2" four-part
//	2026.11.3   ""  "2026.11"           the other schemes: of all, of the line
//	1.4.2-rc.3  "1.4.2-rc"              a candidate: of its number and name
//
// A pre-release that does not end in a number of its own raises none. Beside these, each pre-release raises
// one of its own as long as an item has no production version: the first one goes on from that.
func Marks(v version.Version) []string {
	if v.IsPrerelease() {
		name, _, ok := candidate(v)
		if !ok {
			return nil
		}
		return []string{candidateMark(v.Core(), name)}
	}
	if s := v.Scheme(); s != version.SemVer && s != version.FourPart {
		return []string{topMark, v.Line()}
	}
	numbers := v.Numbers()
	keys := make([]string, len(numbers))
	for i := range numbers {
		keys[i] = prefixMark(numbers[:i])
	}
	return keys
}

// prefixMark is the key of the highest version that begins with these numbers.
func prefixMark(numbers []uint64) string {
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = strconv.FormatUint(n, 10)
	}
	return strings.Join(texts, ".")
}

// candidateMark is the key of the highest candidate of that name for a number.
func candidateMark(core version.Version, name string) string {
	return core.Canonical() + "-" + name
}

// candidate takes a pre-release apart: rc.3 is rc and 3.
func candidate(v version.Version) (name string, n uint64, ok bool) {
	name, digits, ok := cutLast(v.Prerelease(), ".")
	if !ok || v.Scheme() == version.Loose {
		return "", 0, false
	}
	n, err := strconv.ParseUint(digits, 10, 63)
	return name, n, err == nil
}

func cutLast(text, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(text, sep); i >= 0 {
		return text[:i], text[i+len(sep):], true
	}
	return text, "", false
}

// numberOf returns what is unique of a version in an item: its canonical text without the build.
func numberOf(v version.Version) string {
	if v.Scheme() == version.Loose {
		return v.Canonical() // in which a + is nothing special
	}
	number, _, _ := strings.Cut(v.Canonical(), "+")
	return number
}

func uintText(n uint64) string { return strconv.FormatUint(n, 10) }
