package manifest

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"joinery/manifest/diag"
)

const (
	manifestName = "joinery.yaml"  // a file of that name
	manifestEnd  = ".joinery.yaml" // or whose name ends so
	changesDir   = "changes"
	changeEnd    = ".md"
	releasesDir  = "releases"
)

// found is what lies under a root or in one folder: the manifests, the change files, and what
// stands in the place of one and cannot be read.
type found struct {
	manifests, changes []string
	links              []string // called like one of these
	folders            []string // to look into
	problems           diag.List
}

// isManifest reports whether a file of that name is one of ours. Names that start with a dot
// are left to editors.
func isManifest(name string) bool {
	return !strings.HasPrefix(name, ".") && (name == manifestName || strings.HasSuffix(name, manifestEnd))
}

// skippedFolder reports whether a folder of that name is not entered.
func skippedFolder(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules" || name == "vendor"
}

// isChange reports whether a path is a change file; changes/README.md explains the folder.
func isChange(file string) bool {
	dir, name := path.Split(file)
	return dir == changesDir+"/" && strings.HasSuffix(name, changeEnd) && !strings.HasPrefix(name, ".") && !strings.EqualFold(name, "README.md")
}

// IsDocument reports whether a file, named from a workspace's root with slashes, is read for a
// manifest or a change file, whatever it holds.
func IsDocument(file string) bool {
	folder, name := path.Split(file)
	for part := range strings.SplitSeq(strings.TrimSuffix(folder, "/"), "/") {
		if skippedFolder(part) {
			return false
		}
	}
	return isManifest(name) || isChange(file)
}

// discover finds the files of a workspace by their names, sorted. Folders equally deep are
// looked into at the same time. The error is about the root, or the context's own.
func (r *run) discover() (found, error) {
	var all found
	for level := []string{"."}; len(level) > 0; {
		read := make([]found, len(level))
		faults := make([]error, len(level))
		r.parallel(len(level), func(_, i int) { read[i], faults[i] = look(r.fsys, level[i]) })
		if err := r.ctx.Err(); err != nil {
			return found{}, err
		}
		if level[0] == "." && faults[0] != nil {
			return found{}, faults[0]
		}
		var deeper []string
		for i, f := range read {
			if faults[i] != nil {
				all.problems = append(all.problems, unreadable(level[i], faults[i]))
			}
			all.add(f)
			deeper = append(deeper, f.folders...)
		}
		level = deeper
	}
	slices.Sort(all.manifests)
	slices.Sort(all.changes)
	slices.Sort(all.links)
	all.follow(r.fsys)
	return all, nil
}

func (f *found) add(other found) {
	f.manifests = append(f.manifests, other.manifests...)
	f.changes = append(f.changes, other.changes...)
	f.links = append(f.links, other.links...)
	f.problems = append(f.problems, other.problems...)
}

// look finds what a folder holds. The error is about the folder; what was found before it counts.
func look(fsys fs.FS, folder string) (found, error) {
	var f found
	entries, err := fs.ReadDir(fsys, folder)
	for _, entry := range entries {
		file := path.Join(folder, entry.Name())
		if entry.IsDir() && skippedFolder(entry.Name()) {
			continue
		}
		ours, change := isManifest(entry.Name()), isChange(file)
		switch {
		case !ours && !change && entry.IsDir():
			f.folders = append(f.folders, file)
		case !ours && !change:
		case entry.IsDir():
			f.problems = append(f.problems, inPlace(file, "a folder"))
		case entry.Type()&fs.ModeSymlink != 0:
			f.links = append(f.links, file)
		case !entry.Type().IsRegular():
			f.problems = append(f.problems, inPlace(file, "a device, pipe or socket"))
		case change:
			f.changes = append(f.changes, file)
		default:
			f.manifests = append(f.manifests, file)
		}
	}
	return f, err
}

// unreadable is the problem of a file or folder that cannot be read.
func unreadable(file string, err error) diag.Diagnostic {
	reason, hint := err.Error(), "make it readable, or move it out of the workspace"
	if wrapped := new(fs.PathError); errors.As(err, &wrapped) {
		reason = wrapped.Err.Error()
	}
	if strings.Contains(reason, "escapes") {
		reason, hint = "the link leads out of the workspace", "put the file itself here"
	}
	return fileProblem(file, "cannot be read: "+reason, hint)
}

func inPlace(file, what string) diag.Diagnostic {
	return fileProblem(file, "found "+what+", wanted a file", "give it another name, or move it out of the workspace")
}

// fileProblem is a problem of a file as a whole.
func fileProblem(file, message, hint string) diag.Diagnostic {
	return diag.Diagnostic{
		Rule: "syntax", Severity: diag.Error, Message: message,
		At: diag.Place{File: file}, Document: file, Hints: []string{hint},
	}
}

// follow adds the files that links lead to, unless they are found without the link. What a
// link to a folder holds is not looked at.
func (f *found) follow(fsys fs.FS) {
	known := make(map[string]bool, len(f.links))
	if len(f.links) > 0 {
		for _, file := range slices.Concat(f.manifests, f.changes) {
			known[file] = true
		}
	}
	for _, link := range f.links {
		target, err := resolveLink(fsys, link)
		if err != nil {
			found := unreadable(link, err)
			found.Hints = []string{"put the file itself here"}
			f.problems = append(f.problems, found)
			continue
		}
		info, err := fs.Stat(fsys, link)
		switch {
		case err != nil:
			f.problems = append(f.problems, unreadable(link, err))
		case info.IsDir():
			f.problems = append(f.problems, inPlace(link, "a link to a folder"))
		case !info.Mode().IsRegular():
			f.problems = append(f.problems, inPlace(link, "a link to a device, pipe or socket"))
		case known[target]:
		case isChange(link):
			known[target] = true
			f.changes = insert(f.changes, link)
		default:
			known[target] = true
			f.manifests = insert(f.manifests, link)
		}
	}
}

// resolveLink returns the path that name leads to, without links on the way.
func resolveLink(fsys fs.FS, name string) (string, error) {
	const most = 40
	done, rest := ".", name
	for range most {
		if rest == "" {
			return done, nil
		}
		part, behind, _ := strings.Cut(rest, "/")
		next := path.Join(done, part)
		if part == ".." && done == "." {
			return "", fmt.Errorf("the link leads out of the workspace")
		}
		info, err := fs.Lstat(fsys, next)
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			done, rest = next, behind
			continue
		}
		target, err := fs.ReadLink(fsys, next)
		if err != nil {
			return "", err
		}
		if path.IsAbs(target) {
			return "", fmt.Errorf("the link leads out of the workspace")
		}
		rest = strings.TrimSuffix(path.Join(target)+"/"+behind, "/")
	}
	return "", fmt.Errorf("the link leads through too many others")
}

// insert adds a file to a sorted list.
func insert(files []string, file string) []string {
	at, _ := slices.BinarySearch(files, file)
	return slices.Insert(files, at, file)
}
