package manifest

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, size int) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(strings.Repeat("x", size)), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	for _, c := range []struct {
		name string
		size int
		want string // the error, "" for none
	}{
		{"empty", 0, ""},
		{"full", 2048, ""},
		{"over", 2049, "over: found more than 2 KiB, wanted at most that"},
	} {
		text, err := ReadFile(t.Context(), write(c.name, c.size), 2048)
		switch {
		case c.want == "" && (err != nil || len(text) != c.size):
			t.Errorf("%s: got %d bytes, %v, want %d", c.name, len(text), err, c.size)
		case c.want != "" && (!errors.As(err, new(*SizeError)) || !strings.HasSuffix(err.Error(), c.want)):
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
	if _, err := ReadFile(t.Context(), filepath.Join(dir, "none"), 2048); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want %v", err, fs.ErrNotExist)
	}
	if _, err := ReadFile(t.Context(), dir, 2048); !errors.As(err, new(*fs.PathError)) {
		t.Errorf("a folder: got %v, want the file system's error", err)
	}
}

// TestReadStream reads what never ends: too much, and nothing at all until somebody stops it.
func TestReadStream(t *testing.T) {
	text, err := ReadStream(t.Context(), "stdin", endless{}, 1<<20)
	if want := "stdin: found more than 1 MiB, wanted at most that"; err == nil || err.Error() != want {
		t.Errorf("got %d bytes, %v, want %s", len(text), err, want)
	}
	silent, other := io.Pipe()
	defer other.Close()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := ReadStream(ctx, "stdin", silent, 1<<20); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }
