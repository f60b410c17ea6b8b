package manifest

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// transaction replaces files: stage for each, then commit or abandon. Until commit renames the
// first file every target is as it was; that is the place to write down what is about to
// happen.
type transaction struct {
	disk    disk
	steps   []writeStep
	folders []string // made for it, outer ones first
}

// writeStep is one file on its way.
type writeStep struct {
	target string
	staged string // holds the new content; "" when the file is removed
	kept   string // holds the old content; "" when there was none
}

// stage writes the new content of a file beside it, and keeps the old one.
func (t *transaction) stage(file File) error {
	step := writeStep{target: file.Path}
	old, err := t.disk.Lstat(file.Path)
	exists := err == nil
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case exists && old.IsDir():
		return errors.New("found a folder there, wanted a file")
	case exists && !old.Mode().IsRegular() && !file.Remove:
		return fmt.Errorf("found a %s there, wanted a file", old.Mode().Type())
	case !exists && file.Remove:
		return err
	}
	t.steps = append(t.steps, step)
	own := &t.steps[len(t.steps)-1]
	if exists {
		if own.kept, err = t.free(file.Path, "old"); err != nil {
			return err
		}
		if err = t.disk.Keep(file.Path, own.kept); err != nil {
			return err
		}
	}
	if file.Remove {
		return nil
	}
	if err := t.makeFolders(path.Dir(file.Path)); err != nil {
		return err
	}
	if own.staged, err = t.free(file.Path, "new"); err != nil {
		return err
	}
	mode, exact := file.Mode.Perm(), true
	switch {
	case mode == 0 && exists:
		mode = old.Mode().Perm()
	case mode == 0:
		mode, exact = 0o644, false // what the user's umask leaves of it
	}
	return t.disk.Create(own.staged, file.Data, mode, exact)
}

// free returns a name beside the target that no file has. No document is found under it.
func (t *transaction) free(target, what string) (string, error) {
	folder, name := path.Split(target)
	for i := 0; ; i++ {
		candidate := fmt.Sprintf("%s.%s.%s%d", folder, name, what, i)
		_, err := t.disk.Lstat(candidate)
		if errors.Is(err, fs.ErrNotExist) {
			return candidate, nil
		}
		if err != nil {
			return "", err
		}
	}
}

// makeFolders makes the folder and those above it, as far as they are missing.
func (t *transaction) makeFolders(folder string) error {
	if folder == "." {
		return nil
	}
	info, err := t.disk.Stat(folder)
	switch {
	case err == nil && info.IsDir():
		return nil
	case err == nil:
		return fmt.Errorf("%s is a file, wanted a folder", folder)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := t.makeFolders(path.Dir(folder)); err != nil {
		return err
	}
	if err := t.disk.Mkdir(folder); err != nil {
		return err
	}
	t.folders = append(t.folders, folder)
	return nil
}

// commit puts every new content in its place. When one step fails, those before it are undone.
func (t *transaction) commit() error {
	for i, step := range t.steps {
		var err error
		if step.staged == "" {
			err = t.disk.Remove(step.target)
		} else {
			err = t.disk.Rename(step.staged, step.target)
		}
		if err != nil {
			failed := &WriteError{File: step.target, Err: err}
			failed.Torn = t.undo(i)
			return t.abandon(failed)
		}
		t.steps[i].staged = ""
	}
	t.folders = nil
	t.clean() // the files are written; what cannot be cleaned up is no failure of that
	for _, step := range t.steps {
		t.disk.SyncFolder(path.Dir(step.target))
	}
	return nil
}

// undo puts the old content of the first n files back, the last one first.
func (t *transaction) undo(n int) []Torn {
	var torn []Torn
	for i := n - 1; i >= 0; i-- {
		step := &t.steps[i]
		var err error
		if step.kept == "" {
			err = t.disk.Remove(step.target)
		} else {
			err = t.disk.Rename(step.kept, step.target)
		}
		if err != nil {
			torn = append(torn, Torn{File: step.target, Kept: step.kept, Err: err})
		}
		step.kept = "" // in its place, or left where the error says
	}
	return torn
}

// abandon cleans up and returns the error.
func (t *transaction) abandon(err error) error {
	t.clean()
	return err
}

// clean removes staged and kept contents, and the folders that were made.
func (t *transaction) clean() {
	for _, step := range t.steps {
		for _, name := range []string{step.staged, step.kept} {
			if name != "" {
				_ = t.disk.Remove(name)
			}
		}
	}
	for i := len(t.folders) - 1; i >= 0; i-- {
		_ = t.disk.Remove(t.folders[i])
	}
}
