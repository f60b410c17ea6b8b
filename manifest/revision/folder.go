package revision

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"joinery/manifest"
)

// Folder returns another folder as the base of the workspace under root: two checkouts, or
// what a build kept. Files are compared by their content and links by their targets, with
// neither git nor what it ignores asked; folders called .git and node_modules are left out.
// The error is ctx's, or about one of the folders or a file in them.
func Folder(ctx context.Context, root, dir string) (*Base, error) {
	name := filepath.ToSlash(filepath.Clean(dir))
	for _, folder := range []*string{&root, &dir} { // a walk does not start with a link
		real, err := filepath.EvalSymlinks(*folder)
		if err != nil {
			return nil, err
		}
		*folder = real
	}
	tree, err := manifest.Open(dir)
	if err != nil {
		return nil, err
	}
	now, err := files(ctx, root)
	if err != nil {
		return nil, err
	}
	then, err := files(ctx, dir)
	if err != nil {
		return nil, err
	}
	base := &Base{FS: tree, Name: name}
	for file, before := range then {
		after, kept := now[file]
		same := kept && before.Mode().Type() == after.Mode().Type()
		if same {
			name := filepath.FromSlash(file)
			if same, err = equal(ctx, filepath.Join(root, name), filepath.Join(dir, name), after, before); err != nil {
				return nil, err
			}
		}
		if !same {
			base.Changed = append(base.Changed, file)
		}
		delete(now, file)
	}
	base.Changed = slices.AppendSeq(base.Changed, maps.Keys(now))
	slices.Sort(base.Changed)
	return base, nil
}

// files finds all files and links under a folder.
func files(ctx context.Context, root string) (map[string]fs.FileInfo, error) {
	all := map[string]fs.FileInfo{}
	err := filepath.WalkDir(root, func(full string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case full == root:
			return nil
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.IsDir(), d.Name() == ".git":
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone meanwhile
		}
		relative, _ := filepath.Rel(root, full)
		all[filepath.ToSlash(relative)] = info
		return err
	})
	return all, err
}

// equal reports whether two files, or two links, of one type say the same.
func equal(ctx context.Context, a, b string, infoA, infoB fs.FileInfo) (bool, error) {
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case infoA.Mode()&fs.ModeSymlink != 0:
		targetA, err := os.Readlink(a)
		if err != nil {
			return false, err
		}
		targetB, err := os.Readlink(b)
		return targetA == targetB, err
	case !infoA.Mode().IsRegular():
		return true, nil // pipes and devices hold nothing to compare
	case infoA.Size() != infoB.Size():
		return false, nil
	case os.SameFile(infoA, infoB):
		return true, nil
	}
	fileA, err := os.Open(a)
	if err != nil {
		return false, err
	}
	defer fileA.Close()
	fileB, err := os.Open(b)
	if err != nil {
		return false, err
	}
	defer fileB.Close()
	return equalText(fileA, fileB)
}

func equalText(a, b io.Reader) (bool, error) {
	const size = 32 << 10
	var textA, textB [size]byte
	for {
		n, errA := io.ReadFull(a, textA[:])
		m, errB := io.ReadFull(b, textB[:])
		if !bytes.Equal(textA[:n], textB[:m]) {
			return false, nil
		}
		if errA != nil || errB != nil {
			ended := func(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }
			return ended(errA) && ended(errB), nil
		}
	}
}
