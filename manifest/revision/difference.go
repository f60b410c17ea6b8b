package revision

import (
	"bytes"
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The modes that git gives to what is no plain file.
const (
	modeNone   = "000000"
	modeLink   = "120000"
	modeModule = "160000"
)

// difference is a file that a commit has otherwise than the working tree.
type difference struct {
	file           string // relative to the opened folder
	before, after  string // modes, modeNone where there is no file
	object, staged string // the file's object in the commit, and in the index if that is as on disk
}

// differences compares a commit with the working tree, in git's order. It does not know of
// files that git does not track.
func (r *Repository) differences(ctx context.Context, commit string) ([]difference, error) {
	out, _, err := r.git.run(ctx, nil, "diff-index", "--raw", "-z", "--no-renames", "--no-ext-diff", "--no-abbrev",
		"--ignore-submodules=dirty", "--relative", "--end-of-options", commit, "--", ".")
	if err != nil {
		return nil, err
	}
	parts := fields(out)
	var all []difference
	for i := 0; i+1 < len(parts); i += 2 {
		words := strings.Fields(strings.TrimPrefix(parts[i], ":"))
		if len(words) != 5 {
			return nil, unexpected("diff-index", []byte(parts[i]))
		}
		d := difference{file: parts[i+1], before: words[0], after: words[1], object: words[2], staged: words[3]}
		if strings.Trim(d.staged, "0") == "" {
			d.staged = ""
		}
		all = append(all, d)
	}
	return r.touched(ctx, all)
}

// touched leaves out the files whose content is the same after all: git compares times first,
// and bringing them up to date would write the index.
func (r *Repository) touched(ctx context.Context, all []difference) ([]difference, error) {
	same := map[string]bool{}
	var files []string
	var names bytes.Buffer
	for _, d := range all {
		if d.before != d.after || d.staged != "" {
			continue
		}
		switch d.before {
		case modeModule:
		case modeLink:
			target, err := os.Readlink(r.full(d.file))
			same[d.file] = err == nil && blobName(filepath.ToSlash(target), len(d.object)) == d.object
		default:
			if info, err := os.Lstat(r.full(d.file)); err == nil && info.Mode().IsRegular() {
				files = append(files, d.file)
				names.WriteString(quoted(r.prefix+d.file) + "\n")
			}
		}
	}
	if len(files) > 0 {
		out, _, err := r.top().run(ctx, &names, "hash-object", "--stdin-paths")
		if err != nil {
			return nil, err
		}
		objects := strings.Fields(string(out))
		if len(objects) != len(files) {
			return nil, unexpected("hash-object", out)
		}
		hashed := map[string]string{}
		for i, file := range files {
			hashed[file] = objects[i]
		}
		for _, d := range all {
			if hashed[d.file] == d.object {
				same[d.file] = true
			}
		}
	}
	kept := all[:0]
	for _, d := range all {
		if !same[d.file] {
			kept = append(kept, d)
		}
	}
	return kept, nil
}

// unmoved leaves out the files that are gone and whose content came up under another name that a
// sparse checkout leaves out: there is no telling what became of them, and nothing needs to.
func (r *Repository) unmoved(all []difference) []difference {
	elsewhere := map[string]bool{}
	for _, d := range all {
		if d.before == modeNone && d.after != modeNone && d.staged != "" && !r.onDisk(d.file) {
			elsewhere[d.staged] = true
		}
	}
	if len(elsewhere) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(d difference) bool { return d.after == modeNone && elsewhere[d.object] })
}

// top runs git in the repository's root, from where alone hash-object reads paths. The way up is
// the system's own, since links may have led here.
func (r *Repository) top() program {
	top := r.git
	top.dir += strings.Repeat(string(filepath.Separator)+"..", strings.Count(r.prefix, "/"))
	return top
}

// untracked returns the files that git neither tracks nor ignores; a repository inside this
// one is a single entry that ends in a slash.
func (r *Repository) untracked(ctx context.Context) ([]string, error) {
	out, _, err := r.git.run(ctx, nil, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
	return fields(out), err
}

func (r *Repository) full(file string) string { return filepath.Join(r.dir, filepath.FromSlash(file)) }

func (r *Repository) onDisk(file string) bool {
	_, err := os.Lstat(r.full(file))
	return err == nil
}

// quoted writes a path as git reads it from a list of lines.
func quoted(file string) string {
	if !strings.ContainsAny(file, "\"\n\\\r") {
		return file
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`).Replace(file) + `"`
}

// blobName is the name that git gives to a content; length is that of names in this repository.
func blobName(content string, length int) string {
	text := fmt.Appendf(nil, "blob %d\x00%s", len(content), content)
	if length == 2*sha256.Size {
		sum := sha256.Sum256(text)
		return hex.EncodeToString(sum[:])
	}
	sum := sha1.Sum(text) // git's choice: a name, no seal
	return hex.EncodeToString(sum[:])
}
