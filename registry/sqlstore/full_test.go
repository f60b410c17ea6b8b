//go:build linux

package sqlstore

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"joinery/registry"
	"joinery/registry/sqlstore/disktest"
)

// TestBackupOntoFullDisk sees that the disk is named that is full: the copy's, or the database's.
func TestBackupOntoFullDisk(t *testing.T) {
	disk, url := disktest.Mount(t, "64k"), "sqlite:"+filepath.Join(t.TempDir(), "r.db")
	file := filepath.Join(disk, "copy.db")
	s := opened(t.Context(), t, url)
	err := s.Backup(t.Context(), file)
	if !errors.Is(err, syscall.ENOSPC) || err.Error() != "the backup "+file+" cannot be written: no space left on device" {
		t.Errorf("got %v, want no space left for %s", err, file)
	}
	if left, err := os.ReadDir(disk); err != nil || len(left) > 0 {
		t.Errorf("got %v, %v there, want nothing", left, err)
	}

	var whole strings.Builder
	if _, err := s.BackupTo(t.Context(), &whole); err != nil {
		t.Fatal(err)
	}
	_ = os.WriteFile(file, []byte(whole.String()[:4*sqlitePage]), 0o600)
	disktest.Fill(t, filepath.Join(disk, "ballast"), 0)
	_, err = Open(t.Context(), "sqlite:"+file, Options{Existing: true})
	if code := registry.CodeOf(err); code != registry.Full || !strings.HasPrefix(err.Error(), file+": the database has no room left") {
		t.Errorf("a database on a full disk: got %v (%s), want no room left for %s", err, code, file)
	}
}
