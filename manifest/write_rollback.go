package manifest

import (
	"errors"
	"io/fs"
	"path"
	"slices"
)

var (
	errEdited = errors.New("somebody changed it since")
	errGone   = errors.New("its old content is gone")
)

// rollBack puts the targets of the first steps back that are still as the transaction left them,
// the last one first, and cleans up after all steps. It can be repeated at any time. Files that
// it put back and those that it could not are in the order of the steps; of the latter the old
// content stays where it is kept. The error is about leftovers.
func (j *journal) rollBack(d disk, steps int) (restored []string, torn []Torn, err error) {
	rest := *j
	rest.Steps = slices.Clone(j.Steps)
	for i := steps - 1; i >= 0; i-- {
		step := &rest.Steps[i]
		changed, err := step.putBack(d)
		if err != nil {
			left := Torn{File: step.Target, Kept: step.Kept, Err: err}
			if errors.Is(err, errGone) {
				left.Kept = ""
			}
			torn = append(torn, left)
			step.Kept = "" // not to be removed
		} else if changed {
			restored = append(restored, step.Target)
		}
	}
	slices.Reverse(restored)
	slices.Reverse(torn)
	j.syncFolders(d)
	if err := rest.clean(d); err != nil {
		return restored, torn, err
	}
	for _, folder := range slices.Backward(j.Folders) {
		if err := removeFolder(d, folder); err != nil {
			return restored, torn, err
		}
	}
	return restored, torn, nil
}

// putBack makes the target what it was, and reports whether it was something else.
func (s *writeStep) putBack(d disk) (changed bool, err error) {
	now, err := digest(d, s.Target)
	switch {
	case err != nil:
		return false, err
	case now != s.Before && now != s.After:
		return false, errEdited
	case now == s.Before && now != s.After:
		return false, nil
	case s.Before == "":
		return true, d.Remove(s.Target)
	case s.Kept == "":
		return false, nil // one file, whose only step failed
	}
	kept, err := digest(d, s.Kept)
	switch {
	case err != nil:
		return false, err
	case kept == s.Before:
		return now != s.Before, d.Rename(s.Kept, s.Target)
	case now == s.Before: // put back already, or not yet kept
		return false, nil
	}
	return false, errGone
}

// clean removes the kept and staged contents. It returns the first error.
func (j *journal) clean(d disk) error {
	var first error
	for _, step := range j.Steps {
		for _, name := range []string{step.Kept, step.Staged} {
			if name == "" {
				continue
			}
			if err := d.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) && first == nil {
				first = err
			}
		}
	}
	return first
}

// removeFolder removes a folder unless something stands in it.
func removeFolder(d disk, folder string) error {
	err := d.Remove(folder)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if names, reading := d.Names(folder); reading == nil && len(names) > 0 {
		return nil
	}
	return err
}

// syncFolders brings what happened to the files' names to the disk.
func (j *journal) syncFolders(d disk) {
	var folders []string
	for _, step := range j.Steps {
		folders = append(folders, path.Dir(step.Target))
	}
	for _, folder := range j.Folders {
		folders = append(folders, path.Dir(folder))
	}
	slices.Sort(folders)
	for _, folder := range slices.Compact(folders) {
		d.SyncFolder(folder)
	}
}
