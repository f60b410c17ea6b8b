package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// JournalName is the file at the root that says what [WriteFiles] has under way. While it is
// there nobody else writes.
const JournalName = ".joinery-journal"

const (
	journalFormat = 1
	journalDraft  = JournalName + "." // one that is being written, with the process and a number behind it
	stagedEnd     = ".new"
	keptEnd       = ".old"
)

// journal is what a transaction does, written down before it starts. It is published whole and
// replaced whole, so nobody ever reads a part of one.
type journal struct {
	Format  int         `json:"format"`
	Owner   owner       `json:"owner"`
	Written bool        `json:"written,omitempty"` // the commit point is behind: never to be undone
	Folders []string    `json:"folders,omitempty"` // to be made, outer ones first
	Steps   []writeStep `json:"steps"`
}

// writeStep is one file on its way. Its other names are beside the target.
type writeStep struct {
	Target string `json:"target"`
	Staged string `json:"staged,omitempty"` // holds the new content; "" when the file is removed
	Kept   string `json:"kept,omitempty"`   // holds the old content; "" when there was none
	Before string `json:"before,omitempty"` // the old content's digest; "" when there was none
	After  string `json:"after,omitempty"`  // the new content's; "" when the file is removed
}

func (j *journal) text() []byte {
	text, err := json.MarshalIndent(j, "", "  ")
	if err != nil {
		panic(err) // numbers and texts always print
	}
	return append(text, '\n')
}

// readJournal returns the journal that is there, with its text; nil when there is none.
func readJournal(d disk) (*journal, []byte, error) {
	text, err := d.Read(JournalName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	j := new(journal)
	if err := json.Unmarshal(text, j); err != nil {
		return nil, nil, fmt.Errorf("found no journal in it: %w", err)
	}
	return j, text, j.check()
}

// check refuses a journal that no transaction wrote. A file under any other name than the
// target's own is never moved to the target.
func (j *journal) check() error {
	if j.Format != journalFormat {
		return fmt.Errorf("found a journal of format %d, wanted %d", j.Format, journalFormat)
	}
	for _, folder := range j.Folders {
		if !fs.ValidPath(folder) {
			return fmt.Errorf("found the path %s, wanted a folder under the root", quoted(folder))
		}
	}
	for _, step := range j.Steps {
		if !fs.ValidPath(step.Target) {
			return fmt.Errorf("found the path %s, wanted a file under the root", quoted(step.Target))
		}
		for _, copied := range [][2]string{{step.Staged, stagedEnd}, {step.Kept, keptEnd}} {
			if copied[0] != "" && !isBeside(copied[0], step.Target, j.Owner.Process, copied[1]) {
				return fmt.Errorf("found %s in the place of a copy of %s", quoted(copied[0]), quoted(step.Target))
			}
		}
	}
	return nil
}

// besideName is the name of the nth copy that a process makes of the target: beside it, and such
// that no document is found under it.
func besideName(target string, process, n int, end string) string {
	folder, name := path.Split(target)
	return fmt.Sprintf("%s.%s.%d-%d%s", folder, name, process, n, end)
}

// isBeside reports whether file is such a name.
func isBeside(file, target string, process int, end string) bool {
	dash := strings.LastIndexByte(file, '-')
	n, err := strconv.Atoi(strings.TrimSuffix(file[dash+1:], end))
	return err == nil && file == besideName(target, process, n, end)
}

// begin publishes the journal, unless one is there. A single file needs none.
func (t *transaction) begin() error {
	for {
		other, _, err := readJournal(t.disk)
		switch {
		case err != nil:
			return &WriteError{File: JournalName, Err: err}
		case other != nil:
			if busy := t.busy(other.Owner); busy != nil {
				return busy
			}
			return &UnfinishedError{Journal: JournalName}
		case len(t.files) < 2:
			return nil
		}
		taken := false
		err = t.publish(func(draft string) error {
			err := t.disk.Publish(draft, JournalName)
			taken = errors.Is(err, fs.ErrExist)
			return err
		})
		switch {
		case err == nil:
			return nil
		case !taken:
			return &WriteError{File: JournalName, Err: err}
		}
	}
}

// commit is the commit point: from here on the journal says that all is written.
func (t *transaction) commit() error {
	if len(t.files) < 2 {
		return nil
	}
	t.journal.Written = true
	return t.publish(func(draft string) error { return t.disk.Rename(draft, JournalName) })
}

// publish writes the journal beside its place and has it moved there.
func (t *transaction) publish(move func(draft string) error) error {
	draft, err := t.draft()
	if err == nil {
		err = move(draft)
		_ = t.disk.Remove(draft) // moved, or stays for Recover
	}
	if err == nil {
		t.disk.SyncFolder(".")
	}
	return err
}

// draft writes the journal into a file of its own.
func (t *transaction) draft() (name string, err error) {
	for i := 0; ; i++ {
		name = fmt.Sprintf("%s%d-%d", journalDraft, t.self.Process, i)
		if _, err = t.disk.Lstat(name); err == nil {
			continue
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		err = t.disk.Create(name, t.journal.text(), 0o644, false)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		_ = t.disk.Remove(name)
	}
	return name, err
}

// end removes the journal, which must be this transaction's.
func (t *transaction) end() {
	if len(t.files) > 1 {
		_ = t.disk.Remove(JournalName) // else it stays for Recover
		t.disk.SyncFolder(".")
	}
}

// sameJournal reports whether the journal that is there now is the one with that text.
func sameJournal(d disk, text []byte) bool {
	now, err := d.Read(JournalName)
	return err == nil && bytes.Equal(now, text)
}
