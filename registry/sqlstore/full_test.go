//go:build linux

package sqlstore

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"joinery/registry"
)

// TestBackupOntoFullDisk sees that the disk is named that is full: the copy's, or the database's.
func TestBackupOntoFullDisk(t *testing.T) {
	disk, url := t.TempDir(), "sqlite:"+filepath.Join(t.TempDir(), "r.db")
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "joinery", disk).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %v, %s", err, out)
	}
	defer func() {
		if out, err := exec.Command("umount", "--lazy", disk).CombinedOutput(); err != nil {
			t.Errorf("umount %s: %v\n%s", disk, err, out)
		}
	}()
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
	_ = os.WriteFile(filepath.Join(disk, "ballast"), make([]byte, 1<<20), 0o600)
	_, err = Open(t.Context(), "sqlite:"+file, Options{Existing: true})
	if code := registry.CodeOf(err); code != registry.Full || !strings.HasPrefix(err.Error(), file+": the database has no room left") {
		t.Errorf("a database on a full disk: got %v (%s), want no room left for %s", err, code, file)
	}
}
