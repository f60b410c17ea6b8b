package manifest

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// Targets returns the files that [WriteFiles] would replace, make or remove, in the order of
// files: the paths, but for a link to a file, which is not removed itself, what it leads to. An
// error is a *WriteError.
func Targets(root string, files []File) ([]string, error) {
	disk, err := os.OpenRoot(root)
	if err != nil {
		return nil, &WriteError{File: root, Err: err}
	}
	defer disk.Close()
	files, err = resolved(disk, root, files)
	if err != nil {
		return nil, err
	}
	targets := make([]string, len(files))
	for i, file := range files {
		targets[i] = file.Path
	}
	return targets, nil
}

// resolved checks the paths and replaces those that are links to files by what they lead to.
func resolved(disk *os.Root, root string, files []File) ([]File, error) {
	out := make([]File, len(files))
	taken := map[string]string{}
	for i, file := range files {
		target, err := resolve(disk, root, file)
		if err != nil {
			return nil, &WriteError{File: file.Path, Err: err}
		}
		if other, found := taken[target]; found {
			return nil, &WriteError{File: file.Path, Err: fmt.Errorf("it is the same file as %s", other)}
		}
		taken[target] = file.Path
		out[i], out[i].Path = file, target
	}
	return out, nil
}

// resolve returns the path of the file that is to be written or removed.
func resolve(disk *os.Root, root string, file File) (string, error) {
	if !fs.ValidPath(file.Path) || !filepath.IsLocal(filepath.FromSlash(file.Path)) || file.Path == "." {
		return "", fmt.Errorf("found the path %q, wanted a file under the root", file.Path)
	}
	info, err := disk.Lstat(filepath.FromSlash(file.Path))
	switch {
	case os.IsNotExist(err):
		return file.Path, nil
	case err != nil:
		return "", err
	case info.Mode()&fs.ModeSymlink == 0 || file.Remove:
		return file.Path, nil
	}
	top, err := filepath.EvalSymlinks(root)
	if err != nil {
		return "", err
	}
	target, err := filepath.EvalSymlinks(filepath.Join(root, filepath.FromSlash(file.Path)))
	if err != nil {
		return "", err
	}
	target, err = filepath.Rel(top, target)
	if err != nil || !filepath.IsLocal(target) {
		return "", fmt.Errorf("it is a link that leads out of the root")
	}
	return path.Clean(filepath.ToSlash(target)), nil
}
