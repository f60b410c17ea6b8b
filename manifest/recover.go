package manifest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Recovery is what [Recover] did after a process that was stopped while it wrote.
type Recovery struct {
	Process  int      // the one that was stopped
	Written  bool     // it had written everything; only leftovers were removed
	Restored []string // files that were put back, in the order in which they were to be written
	Left     []Torn   // files that somebody changed since: left alone
}

// String says so on one line, with the first three of the files that were put back. Those that
// were not it names all.
func (r *Recovery) String() string {
	if r.Written {
		return "removed what an earlier run, stopped when all was written, had left over"
	}
	const most = 3
	text := "an earlier run was stopped while it wrote; put back as they were: " + strings.Join(r.Restored[:min(most, len(r.Restored))], ", ")
	if more := len(r.Restored) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	if len(r.Restored) == 0 {
		text = "an earlier run was stopped before it wrote; removed what it had left over"
	}
	for _, left := range r.Left {
		text += "; " + left.String()
	}
	return text
}

// RecoverError says why a workspace could not be put in order. Its journal is still there, and
// Recover can be called again.
type RecoverError struct {
	Journal string
	Err     error
}

// Error returns the journal and the cause.
func (e *RecoverError) Error() string {
	return fmt.Sprintf("cannot undo what an earlier run left half-written, says %s: %v", e.Journal, e.Err)
}

// Unwrap returns the cause.
func (e *RecoverError) Unwrap() error { return e.Err }

// Recover puts the folder root in order after a [WriteFiles] that was stopped: by a kill, a
// crash, a power failure. Unless that had written everything, each file gets its old content
// back, or goes if it is new; a file that somebody changed since is left alone. Folders made for
// it go when they are empty, and so does whatever else it left. Recover can itself be stopped at
// any time and be called again. To be called before a workspace is read.
//
// It returns nil when there was nothing to do. An error is a *BusyError, when that process is
// still writing; a *RecoverError; or ctx's own wrapped.
func Recover(ctx context.Context, root string) (*Recovery, error) {
	disk, err := os.OpenRoot(root)
	if err != nil {
		return nil, &RecoverError{Journal: JournalName, Err: err}
	}
	defer disk.Close()
	return newWriter(rootDisk{disk}).recover(ctx)
}

func (w *writer) recover(ctx context.Context) (*Recovery, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("nothing was put back: %w", err)
	}
	if err := w.removeDrafts(); err != nil {
		return nil, &RecoverError{Journal: JournalName, Err: err}
	}
	j, text, err := readJournal(w.disk)
	switch {
	case err != nil:
		return nil, &RecoverError{Journal: JournalName, Err: err}
	case j == nil:
		return nil, nil
	}
	if busy := w.busy(j.Owner); busy != nil {
		return nil, busy
	}
	done := &Recovery{Process: j.Owner.Process, Written: j.Written}
	if j.Written {
		err = j.clean(w.disk)
	} else {
		done.Restored, done.Left, err = j.rollBack(w.disk, len(j.Steps))
	}
	for _, left := range done.Left {
		if !errors.Is(left.Err, errEdited) && !errors.Is(left.Err, errGone) {
			err = fmt.Errorf("%s: %w", left.File, left.Err)
		}
	}
	if err == nil && sameJournal(w.disk, text) { // else somebody else has done the same and gone on
		err = w.disk.Remove(JournalName)
	}
	if err != nil {
		return nil, &RecoverError{Journal: JournalName, Err: err}
	}
	w.disk.SyncFolder(".")
	return done, nil
}

// removeDrafts removes journals of stopped processes that were never published.
func (w *writer) removeDrafts() error {
	names, err := w.disk.Names(".")
	if err != nil {
		return err
	}
	for _, name := range names {
		numbers, isDraft := strings.CutPrefix(name, journalDraft)
		process, _, _ := strings.Cut(numbers, "-")
		pid, err := strconv.Atoi(process)
		if !isDraft || err != nil || w.busy(owner{Process: pid, Host: w.self.Host}) != nil {
			continue
		}
		if err := w.disk.Remove(name); err != nil {
			return err
		}
	}
	return nil
}
