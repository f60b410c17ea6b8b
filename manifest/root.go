package manifest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Open returns the tree of files under dir. No link leads out of it. The error is about dir.
func Open(dir string) (fs.FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	absolute, err := filepath.Abs(dir)
	return folderTree{root.FS().(rooted), absolute}, err
}

// folderTree reads files by way of a root, so that no link leads out of it. Folders are listed by
// their paths, which takes half the time: a list holds names alone, and what is looked for in
// them is found without following links.
type folderTree struct {
	rooted
	dir string
}

// rooted is what the tree of an [os.Root] can do besides listing folders.
type rooted interface {
	fs.StatFS
	fs.ReadFileFS
	fs.ReadLinkFS
}

// ReadFile reads a file whole. What is no file, such as a pipe, is not even opened, since that may
// take for ever; neither is one that is larger than [LargestFile].
func (t folderTree) ReadFile(name string) ([]byte, error) {
	info, err := t.Stat(name)
	if err != nil {
		return nil, err
	}
	switch mode := info.Mode(); {
	case mode.IsDir(): // the system says so
	case !mode.IsRegular():
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("found a device, pipe or socket, wanted a file")}
	case info.Size() > LargestFile:
		return nil, &fs.PathError{Op: "read", Path: name, Err: &SizeError{Most: LargestFile}}
	}
	return t.rooted.ReadFile(name)
}

// ReadDir lists a folder, by name.
func (t folderTree) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	return os.ReadDir(filepath.Join(t.dir, filepath.FromSlash(name)))
}

// FindRoot returns the workspace that dir lies in: the outermost folder above it (or dir
// itself) that holds a joinery.yaml, looking no further than the repository's root, which is
// the nearest folder that holds a .git. Without a joinery.yaml it is dir. The result is an
// absolute path; the error is about dir.
func FindRoot(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(dir); err != nil {
		return "", err
	}
	root := dir
	for folder := dir; ; folder = filepath.Dir(folder) {
		if holds(folder, manifestName) {
			root = folder
		}
		if holds(folder, ".git") || folder == filepath.Dir(folder) {
			return root, nil
		}
	}
}

func holds(folder, name string) bool {
	_, err := os.Lstat(filepath.Join(folder, name))
	return err == nil
}
