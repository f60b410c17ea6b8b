// Package disktest has disks of a test's own that are soon full.
//
//	disk := disktest.Mount(t, "64k")
//	disktest.Fill(t, filepath.Join(disk, "ballast"), 0)
//
// Only root may mount them, on Linux; [Mount] skips the test where that cannot be.
package disktest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// Mount mounts a disk of a size such as "64k", until the test ends, and returns its folder.
func Mount(t testing.TB, size string) string {
	t.Helper()
	disk, err := TryMount(t, size)
	if err != nil {
		t.Skip(err)
	}
	return disk
}

// TryMount is Mount for a test that has another way. The error is that no disk can be mounted here.
func TryMount(t testing.TB, size string) (string, error) {
	t.Helper()
	disk, err := os.MkdirTemp("", "disk") // not t.TempDir: servers of databases have to reach it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(disk) })
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "joinery", disk).CombinedOutput(); err != nil {
		return "", fmt.Errorf("no disk can be mounted here: %w, %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "--lazy", disk).CombinedOutput(); err != nil { // who looks into it is no trouble
			t.Errorf("umount %s: %v\n%s", disk, err, out)
		}
	})
	return disk, nil
}

// Grow gives a disk another size.
func Grow(t testing.TB, disk, size string) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", "remount,size="+size, disk).CombinedOutput(); err != nil {
		t.Errorf("growing the disk: %v\n%s", err, out)
	}
}

// Fill fills the disk with a file, but for so many bytes.
func Fill(t testing.TB, ballast string, left int64) {
	t.Helper()
	f, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size := int64(0)
	for chunk := make([]byte, 64<<10); err == nil; {
		var n int
		n, err = f.Write(chunk)
		size += int64(n)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("filling the disk: got %v, want that it is full", err)
	}
	if err := f.Truncate(max(size-left, 0)); err != nil {
		t.Fatal(err)
	}
}
