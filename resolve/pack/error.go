package pack

import "fmt"

// RefusedError says why a file is no release package, or not the one that it was.
type RefusedError struct {
	File string // inside the package; "" when it is about the whole
	Why  string
}

// Error returns the file and why, in one line.
func (e *RefusedError) Error() string {
	if e.File == "" {
		return e.Why
	}
	return fmt.Sprintf("%q: %s", e.File, e.Why)
}

func refuse(file, why string, values ...any) error {
	return &RefusedError{file, fmt.Sprintf(why, values...)}
}

// ArtifactError says which artifact of a bundle cannot be packed. Err is a *[MismatchError] when
// the file that is there is another one, else why it cannot be had.
type ArtifactError struct {
	Of  string // "payments-api 1.4.0"
	URI string // without a password
	Err error
}

// Error returns the version, the artifact and why, in one line.
func (e *ArtifactError) Error() string { return fmt.Sprintf("%s: %s: %v", e.Of, e.URI, e.Err) }

// Unwrap returns why.
func (e *ArtifactError) Unwrap() error { return e.Err }

// Hints returns what a person can do.
func (e *ArtifactError) Hints() []string { return []string{"--without-artifacts packs the rest"} }

// MismatchError says that bytes are not those that a digest stands for.
type MismatchError struct{ Found, Wanted string }

// Error returns both digests, in one line.
func (e *MismatchError) Error() string {
	return fmt.Sprintf("found content with the digest %s, wanted %s", e.Found, e.Wanted)
}
