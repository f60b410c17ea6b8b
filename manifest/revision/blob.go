package revision

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
)

// NoFileError says that a revision holds no file of that path.
type NoFileError struct {
	Ref, Path string
	Kind      string // what is there instead: "folder", "link" or "submodule"; "" for nothing
}

// Error names the revision and the path.
func (e *NoFileError) Error() string {
	if e.Kind != "" {
		return fmt.Sprintf("%s of %s is a %s, wanted a file", e.Path, e.Ref, e.Kind)
	}
	return fmt.Sprintf("%s holds no file %s", e.Ref, e.Path)
}

// File returns a file's content at a revision, as git keeps it. The path is relative to the
// folder that was opened, with slashes, and does not lead out of it. Links are not followed.
//
// The error is ctx's, an *UnknownRevisionError, a *NotCommitError, a *NoFileError or a
// *GitError. The slice is the caller's.
func (r *Repository) File(ctx context.Context, ref, path string) ([]byte, error) {
	commit, _, err := r.commit(ctx, ref)
	if err != nil {
		return nil, err
	}
	full := r.prefix + path
	if path == "." || !fs.ValidPath(path) || strings.ContainsRune(path, 0) {
		return nil, &NoFileError{Ref: ref, Path: path}
	}
	out, _, err := r.git.run(ctx, nil, "ls-tree", "-z", "--full-tree", commit, "--", ":(literal)"+full)
	if err != nil {
		return nil, err
	}
	for _, line := range fields(out) {
		about, name, _ := strings.Cut(line, "\t")
		words := strings.Fields(about) // mode, type, object
		if len(words) != 3 {
			return nil, unexpected("ls-tree", out)
		}
		if name != full {
			continue
		}
		if kind := kindOfMode(words[0]); kind != "" {
			return nil, &NoFileError{Ref: ref, Path: path, Kind: kind}
		}
		contents := &blobs{git: r.git, ctx: ctx, text: map[string][]byte{}}
		return contents.get(words[2])
	}
	return nil, &NoFileError{Ref: ref, Path: path}
}

// kindOfMode names what a mode of git's stands for, "" for a file.
func kindOfMode(mode string) string {
	switch mode {
	case "040000":
		return "folder"
	case "120000":
		return "link"
	case "160000":
		return "submodule"
	}
	return ""
}
