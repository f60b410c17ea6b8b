package version

import (
	goversion "github.com/hashicorp/go-version"
)

// bounds reports whether a loose version can bound a constraint: hashicorp/go-version
// must read it. That library is asked for nothing else. It reads more than Semantic
// Versioning allows and its order of pre-releases is no order (alpha < alpha.1 <
// alpha.beta < alpha), so every comparison is our own.
func bounds(v Version) bool {
	_, err := goversion.NewVersion(v.text)
	return err == nil
}
