package pack

import (
	"errors"
	"fmt"
)

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
	URI string // without a password, and in quotes when a terminal would not show it as it is
	Err error
}

// Error returns the version, the artifact and why, in one line.
func (e *ArtifactError) Error() string {
	return fmt.Sprintf("%s: %s: %v", plainText(e.Of), e.URI, e.Err)
}

// Unwrap returns why.
func (e *ArtifactError) Unwrap() error { return e.Err }

// Hints returns what a person can do.
func (e *ArtifactError) Hints() []string {
	var all []string
	if registry := new(RegistryError); errors.As(e.Err, &registry) {
		all = registry.Hints()
	}
	return append(all, "--without-artifacts packs the rest")
}

// FileError says why a file cannot be written.
type FileError struct{ File, Why string }

// Error returns the file and why, in one line.
func (e *FileError) Error() string { return e.File + ": " + e.Why }

// local is an error of this machine: the artifact is not to blame, and trying again does not help.
type local struct{ error }

func (l local) Unwrap() error { return l.error }

// artifactError blames an artifact, unless it was this machine.
func artifactError(a placed, err error) error {
	if here := (local{}); errors.As(err, &here) {
		return here.error
	}
	return &ArtifactError{a.of(), shown(a.uri), err}
}

// MismatchError says that bytes are not those that a digest stands for.
type MismatchError struct{ Found, Wanted string }

// Error returns both digests, in one line.
func (e *MismatchError) Error() string {
	return fmt.Sprintf("found content with the digest %s, wanted %s", e.Found, e.Wanted)
}
