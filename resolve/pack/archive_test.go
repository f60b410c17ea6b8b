package pack

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// TestGrows packs a file that is not as long as it was.
func TestGrows(t *testing.T) {
	for _, now := range []string{"abcdef", "a"} {
		err := newArchive(new(bytes.Buffer)).add(File{"artifacts/a/b/c", 3, digestText("abc")}, strings.NewReader(now))
		if err == nil || !strings.Contains(err.Error(), "it changes while it is packed") {
			t.Errorf("%q: got %v, want that it changes", now, err)
		}
	}
}

// full is a disk that takes nothing more.
type full struct{ error }

func (f full) Write([]byte) (int, error) { return 0, f.error }

// TestDiskFull blames the disk, not the file that is being packed.
func TestDiskFull(t *testing.T) {
	large := strings.Repeat("x", 1<<20)
	file := File{bundleFile, int64(len(large)), digestText(large)}
	open := map[string]func() (io.ReadCloser, error){bundleFile: inMemory([]byte(large))}
	sick := full{errors.New("no space left on device")}
	if _, err := pour(context.Background(), sick, []File{file}, open); !errors.Is(err, sick.error) || errors.As(err, new(*pourError)) {
		t.Errorf("got %v, want %v", err, sick.error)
	}
}
