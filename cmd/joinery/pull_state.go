package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"joinery/manifest"
)

// pulledFile says what was pulled, a file a line, as sha256sum does: so one sees which of them were
// edited since.
const pulledFile = ".joinery/pulled"

// pulled is what pulledFile says.
type pulled struct {
	digests map[string]string // by file
	text    []byte            // nil when there is no such file
}

func readPulled(fsys fs.FS) (*pulled, error) {
	p := &pulled{digests: map[string]string{}}
	text, err := fs.ReadFile(fsys, pulledFile)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return nil, failed{message: err.Error()}
	}
	p.text = text
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		digest, file, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "  ")
		if !ok || len(digest) != 2*sha256.Size || !fs.ValidPath(file) {
			return nil, failed{fmt.Sprintf("%s:%d: found no digest and file", pulledFile, n), "joinery pull --force writes it anew once it is gone"}
		}
		p.digests[file] = digest
	}
	return p, nil
}

// has reports whether a file was pulled.
func (p *pulled) has(file string) bool { return p.digests[file] != "" }

// removed takes all that was pulled away.
func (p *pulled) removed() []manifest.File {
	var files []manifest.File
	for _, file := range slices.Sorted(maps.Keys(p.digests)) {
		files = append(files, manifest.File{Path: file, Remove: true})
	}
	return files
}

// pulledNext is what is to be written.
type pulledNext struct {
	files  []manifest.File // sorted, what says what was pulled behind them
	kept   []string        // files that were edited, for which there is nothing new
	edited []string        // files that were edited, for which there is
}

// with compares what came with what is there.
func (p *pulled) with(fsys fs.FS, came map[string][]byte, force bool) (*pulledNext, error) {
	next, digests := &pulledNext{}, maps.Clone(p.digests)
	for _, file := range slices.Sorted(maps.Keys(came)) {
		digest := digestOf(came[file])
		digests[file] = digest
		is, err := fs.ReadFile(fsys, file)
		from := manifest.ContentOf(is)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			from = manifest.NoContent
		case err != nil:
			return nil, failed{message: err.Error()}
		case digestOf(is) == digest:
			continue
		case digestOf(is) == p.digests[file] || force:
		case p.digests[file] == digest:
			next.kept = append(next.kept, file)
			continue
		default:
			next.edited = append(next.edited, file)
			continue
		}
		next.files = append(next.files, manifest.File{Path: file, Data: came[file], From: from})
	}
	var text strings.Builder
	for _, file := range slices.Sorted(maps.Keys(digests)) {
		fmt.Fprintf(&text, "%s  %s\n", digests[file], file)
	}
	if text.String() != string(p.text) {
		from := manifest.NoContent
		if p.text != nil {
			from = manifest.ContentOf(p.text)
		}
		next.files = append(next.files, manifest.File{Path: pulledFile, Data: []byte(text.String()), From: from})
	}
	return next, nil
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
