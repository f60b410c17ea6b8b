package sqlstore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"joinery/registry"
)

// TestWriteBackup sees that a file has its name when it is whole, and at no other time.
func TestWriteBackup(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	for _, c := range []struct {
		what string
		ctx  context.Context
		then func(file string) error // when half of it is written
		want registry.Code           // "": all of it is there
		says error                   // what the error is, too
	}{
		{"all is well", t.Context(), func(string) error { return nil }, "", nil},
		{"it breaks off", t.Context(), func(string) error { return syscall.ENOSPC }, registry.Invalid, syscall.ENOSPC},
		{"an error of ours", t.Context(), func(string) error { return registry.Errorf(registry.Unavailable, "busy") }, registry.Unavailable, nil},
		{"ctx ends", ended, func(string) error { end(); return nil }, registry.CodeOf(context.Canceled), context.Canceled},
		{"somebody takes the name", t.Context(), func(file string) error { return os.WriteFile(file, []byte("theirs"), 0o600) }, registry.Exists, nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "copy.db")
			err := WriteBackup(c.ctx, file, func(made *os.File) error {
				_, failed := made.WriteString("half ")
				if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
					t.Errorf("half written: got the file (%v), want none of that name", err)
				}
				if err := c.then(file); err != nil {
					return err
				}
				_, err := made.WriteString("and half")
				return errors.Join(failed, err)
			})
			if registry.CodeOf(err) != c.want || c.says != nil && !errors.Is(err, c.says) {
				t.Errorf("got %v, want one of code %q", err, c.want)
			}
			text, _ := os.ReadFile(file)
			want := map[registry.Code]string{"": "half and half", registry.Exists: "theirs"}[c.want]
			if string(text) != want {
				t.Errorf("got the file %q, want %q", text, want)
			}
			if left, err := filepath.Glob(filepath.Join(filepath.Dir(file), ".*")); err != nil || len(left) > 0 {
				t.Errorf("got %q beside it (%v), want nothing", left, err)
			}
		})
	}
}
