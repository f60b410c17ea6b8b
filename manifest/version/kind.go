package version

import "strconv"

// A Kind says what an anyver release brings. The order of the kinds means nothing.
type Kind uint8

// The kinds of an anyver release.
const (
	Bugfix      Kind = iota // bug fixes
	Performance             // performance upgrades
	Functional              // functional modifications
	Compatible              // fully compatible with its Kn.Ku; goes with one of the three above
	Kaikaku                 // a radical step inside an upheaval
	Kakushin                // the upheaval is over, the product is stable again
)

var kindNames = [...]string{
	Bugfix: "bugfix", Performance: "performance", Functional: "functional",
	Compatible: "compatible", Kaikaku: "kaikaku", Kakushin: "kakushin",
}

// String returns the kind's name in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind " + strconv.Itoa(int(k))
}

// ParseKind returns the kind of that name. The error is a *[ParseError].
func ParseKind(text string) (Kind, error) {
	for k, name := range kindNames {
		if name == text {
			return Kind(k), nil
		}
	}
	return 0, unknownWord(text, kindNames[:])
}
