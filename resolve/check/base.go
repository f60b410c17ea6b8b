package check

import (
	"slices"
	"strings"

	"joinery/manifest"
)

// Base is what a change is checked against.
type Base struct {
	Workspace *manifest.Workspace // as it was

	// Changed are the files that differ since, added and deleted ones too, and folders of which no
	// more is known than that: relative to the root, with slashes.
	Changed []string
}

// The folders at the root that belong to the workspace and to no component.
const (
	changesFolder  = "changes/"
	releasesFolder = "releases/"
)

// aboutDocuments reports whether a changed file is one that either workspace was read from.
func (b *Base) aboutDocuments(now *manifest.Workspace) bool {
	files := manifestFiles(b.Workspace, now)
	return slices.ContainsFunc(b.Changed, func(file string) bool {
		return files[file] || strings.HasPrefix(file, changesFolder) || strings.HasPrefix(file, releasesFolder)
	})
}

// manifestFiles returns the files out of which workspaces were read. Change files may be among
// them.
func manifestFiles(workspaces ...*manifest.Workspace) map[string]bool {
	files := map[string]bool{}
	for _, w := range workspaces {
		for _, c := range w.Components {
			files[c.File] = true
		}
		for _, p := range w.Products {
			files[p.File] = true
		}
		for _, product := range w.Shelves() {
			for _, ref := range w.Bundles(product) {
				files[ref.File] = true
			}
		}
		for i := range w.Problems {
			files[w.Problems[i].At.File] = true
		}
	}
	return files
}
