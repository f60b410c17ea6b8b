// Package revision reads a workspace as it was: at a revision of git, or in another folder.
//
// The rule: the base of a branch is where it left the other one, so that what others did since
// counts for nothing. Given a history
//
//	A───B───C   main
//	     \
//	      D───E   HEAD, and an edit that is not committed yet
//
// Base("main") is B, and its Changed are the files that D, E and the edit touched:
//
//	r, err := revision.Open(ctx, ".")
//	base, err := r.Base(ctx, "main")          // "main (9f2c1ab, where this branch left it)"
//	w, err := manifest.Load(ctx, base.FS, manifest.Options{})
//
// A Base's FS is the working tree with the differences taken back. So what is the same is read
// from the disk, in whatever line ends the checkout has; what git does not know of (ignored
// files, what a sparse checkout leaves out) is the same in both; and the cost grows with the
// difference, not with the tree: a base takes a handful of git processes, never one for each file.
//
// Files are named relative to the folder that was opened, with slashes. What lies outside of
// it is not looked at, although the repository may begin further up.
//
// This is the only package that runs git. It writes nothing, asks nothing, and leaves aside
// which repository the environment names (GIT_DIR and the like, which hooks set): the folder
// says it.
package revision
