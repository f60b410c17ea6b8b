package manifest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// File is one file to be written or removed.
type File struct {
	Path   string // relative to the root, with slashes
	Data   []byte
	Mode   os.FileMode // permissions; 0: those of the file that is there, else 0o644
	Remove bool        // takes the file away; Data and Mode do not count
	From   Content     // what must be there until it is replaced or removed; "": whatever is
}

// WriteFiles writes and removes files under the folder root: all of them or none, also when the
// process is killed or the power goes. Every new content is first staged in a file beside its
// target and brought to the disk; ctx is asked a last time; then each takes its target's place
// by a rename. What is under way stands in the journal, a file [JournalName] at the root, from
// before the first step to after the last: when a step fails, all is put back; when the process
// ends half-way, [Recover] does that. A single file takes its place in one step and needs no
// journal. Folders that a path needs are made, and removed again on failure.
//
// A path must stay under root, also where it leads over links, and may name each file once. A
// link to a file is followed, so the link stays; a removed link goes itself. What somebody saves
// in a file with a From after it was read is not written over: the last look is right before the
// rename.
//
// An error is a *WriteError; a *BusyError when another process is writing there, an
// *UnfinishedError when one was stopped there and Recover has not been called; or ctx's own
// wrapped.
func WriteFiles(ctx context.Context, root string, files []File) error {
	disk, err := os.OpenRoot(root)
	if err != nil {
		return &WriteError{File: root, Err: err}
	}
	defer disk.Close()
	files, err = resolved(disk, root, files)
	if err != nil {
		return err
	}
	return newWriter(rootDisk{disk}).write(ctx, files)
}

// WriteError says which file could not be written. Nothing was written, but for the files in
// Torn: they could not be put back, which [Recover] tries again.
type WriteError struct {
	File string
	Err  error
	Torn []Torn
}

// Torn is a file that could not be put back.
type Torn struct {
	File string
	Kept string // where its old content is; "" when there is none
	Err  error  // why
}

// String says which file it is, why, and where its old content is.
func (t Torn) String() string {
	text := fmt.Sprintf("%s could not be put back: %v", t.File, cause(t.Err))
	if t.Kept != "" {
		text += ", its old content is in " + t.Kept
	}
	return text
}

// Error returns the file, the cause, and what became of the files.
func (e *WriteError) Error() string {
	text := fmt.Sprintf("cannot write %s: %v; ", e.File, cause(e.Err))
	if len(e.Torn) == 0 {
		return text + "nothing was written"
	}
	torn := make([]string, len(e.Torn))
	for i, file := range e.Torn {
		torn[i] = file.String()
	}
	return text + strings.Join(torn, "; ")
}

// Unwrap returns the cause.
func (e *WriteError) Unwrap() error { return e.Err }

// Hints returns what a person can do.
func (e *WriteError) Hints() []string {
	if _, stale := errors.AsType[staleError](e.Err); stale || errors.Is(e.Err, errEdited) {
		return []string{"run it again: it reads what is there now"}
	}
	return nil
}

// cause leaves out the names of the call and of the staged file, which say nothing to a reader.
func cause(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	if link, ok := errors.AsType[*os.LinkError](err); ok {
		return link.Err
	}
	return err
}
