package manifest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// writer is a process that writes to a disk.
type writer struct {
	disk disk
	self owner
	busy func(owner) *BusyError // whether an owner of a journal is at work
}

func newWriter(d disk) *writer { return &writer{disk: d, self: thisProcess(), busy: busyOwner} }

// transaction is files on their way. The journal says what it does, one step for each file.
type transaction struct {
	*writer
	journal journal
	files   []File
	swapped int // steps whose targets have been changed
}

// write runs one transaction: plan, begin, stage all, swap all, and the commit point, when the
// journal says that all is written. Whatever fails before it is rolled back.
func (w *writer) write(ctx context.Context, files []File) error {
	t := &transaction{writer: w, journal: journal{Format: journalFormat, Owner: w.self}, files: files}
	for _, file := range files {
		if err := t.plan(file); err != nil {
			return &WriteError{File: file.Path, Err: err}
		}
	}
	if err := t.begin(); err != nil {
		return err
	}
	at, err := t.stage(ctx)
	if err == nil {
		at, err = t.swap()
	}
	if err == nil {
		at, err = JournalName, t.commit()
	}
	if err != nil {
		torn := t.abandon()
		if cancelled := ctx.Err(); cancelled != nil && errors.Is(err, cancelled) && len(torn) == 0 {
			return fmt.Errorf("nothing was written: %w", err)
		}
		return &WriteError{File: at, Err: err, Torn: torn}
	}
	t.finish() // the files are written; what cannot be cleaned up is no failure of that
	return nil
}

// plan adds a file: what is to be done, under which names. It changes nothing.
func (t *transaction) plan(file File) error {
	step := writeStep{Target: file.Path}
	info, err := t.disk.Lstat(file.Path)
	exists := err == nil
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case exists && info.IsDir():
		return errors.New("found a folder there, wanted a file")
	case exists && !info.Mode().IsRegular() && !(file.Remove && info.Mode()&fs.ModeSymlink != 0):
		return fmt.Errorf("found a %s there, wanted a file", info.Mode().Type())
	case !exists && file.Remove && file.From == "":
		return err
	}
	staged, kept, err := t.free(file.Path)
	if err != nil {
		return err
	}
	if exists {
		if step.Before, err = digest(t.disk, file.Path); err != nil {
			return err
		}
		if len(t.files) > 1 {
			step.Kept = kept
		}
	}
	if err := t.asRead(file, step.Before); err != nil {
		return err
	}
	if !file.Remove {
		step.Staged, step.After = staged, digestOf(file.Data)
		if err := t.planFolders(path.Dir(file.Path)); err != nil {
			return err
		}
	}
	t.journal.Steps = append(t.journal.Steps, step)
	return nil
}

// free returns two names beside the target that no file has.
func (t *transaction) free(target string) (staged, kept string, err error) {
	for i := 0; ; i++ {
		staged, kept = besideName(target, t.self.Process, i, stagedEnd), besideName(target, t.self.Process, i, keptEnd)
		taken := false
		for _, name := range []string{staged, kept} {
			_, err := t.disk.Lstat(name)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return "", "", err
			}
			taken = taken || err == nil
		}
		if !taken {
			return staged, kept, nil
		}
	}
}

// planFolders adds the folder and those above it, as far as they are missing, outer ones first.
func (t *transaction) planFolders(folder string) error {
	if folder == "." || slices.Contains(t.journal.Folders, folder) {
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
	if err := t.planFolders(path.Dir(folder)); err != nil {
		return err
	}
	t.journal.Folders = append(t.journal.Folders, folder)
	return nil
}

// stage writes the new contents beside their targets and keeps the old ones. An error comes with
// the file that it is about.
func (t *transaction) stage(ctx context.Context) (at string, err error) {
	for _, folder := range t.journal.Folders {
		if err := t.disk.Mkdir(folder); err != nil {
			return folder, err
		}
	}
	for i, step := range t.journal.Steps {
		if err := ctx.Err(); err != nil {
			return step.Target, err
		}
		old := step.Target
		if step.Kept != "" {
			old = step.Kept
			if err := t.disk.Keep(step.Target, old); err != nil {
				return step.Target, err
			}
		}
		if err := t.asPlanned(step, old); err != nil {
			return step.Target, err
		}
		if step.Staged != "" {
			if err := t.create(step, t.files[i]); err != nil {
				return step.Target, err
			}
		}
	}
	t.journal.syncFolders(t.disk)
	return "", ctx.Err()
}

// asPlanned reports whether a name, the target's or that of what is kept of it, still has the old
// content that the journal speaks of.
func (t *transaction) asPlanned(step writeStep, name string) error {
	now, err := digest(t.disk, name)
	if err == nil && now != step.Before {
		err = errEdited
	}
	return err
}

func (t *transaction) create(step writeStep, file File) error {
	mode, exact := file.Mode.Perm(), true
	if mode == 0 && step.Before != "" {
		info, err := t.disk.Lstat(step.Target)
		if err != nil {
			return err
		}
		mode = info.Mode().Perm()
	} else if mode == 0 {
		mode, exact = 0o644, false // what the user's umask leaves of it
	}
	return t.disk.Create(step.Staged, file.Data, mode, exact)
}

// swap puts every new content in its place, unless somebody has put another one there.
func (t *transaction) swap() (at string, err error) {
	for _, step := range t.journal.Steps {
		err = t.asPlanned(step, step.Target)
		switch {
		case err != nil:
		case step.Staged == "":
			err = t.disk.Remove(step.Target)
		default:
			err = t.disk.Rename(step.Staged, step.Target)
		}
		if err != nil {
			return step.Target, err
		}
		t.swapped++
	}
	t.journal.syncFolders(t.disk)
	return "", nil
}

// abandon rolls back and returns what could not be put back. When anything is left over the
// journal stays for Recover.
func (t *transaction) abandon() []Torn {
	_, torn, err := t.journal.rollBack(t.disk, t.swapped)
	if len(torn) == 0 && err == nil {
		t.end()
	}
	return torn
}

// finish removes what only a roll-back would have needed.
func (t *transaction) finish() {
	if t.journal.clean(t.disk) == nil {
		t.end()
	}
}

const linkDigest = "link:"

// digest says what a name holds: nothing, a file with that content, a link with that target, or
// something else.
func digest(d disk, name string) (string, error) {
	info, err := d.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", err
	case info.Mode().IsRegular():
		data, err := d.Read(name)
		return digestOf(data), err
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := d.Readlink(name)
		return linkDigest + target, err
	}
	return "other:" + info.Mode().Type().String(), nil
}

func digestOf(data []byte) string { return fmt.Sprintf("sha256:%x", sha256.Sum256(data)) }
