package resolve

import (
	"slices"

	"joinery/manifest"
)

// Followed returns the bundle that another one of its product is compared with, given those that
// are here: the highest of those that it extends, nil when there is none. Missing are the versions
// that it extends and that are not here, in its order.
func Followed(here []manifest.BundleRef, b *manifest.Bundle) (before *manifest.BundleRef, missing []string) {
	highest := -1
	for _, e := range b.Extends {
		at := slices.IndexFunc(here, func(ref manifest.BundleRef) bool { return ref.Version.Is(e.Value) })
		if at < 0 {
			missing = append(missing, e.Value)
		} else if highest < 0 || here[at].Version.Compare(here[highest].Version) > 0 {
			highest = at
		}
	}
	if highest < 0 {
		return nil, missing
	}
	return &here[highest], missing
}
