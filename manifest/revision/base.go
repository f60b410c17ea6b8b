package revision

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"joinery/manifest"
)

// Base is what a workspace is compared with.
type Base struct {
	FS      fs.FS    // the tree as it was; may be read from several goroutines
	Name    string   // for people: "main (9f2c1ab, where this branch left it)"
	Commit  string   // in full, "" for a folder
	Note    string   // what makes the base less sure than wished, "" if nothing does
	Hint    string   // what would make it sure, "" if there is nothing to say
	Changed []string // what is new, gone or different, sorted: files, and repositories inside this one as a whole; what git ignores is not looked at
}

// Base returns the working tree as it was where the branch that is checked out left ref: at
// the merge base of HEAD and ref. Where they have none in common (a shallow clone may lack it),
// the base is ref itself, and the Note says so. The files of a submodule that has moved since
// are not in the base. FS fetches what it needs through git until ctx is done.
//
// The error is ctx's, an *UnknownRevisionError, a *NotCommitError or a *GitError.
func (r *Repository) Base(ctx context.Context, ref string) (*Base, error) {
	lasting := ctx
	ctx, stop := context.WithCancel(ctx) // who leaves early does not wait for the listing
	defer stop()
	type listing struct {
		files []string
		err   error
	}
	others := make(chan listing, 1)
	go func() {
		files, err := r.untracked(ctx)
		others <- listing{files, err}
	}()

	base, err := r.fork(ctx, ref)
	if err != nil {
		return nil, err
	}
	changes, err := r.differences(ctx, base.Commit)
	if err != nil {
		return nil, err
	}
	untracked := <-others
	if untracked.err != nil {
		return nil, untracked.err
	}
	changes = r.unmoved(changes)
	disk, err := manifest.Open(r.dir)
	if err != nil {
		return nil, err
	}
	contents := &blobs{git: r.git, ctx: lasting, text: map[string][]byte{}}
	if err := contents.fetch(ctx, likely(changes)); err != nil {
		return nil, err
	}
	base.FS = takeBack(disk, contents, changes, untracked.files)
	for _, c := range changes {
		base.Changed = append(base.Changed, c.file)
	}
	for _, file := range untracked.files {
		base.Changed = append(base.Changed, strings.TrimSuffix(file, "/"))
	}
	slices.Sort(base.Changed)
	base.Changed = slices.Compact(base.Changed)
	return base, nil
}

// fork finds the commit to compare with and says which it is.
func (r *Repository) fork(ctx context.Context, ref string) (*Base, error) {
	commit, ambiguous, err := r.commit(ctx, ref)
	if err != nil {
		return nil, err
	}
	base := &Base{Commit: commit, Name: fmt.Sprintf("%s (%.7s)", ref, commit)}
	if len(ref) >= 7 && strings.HasPrefix(commit, ref) { // its own name
		ref = ref[:7]
		base.Name = ref
	}
	if ambiguous {
		base.Note = "several refs are called " + ref
		base.Hint = fmt.Sprintf("refs/heads/%s is the branch, refs/tags/%[1]s the tag", ref)
	}
	said, err := r.git.lines(ctx, "merge-base", commit, "HEAD")
	failed := new(GitError)
	switch {
	case err == nil && len(said) > 0 && said[0] == commit:
	case err == nil && len(said) > 0:
		base.Commit, base.Name = said[0], fmt.Sprintf("%s (%.7s, where this branch left it)", ref, said[0])
	case !errors.As(err, &failed):
		return nil, err
	case failed.Status == 1 && r.shallow:
		base.Note = fmt.Sprintf("this clone is shallow and lacks the commit where this branch left %s: compared with %[1]s as it is now, so what came to it since is told as if this branch took it away", ref)
		base.Hint = deepen
	case failed.Status == 1:
		base.Note = fmt.Sprintf("this branch and %s have no commit in common: compared with %[1]s as it is now", ref)
	default:
		if head, wrong := r.Head(ctx); wrong != nil || head != "" {
			return nil, err
		}
		base.Note = "nothing is committed on this branch yet"
	}
	return base, nil
}

// likely returns the contents that a reader of workspaces may ask for, so that they come at
// once; any other comes when it is asked for.
func likely(changes []difference) []string {
	var objects []string
	for _, c := range changes {
		text := strings.HasSuffix(c.file, ".yaml") || strings.HasSuffix(c.file, ".md")
		if c.before == modeLink || text && c.before != modeNone && c.before != modeModule {
			objects = append(objects, c.object)
		}
	}
	return objects
}
