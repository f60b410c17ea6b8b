package bundle

import (
	"cmp"
	"slices"
	"strings"

	"joinery/manifest"
)

// MovedArtifact is a file of a component that is not the same in two bundles.
type MovedArtifact struct {
	URI      string
	Movement Movement // Added, Removed or Changed
	From, To string   // digests; "" where it is not in the bundle, or states none
}

// movedArtifacts compares the artifacts of all versions of a component, by uri. Of a uri that
// stands twice in one bundle the files are paired in the order of the bundle.
func movedArtifacts(from, to []Held) []MovedArtifact {
	before := artifactsOf(from)
	var all []MovedArtifact
	for uri, files := range artifactsOf(to) {
		old := before[uri]
		for i, file := range files {
			switch {
			case i >= len(old):
				all = append(all, MovedArtifact{URI: uri, Movement: Added, To: file.Digest.Value})
			case file.Digest.Value != old[i].Digest.Value || file.MediaType.Value != old[i].MediaType.Value:
				all = append(all, MovedArtifact{URI: uri, Movement: Changed, From: old[i].Digest.Value, To: file.Digest.Value})
			}
		}
		before[uri] = old[min(len(old), len(files)):]
	}
	for uri, files := range before {
		for _, file := range files {
			all = append(all, MovedArtifact{URI: uri, Movement: Removed, From: file.Digest.Value})
		}
	}
	slices.SortFunc(all, func(a, b MovedArtifact) int {
		return cmp.Or(strings.Compare(a.URI, b.URI), strings.Compare(a.From, b.From), strings.Compare(a.To, b.To))
	})
	return all
}

func artifactsOf(versions []Held) map[string][]manifest.Artifact {
	all := map[string][]manifest.Artifact{}
	for _, h := range slices.Backward(versions) { // lowest first
		for _, a := range h.Artifacts {
			all[a.URI.Value] = append(all[a.URI.Value], a)
		}
	}
	return all
}
