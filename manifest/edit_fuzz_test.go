package manifest

import (
	"bytes"
	"path/filepath"
	"testing"

	"gopkg.in/yaml.v3"
)

// FuzzEdit makes one edit at the nth scalar of any text. A result reads back, and only the
// edited text differs.
func FuzzEdit(f *testing.F) {
	samples, err := filepath.Glob("testdata/edit/*.in.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for i, sample := range samples {
		f.Add(readFile(f, sample), uint8(i%6), uint16(7+i), "2.0.0")
		f.Add(readFile(f, sample), uint8((i+1)%6), uint16(9), "a: b")
	}
	f.Fuzz(func(t *testing.T, src []byte, kind uint8, nth uint16, value string) {
		found := scalars(src)
		if len(found) == 0 {
			return
		}
		n := found[int(nth)%len(found)]
		at := Text{Value: n.Value, Line: int32(n.Line), Column: int32(n.Column)}
		e := NewEdit("fuzz.yaml", src)
		switch kind % 6 {
		case 0:
			e.Set(at, value)
		case 1:
			e.SetField(at, "status", value)
		case 2:
			e.RemoveField(at, "status")
		case 3:
			e.SetExtends(at, []string{value})
		case 5:
			e.AddNotes(at, []Note{{Type: Text{Value: "fix"}, Summary: Text{Value: value}}})
		case 4:
			e.AddEntry(n.Value, NewEntry{Version: value, Extends: []string{n.Value}, Description: value})
		}
		got, err := e.Apply()
		if err != nil {
			return
		}
		if _, err := newEditFile(got); err != nil {
			t.Fatalf("got %q, which does not read: %v", got, err)
		}
		if kind%6 == 0 {
			wantOneScalarChanged(t, src, got, n)
		}
	})
}

// wantOneScalarChanged checks that what stands before and behind the scalar is as it was.
func wantOneScalarChanged(t *testing.T, src, got []byte, n *yaml.Node) {
	t.Helper()
	f, err := newEditFile(src)
	if err != nil {
		t.Fatal(err)
	}
	start, end, err := f.span(n, 0)
	if err != nil {
		t.Fatal(err)
	}
	start, end = start+len(f.bom), end+len(f.bom)
	if !bytes.HasPrefix(got, src[:start]) || !bytes.HasSuffix(got, src[end:]) || len(got) < start+len(src)-end {
		t.Errorf("got %q, want all but bytes %d to %d of %q", got, start, end, src)
	}
}
