package check

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"joinery/manifest"
)

// reached returns what changed, and with it the documents that differ although another name says
// so: those in a folder that changed as a whole, as a repository inside the repository does, and
// those that are read through a link to what changed. The list is sorted.
func reached(changed []string, workspaces ...*manifest.Workspace) []string {
	set := make(map[string]bool, len(changed))
	for _, file := range changed {
		set[file] = true
	}
	all := slices.Clone(changed)
	for file := range documentFiles(workspaces...) {
		if isWithin(file, set) {
			all = append(all, file)
		}
	}
	for _, w := range workspaces {
		for _, link := range w.Links() {
			if leadsTo(w.FS(), link, set) {
				all = append(all, link)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// documentFiles returns the files of all manifests and changes.
func documentFiles(workspaces ...*manifest.Workspace) map[string]bool {
	files := manifestFiles(workspaces...)
	for _, w := range workspaces {
		for _, change := range w.Changes {
			files[change.File] = true
		}
	}
	return files
}

// isWithin reports whether a file lies in one of the folders.
func isWithin(file string, folders map[string]bool) bool {
	for at := path.Dir(file); at != "." && at != "/"; at = path.Dir(at) {
		if folders[at] {
			return true
		}
	}
	return false
}

// leadsTo reports whether one of the paths is on the way that a link leads, its end included.
func leadsTo(fsys fs.FS, link string, paths map[string]bool) bool {
	const most = 1000 // steps: links may lead in a circle
	done, rest := ".", link
	for range most {
		part, behind, _ := strings.Cut(rest, "/")
		next := path.Join(done, part)
		if rest == "" || rest == "." || next == ".." {
			return false
		}
		if paths[next] {
			return true
		}
		info, err := fs.Lstat(fsys, next)
		if err != nil {
			return false
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			done, rest = next, behind
			continue
		}
		target, err := fs.ReadLink(fsys, next)
		if err != nil || path.IsAbs(target) {
			return false
		}
		rest = strings.TrimSuffix(path.Join(target)+"/"+behind, "/")
	}
	return false
}
