package revision

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// blobs holds contents that git has, by their names.
type blobs struct {
	git program
	ctx context.Context // of the base: package fs has no room for one

	mu   sync.Mutex
	text map[string][]byte
}

// fetch gets all contents through one process.
func (b *blobs) fetch(ctx context.Context, objects []string) error {
	if len(objects) == 0 {
		return nil
	}
	out, _, err := b.git.run(ctx, strings.NewReader(strings.Join(objects, "\n")+"\n"), "cat-file", "--batch")
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, object := range objects {
		header, rest, _ := bytes.Cut(out, []byte("\n"))
		words := strings.Fields(string(header))
		if len(words) != 3 || words[0] != object {
			return &GitError{Command: "cat-file", Words: fmt.Sprintf("the repository lacks a file's content: %s", header)}
		}
		size, err := strconv.Atoi(words[2])
		if err != nil || size < 0 || size >= len(rest) {
			return unexpected("cat-file", header)
		}
		b.text[object], out = rest[:size:size], rest[size+1:]
	}
	return nil
}

// get returns one content. The slice is not the caller's.
func (b *blobs) get(object string) ([]byte, error) {
	b.mu.Lock()
	text, known := b.text[object]
	b.mu.Unlock()
	if known {
		return text, nil
	}
	if err := b.fetch(b.ctx, []string{object}); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text[object], nil
}
