package pack

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"
)

func TestUnpack(t *testing.T) {
	b, o := sample(t, artifact("dist/pay.tgz", "the bytes of pay"))
	data := packed(t, b, o)
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"new", "empty"} {
		to := filepath.Join(dir, folder)
		if _, err := Unpack(context.Background(), bytes.NewReader(data), to, nil); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(to, "artifacts/pay/1.4.0/pay.tgz"))
		if err != nil || string(got) != "the bytes of pay" {
			t.Errorf("%s: got %q, %v, want the artifact", folder, got, err)
		}
		if got := names(t, to); len(got) != 5 {
			t.Errorf("%s: got %v, want the checksums, the bundle and three folders", folder, got)
		}
	}
	if got := names(t, dir); len(got) != 2 {
		t.Errorf("got %v, want the two folders alone", got)
	}
}

func TestUnpackInto(t *testing.T) {
	b, o := sample(t)
	data := packed(t, b, o)
	dir := t.TempDir()
	put(t, dir, "full/file", "")
	if err := os.Symlink("elsewhere", filepath.Join(dir, "loose")); err != nil {
		t.Skip(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "target"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("target", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	before := names(t, dir)
	for _, folder := range []string{"full", "full/file", "link", "none/new"} {
		_, err := Unpack(context.Background(), bytes.NewReader(data), filepath.Join(dir, folder), nil)
		if !errors.As(err, new(*FolderError)) {
			t.Errorf("%s: got %v, want a FolderError", folder, err)
		}
	}
	if got := names(t, dir); len(got) != len(before) {
		t.Errorf("got %v, want %v", got, before)
	}
	t.Chdir(filepath.Join(dir, "target"))
	if _, err := Unpack(context.Background(), bytes.NewReader(data), ".", nil); !errors.As(err, new(*FolderError)) {
		t.Errorf("current folder: got %v, want a FolderError", err)
	}
}

// TestUnreadable tells a disk that fails from a package that is damaged.
func TestUnreadable(t *testing.T) {
	sick := errors.New("the disk is sick")
	b, o := sample(t)
	data := packed(t, b, o)
	from := iotest.DataErrReader(&breaking{data[:len(data)/2], sick})
	if _, err := Verify(context.Background(), from, nil); !errors.Is(err, sick) {
		t.Errorf("got %v, want %v", err, sick)
	}
}

// breaking gives its bytes and then an error.
type breaking struct {
	data []byte
	err  error
}

func (b *breaking) Read(p []byte) (int, error) {
	if len(b.data) == 0 {
		return 0, b.err
	}
	n := copy(p, b.data)
	b.data = b.data[n:]
	return n, nil
}
