package pack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
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
	for _, folder := range []string{"full", "full/file", "loose", "none/new"} {
		_, err := Unpack(context.Background(), bytes.NewReader(data), filepath.Join(dir, folder), nil)
		if !errors.As(err, new(*FolderError)) {
			t.Errorf("%s: got %v, want a FolderError", folder, err)
		}
	}
	if got := names(t, dir); len(got) != len(before) {
		t.Errorf("got %v, want %v", got, before)
	}
	if err := Vacant(filepath.Join(dir, "full")); !errors.As(err, new(*FolderError)) {
		t.Errorf("full: got %v, want what Unpack says", err)
	}
}

// TestUnpackTellsLeftovers: what a run that was killed has left is told apart from what somebody keeps.
func TestUnpackTellsLeftovers(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "killed/.joinery-123/unpacked/SHA256SUMS", "")
	put(t, dir, "workspace/.joinery-journal", "")
	for folder, want := range map[string]string{
		"killed":    "found .joinery-123 in it, which a run that was killed has left or one that goes on needs, wanted an empty folder or none",
		"workspace": "found .joinery-journal in it, wanted an empty folder or none",
	} {
		folder = filepath.Join(dir, folder)
		if err := Vacant(folder); err == nil || err.Error() != folder+": "+want {
			t.Errorf("got %v, want %s: %s", err, folder, want)
		}
	}
}

// TestUnpackKeeps unpacks into folders that are there and empty: they stay what they are.
func TestUnpackKeeps(t *testing.T) {
	b, o := sample(t)
	data := packed(t, b, o)
	dir := t.TempDir()
	for _, name := range []string{"private", "current", "target"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("target", filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	t.Chdir(filepath.Join(dir, "current"))
	for _, folder := range []string{"../private", ".", "../link"} {
		before, err := os.Stat(folder)
		if err != nil {
			t.Fatal(err)
		}
		if err := Vacant(folder); err != nil {
			t.Errorf("%s: got %v, want none", folder, err)
		}
		if _, err := Unpack(context.Background(), bytes.NewReader(data), folder, nil); err != nil {
			t.Errorf("%s: got %v, want none", folder, err)
		}
		after, err := os.Stat(folder)
		if err != nil || !os.SameFile(before, after) || before.Mode() != after.Mode() {
			t.Errorf("%s: got %v, want %v as it was", folder, after.Mode(), before.Mode())
		}
		if got := strings.Join(names(t, folder), " "); got != "SHA256SUMS bundle.joinery.yaml notes sbom" {
			t.Errorf("%s: got %s, want the files of the package", folder, got)
		}
	}
}

// TestUnpackMeanwhile lets somebody put something where the package is to go while it is read.
func TestUnpackMeanwhile(t *testing.T) {
	b, o := sample(t)
	data := packed(t, b, o)
	for _, tt := range []struct {
		name, file string
		before     bool // the folder is there
	}{
		{"a file in dir's place", "out", false},
		{"a folder in dir's place", "out/precious", false},
		{"a file in dir", "out/precious", true},
		{"a file of the same name", "out/SHA256SUMS", true},
		{"a file in a folder's place", "out/notes", true},
	} {
		dir := t.TempDir()
		if tt.before {
			put(t, dir, "out/x", "")
			if err := os.Remove(filepath.Join(dir, "out/x")); err != nil {
				t.Fatal(err)
			}
		}
		from := &watched{bytes.NewReader(data), func() { put(t, dir, tt.file, "precious") }}
		_, err := Unpack(context.Background(), from, filepath.Join(dir, "out"), nil)
		if got := string(bytesOf(t, filepath.Join(dir, tt.file))); !errors.As(err, new(*FolderError)) || got != "precious" {
			t.Errorf("%s: got %v and %q, want a FolderError and what was put there", tt.name, err, got)
		}
		if got := names(t, dir); len(got) != 1 {
			t.Errorf("%s: got %v, want out alone", tt.name, got)
		}
		if strings.Contains(tt.file, "/") {
			if got := names(t, filepath.Join(dir, "out")); len(got) != 1 {
				t.Errorf("%s: got %v, want what was put there alone", tt.name, got)
			}
		}
	}
}

// TestMoveBack stops a move half-way.
func TestMoveBack(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, ".joinery-1/in/sbom/x", "")
	put(t, dir, ".joinery-1/in/a", "")
	put(t, dir, ".joinery-1/in/b", "")
	in := filepath.Join(dir, ".joinery-1/in")
	for _, stop := range []string{"a", "b", "sbom"} {
		put(t, dir, "out/"+stop, "precious")
		out := filepath.Join(dir, "out")
		if err := moveInto(in, "out", out, stop); !errors.As(err, new(*FolderError)) {
			t.Errorf("%s: got %v, want a FolderError", stop, err)
		}
		if got := names(t, out); len(got) != 1 || string(bytesOf(t, filepath.Join(out, stop))) != "precious" {
			t.Errorf("%s: got %v, want it alone", stop, got)
		}
		if got := names(t, in); len(got) != 3 {
			t.Errorf("%s: got %v, want all of it", stop, got)
		}
		if err := os.RemoveAll(out); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNothingUnverified looks what lies on the disk while a package is read that is refused at its
// end, or that nobody has signed.
func TestNothingUnverified(t *testing.T) {
	public, _ := pair(t, "ours")
	var more [][2]string
	for i := range 500 {
		more = append(more, [2]string{fmt.Sprintf("artifacts/a/%03d/c", i), strings.Repeat("\x00", 1<<10)})
	}
	bomb := forged(t, whole(t, "", more...)...)
	for _, by := range []*Signed{nil, {Key: public}} {
		dir := t.TempDir()
		most := 0
		from := &watched{bytes.NewReader(bomb), func() { most = max(most, len(names(t, dir))) }}
		_, err := Unpack(context.Background(), from, filepath.Join(dir, "out"), by)
		if !errors.As(err, new(*RefusedError)) || most > 0 || len(names(t, dir)) > 0 {
			t.Errorf("signed %t: got %v, with %d names on the way, want a refusal with none", by != nil, err, most)
		}
	}
}

// watched does something before every read.
type watched struct {
	from io.ReadSeeker
	do   func()
}

func (w *watched) Read(p []byte) (int, error) {
	w.do()
	return w.from.Read(p)
}

func (w *watched) Seek(offset int64, whence int) (int64, error) { return w.from.Seek(offset, whence) }

// TestPipe takes a package from what cannot be read twice.
func TestPipe(t *testing.T) {
	ours, key := pair(t, "ours")
	file, p := released(t, key, artifact("dist/pay.tgz", body))
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	pipe := func() io.Reader { return io.MultiReader(bytes.NewReader(bytesOf(t, file))) }
	by := &Signed{ours, [][]byte{p.Signature}}
	if _, err := Verify(context.Background(), pipe(), by); err != nil {
		t.Errorf("got %v, want none", err)
	}
	if _, err := Unpack(context.Background(), pipe(), filepath.Join(t.TempDir(), "out"), by); err != nil {
		t.Errorf("got %v, want none", err)
	}
	if got := names(t, temporary); len(got) > 0 {
		t.Errorf("got %v left behind, want nothing", got)
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
