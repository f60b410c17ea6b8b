package manifest

import (
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
	return root.FS(), nil
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
