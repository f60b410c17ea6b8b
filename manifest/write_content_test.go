package manifest

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestWriteFilesFrom writes files of which somebody saved another content after they were read.
func TestWriteFilesFrom(t *testing.T) {
	old := ContentOf([]byte("old"))
	for _, test := range []struct {
		name string
		file File
		want string // the error; "" when it is written
	}{
		{"as read", File{Path: "a.yaml", Data: []byte("new"), From: old}, ""},
		{"nobody asks", File{Path: "a.yaml", Data: []byte("new")}, ""},
		{"changed", File{Path: "a.yaml", Data: []byte("new"), From: ContentOf([]byte("older"))},
			"cannot write a.yaml: somebody changed it after it was read; nothing was written"},
		{"removed", File{Path: "gone.yaml", Data: []byte("new"), From: old},
			"cannot write gone.yaml: somebody removed it after it was read; nothing was written"},
		{"made", File{Path: "a.yaml", Data: []byte("new"), From: NoContent},
			"cannot write a.yaml: somebody has made it meanwhile; nothing was written"},
		{"still not there", File{Path: "new.yaml", Data: []byte("new"), From: NoContent}, ""},
		{"to be removed", File{Path: "a.yaml", Remove: true, From: old}, ""},
		{"to be removed, changed", File{Path: "a.yaml", Remove: true, From: NoContent},
			"cannot write a.yaml: somebody has made it meanwhile; nothing was written"},
		{"to be removed, gone", File{Path: "gone.yaml", Remove: true, From: old},
			"cannot write gone.yaml: somebody removed it after it was read; nothing was written"},
		{"through a link", File{Path: "link.yaml", Data: []byte("new"), From: old}, ""},
		{"a link to be removed", File{Path: "link.yaml", Remove: true, From: old}, ""},
		{"a link to be removed, changed", File{Path: "link.yaml", Remove: true, From: ContentOf([]byte("older"))},
			"cannot write link.yaml: somebody changed it after it was read; nothing was written"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			if err := errors.Join(os.WriteFile(filepath.Join(root, "a.yaml"), []byte("old"), 0o644), os.Symlink("a.yaml", filepath.Join(root, "link.yaml"))); err != nil {
				t.Skip(err)
			}
			other := File{Path: "other.yaml", Data: []byte("other"), From: NoContent}
			err := WriteFiles(t.Context(), root, []File{other, test.file})
			_, missing := os.Lstat(filepath.Join(root, "other.yaml"))
			wrong := new(WriteError)
			switch {
			case test.want == "" && (err != nil || missing != nil):
				t.Errorf("got %v (%v), want that it is written", err, missing)
			case test.want != "" && (!errors.As(err, &wrong) || err.Error() != test.want || len(wrong.Hints()) != 1):
				t.Errorf("got %v with the hints %q, want %s, and a hint", err, wrong.Hints(), test.want)
			case test.want != "" && missing == nil:
				t.Error("got other.yaml, want that nothing is written")
			}
		})
	}
}

// TestWriteFilesNeverOverEdit saves another content at every call of the disk. It is there in the
// end whenever it was saved, but for the one call that replaces the file.
func TestWriteFilesNeverOverEdit(t *testing.T) {
	for n := 1; ; n++ {
		root := t.TempDir()
		edited := filepath.Join(root, "a.yaml")
		if err := os.WriteFile(edited, []byte("old"), 0o644); err != nil {
			t.Fatal(err)
		}
		made := false
		d := &failingDisk{disk: openHasty(t, root), failAt: -1, before: func(call int) {
			if call == n {
				made = true
				if err := os.WriteFile(edited, []byte("edited"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}}
		err := testWriter(d).write(t.Context(), []File{
			{Path: "a.yaml", Data: []byte("new"), From: ContentOf([]byte("old"))},
			{Path: "b.yaml", Data: []byte("new"), From: NoContent},
		})
		if !made {
			break
		}
		got, reading := os.ReadFile(edited)
		if reading != nil || string(got) != "edited" && !(err == nil && d.replacing == n) {
			t.Errorf("call %d: got %q (%v) after %v, want what was saved", n, got, reading, err)
		}
		if _, missing := os.Lstat(filepath.Join(root, "b.yaml")); (err == nil) != (missing == nil) {
			t.Errorf("call %d: got %v and b.yaml %v, want both files or none", n, err, missing)
		}
	}
}

func TestTargets(t *testing.T) {
	root := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(root, "real"), 0o755), os.WriteFile(filepath.Join(root, "real", "a.txt"), nil, 0o644),
		os.Symlink("real/a.txt", filepath.Join(root, "a.yaml")), os.Symlink("../..", filepath.Join(root, "out.yaml"))); err != nil {
		t.Skip(err)
	}
	got, err := Targets(root, []File{{Path: "a.yaml"}, {Path: "new.yaml"}})
	if want := []string{"real/a.txt", "new.yaml"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v (%v), want %v", got, err, want)
	}
	got, err = Targets(root, []File{{Path: "a.yaml", Remove: true}})
	if want := []string{"a.yaml"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("removed: got %v (%v), want %v", got, err, want)
	}
	if got, err := Targets(root, []File{{Path: "out.yaml"}}); !errors.As(err, new(*WriteError)) {
		t.Errorf("got %v (%v), want an error about a link that leads out", got, err)
	}
}
