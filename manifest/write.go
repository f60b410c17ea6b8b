package manifest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// File is one file to be written or removed.
type File struct {
	Path   string // relative to the root, with slashes
	Data   []byte
	Mode   os.FileMode // permissions; 0: those of the file that is there, else 0o644
	Remove bool        // takes the file away; Data and Mode do not count
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
// link to a file is followed, so the link stays; a removed link goes itself. An error is a
// *WriteError; a *BusyError when another process is writing there, an *UnfinishedError when one
// was stopped there and Recover has not been called; or ctx's own wrapped.
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
