package manifest

import (
	"context"
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

// found is what lies under a root: the manifests, the change files, and what stands in the
// place of one and cannot be read.
type found struct {
	manifests, changes []string // sorted
	problems           diag.List
}

// isManifest reports whether a file of that name is one of ours. Names that start with a dot
// are left to editors.
func isManifest(name string) bool {
	return !strings.HasPrefix(name, ".") && (name == manifestName || strings.HasSuffix(name, manifestEnd))
}

// skippedFolder reports whether a folder of that name is not entered.
func skippedFolder(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." || name == "node_modules" || name == "vendor"
}

// isChange reports whether a path is a change file; changes/README.md explains the folder.
func isChange(file string) bool {
	dir, name := path.Split(file)
	return dir == changesDir+"/" && strings.HasSuffix(name, changeEnd) && !strings.HasPrefix(name, ".") && !strings.EqualFold(name, "README.md")
}

// discover finds the files of a workspace by their names. The error is about the root, or
// ctx's own.
func discover(ctx context.Context, fsys fs.FS) (found, error) {
	var f found
	var links []string
	err := fs.WalkDir(fsys, ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && file == ".":
			return err
		case err != nil:
			f.problems = append(f.problems, unreadable(file, err))
			return nil
		case entry.IsDir() && skippedFolder(path.Base(file)):
			return fs.SkipDir
		}
		ours, change := isManifest(path.Base(file)), isChange(file)
		switch {
		case !ours && !change:
		case entry.IsDir():
			f.problems = append(f.problems, inPlace(file, "a folder"))
			return fs.SkipDir
		case entry.Type()&fs.ModeSymlink != 0:
			links = append(links, file)
		case !entry.Type().IsRegular():
			f.problems = append(f.problems, inPlace(file, "a device, pipe or socket"))
		case change:
			f.changes = append(f.changes, file)
		default:
			f.manifests = append(f.manifests, file)
		}
		return nil
	})
	if err != nil {
		return found{}, err
	}
	f.follow(fsys, links)
	return f, nil
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
func (f *found) follow(fsys fs.FS, links []string) {
	known := make(map[string]bool, len(links))
	if len(links) > 0 {
		for _, file := range slices.Concat(f.manifests, f.changes) {
			known[file] = true
		}
	}
	for _, link := range links {
		target, err := resolveLink(fsys, link)
		if err != nil {
			f.problems = append(f.problems, unreadable(link, err))
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
