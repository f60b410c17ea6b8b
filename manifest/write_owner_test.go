package manifest

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWriteBusy asks for the journal of a process that runs, of one that is gone, and of one on
// another host.
func TestWriteBusy(t *testing.T) {
	gone := thisProcess()
	gone.Start = "another time"
	if processStart(os.Getpid()) == "" {
		gone.Process = 1 << 30
	}
	far := owner{Process: 7, Host: "far"}
	tests := []struct {
		name           string
		owner          owner
		write, recover string // errors
	}{
		{"running", thisProcess(), fmt.Sprintf("process %d is writing here, says .joinery-journal", os.Getpid()), "is writing here"},
		{"gone", gone, "an earlier run was stopped while it wrote, says .joinery-journal", ""},
		{"far", far, "process 7 on far is writing here, says .joinery-journal", "process 7 on far is writing here"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := newTree(t)
			j := &journal{Format: journalFormat, Owner: test.owner}
			if err := os.WriteFile(filepath.Join(root, JournalName), j.text(), 0o644); err != nil {
				t.Fatal(err)
			}
			for _, files := range [][]File{fourFiles, fourFiles[:1]} {
				err := WriteFiles(t.Context(), root, files)
				var hinting interface{ Hints() []string }
				if err == nil || err.Error() != test.write || !errors.As(err, &hinting) || len(hinting.Hints()) != 1 {
					t.Errorf("got error %v, want %q with a hint", err, test.write)
				}
			}
			done, err := Recover(t.Context(), root)
			if test.recover == "" && (err != nil || done == nil) || test.recover != "" && (err == nil || !strings.Contains(err.Error(), test.recover)) {
				t.Errorf("got %v, error %v, want %q", done, err, test.recover)
			}
			if _, err := os.Lstat(filepath.Join(root, JournalName)); (err == nil) != (test.recover != "") {
				t.Errorf("got error %v for the journal", err)
			}
		})
	}
}

// TestWriteTogether lets several write at once: each wins or is told that another is at it.
func TestWriteTogether(t *testing.T) {
	root := newTree(t)
	errs := make(chan error)
	for range 8 {
		go func() {
			errs <- WriteFiles(t.Context(), root, []File{{Path: "a.yaml", Data: []byte("A")}, {Path: "b.yaml", Data: []byte("B")}})
		}()
	}
	won := 0
	for range 8 {
		err := <-errs
		if busy := new(BusyError); err == nil {
			won++
		} else if !errors.As(err, &busy) && !errors.Is(err, errEdited) {
			t.Errorf("got error %v, want a BusyError", err)
		}
	}
	want := map[string]string{"a.yaml": "A", "b.yaml": "B", "sub/": "", "sub/c.yaml": "c"}
	if got := tree(t, root); won == 0 || !maps.Equal(got, want) {
		t.Errorf("got %d winners and %v, want some and %v", won, got, want)
	}
}
