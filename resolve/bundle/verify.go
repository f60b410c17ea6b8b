package bundle

import (
	"fmt"

	"joinery/manifest"
)

// DigestError says that something is not what a bundle's digest says that it is.
type DigestError struct {
	Of     string // "acme-suite 4.3.0"
	Found  string // the digest of what is there
	Wanted string // the digest that the bundle states, "" when it states none
}

// Error returns what was found and what was wanted, in one line.
func (e *DigestError) Error() string {
	if e.Wanted == "" {
		return fmt.Sprintf("%s: found no digest, wanted %s", e.Of, e.Found)
	}
	return fmt.Sprintf("%s: found content with the digest %s, wanted %s as the bundle says", e.Of, e.Found, e.Wanted)
}

// Verify returns nil when a bundle's digest fits its content, else a *[DigestError].
func Verify(b *manifest.Bundle) error {
	return compare(b.Name.Value+" "+b.Version.Value, Digest(b), b.Digest.Value)
}

// VerifyEntry returns nil when a component's version still is what a bundle lists, else a
// *[DigestError].
func VerifyEntry(listed manifest.Bundled, e *manifest.Entry) error {
	return compare(listed.Name.Value+" "+listed.Version.Value, EntryDigest(e), listed.Digest)
}

func compare(of, found, wanted string) error {
	if found != wanted {
		return &DigestError{Of: of, Found: found, Wanted: wanted}
	}
	return nil
}
