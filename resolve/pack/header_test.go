package pack

import (
	"archive/tar"
	"bytes"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestHeaderAsOthersWriteIt compares headers with those of archive/tar, which everybody can read.
func TestHeaderAsOthersWriteIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		file := rapid.StringMatching(`[a-z0-9._+~-]{1,100}`).Draw(t, "file")
		front := rapid.StringMatching(`([a-z0-9]{1,70}/[a-z0-9]{1,70}/)?`).Draw(t, "front")
		size := rapid.Int64Range(0, maxSize).Draw(t, "size")
		name := front + file
		got, ok := header(name, size)
		if !ok {
			t.Fatalf("%s: got no header", name)
		}
		if n, s, err := parseHeader(&got); n != name || s != size || err != nil {
			t.Errorf("read back: got %s, %d, %v, want %s, %d", n, s, err, name, size)
		}
		var out bytes.Buffer
		w := tar.NewWriter(&out)
		err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o644, ModTime: time.Unix(epoch, 0), Format: tar.FormatUSTAR})
		if err != nil {
			t.Fatal(err)
		}
		if len(name) <= maxName && !bytes.Equal(out.Bytes(), got[:]) {
			t.Errorf("got %q, want %q", got, out.Bytes())
		}
		read, err := tar.NewReader(bytes.NewReader(got[:])).Next()
		if err != nil || read.Name != name || read.Size != size {
			t.Errorf("archive/tar: got %v, %v, want %s", read, err, name)
		}
	})
}

func TestNoHeader(t *testing.T) {
	for _, tt := range []struct {
		name string
		size int64
	}{
		{"", 0},
		{"a", -1},
		{"a", maxSize + 1},
		{strings.Repeat("a", 101), 0},
		{strings.Repeat("a", 156) + "/b", 0},
		{strings.Repeat("a", 100) + "/", 0},
	} {
		if _, ok := header(tt.name, tt.size); ok {
			t.Errorf("%q of %d bytes: got a header, want none", tt.name, tt.size)
		}
	}
}
