package manifest

import (
	"errors"
	"io/fs"
	"os"
	"testing"
)

// failingDisk fails at one call; a failing Create leaves half of the file.
type failingDisk struct {
	disk
	calls, failAt int
	failed        string
	replacing     int  // the call that renamed a new content to a.yaml
	broken        bool // fails from then on
	before        func(call int)
}

var errDisk = errors.New("the disk is full")

func (d *failingDisk) step(what string) error {
	d.calls++
	if d.before != nil {
		d.before(d.calls)
	}
	if d.calls == d.failAt || d.broken && d.calls > d.failAt {
		d.failed = what
		return errDisk
	}
	return nil
}

func (d *failingDisk) Lstat(name string) (fs.FileInfo, error) {
	if err := d.step("lstat " + name); err != nil {
		return nil, err
	}
	return d.disk.Lstat(name)
}

func (d *failingDisk) Stat(name string) (fs.FileInfo, error) {
	if err := d.step("stat " + name); err != nil {
		return nil, err
	}
	return d.disk.Stat(name)
}

func (d *failingDisk) Read(name string) ([]byte, error) {
	if err := d.step("read " + name); err != nil {
		return nil, err
	}
	return d.disk.Read(name)
}

func (d *failingDisk) Readlink(name string) (string, error) {
	if err := d.step("readlink " + name); err != nil {
		return "", err
	}
	return d.disk.Readlink(name)
}

func (d *failingDisk) Names(folder string) ([]string, error) {
	if err := d.step("names " + folder); err != nil {
		return nil, err
	}
	return d.disk.Names(folder)
}

func (d *failingDisk) Publish(name, public string) error {
	return errors.Join(d.step("publish "+public), d.orElse(func() error { return d.disk.Publish(name, public) }))
}

func (d *failingDisk) Mkdir(name string) error {
	return errors.Join(d.step("mkdir "+name), d.orElse(func() error { return d.disk.Mkdir(name) }))
}

func (d *failingDisk) Create(name string, data []byte, mode fs.FileMode, exact bool) error {
	if err := d.step("create " + name); err != nil {
		return errors.Join(err, d.disk.Create(name, data[:len(data)/2], mode, exact))
	}
	return d.disk.Create(name, data, mode, exact)
}

func (d *failingDisk) Keep(name, kept string) error {
	return errors.Join(d.step("keep "+name), d.orElse(func() error { return d.disk.Keep(name, kept) }))
}

func (d *failingDisk) Rename(from, to string) error {
	if to == "a.yaml" {
		d.replacing = d.calls + 1
	}
	return errors.Join(d.step("rename to "+to), d.orElse(func() error { return d.disk.Rename(from, to) }))
}

func (d *failingDisk) Remove(name string) error {
	return errors.Join(d.step("remove "+name), d.orElse(func() error { return d.disk.Remove(name) }))
}

// orElse acts unless the step has failed.
func (d *failingDisk) orElse(act func() error) error {
	if d.calls == d.failAt || d.broken && d.calls > d.failAt {
		return nil
	}
	return act()
}

// testWriter is a process of the number 7, whose journals count as those of a stopped one.
func testWriter(d disk) *writer {
	return &writer{disk: d, self: owner{Process: 7, Host: "here"}, busy: func(owner) *BusyError { return nil }}
}

func openDisk(t *testing.T, root string) disk {
	t.Helper()
	opened, err := os.OpenRoot(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	return rootDisk{opened}
}

// hastyDisk waits for no disk: what is tested here is the order of steps.
type hastyDisk struct{ rootDisk }

func (d hastyDisk) SyncFolder(string) {}

func (d hastyDisk) Create(name string, data []byte, mode fs.FileMode, exact bool) error {
	file, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode|0o200)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil && exact {
		err = file.Chmod(mode)
	}
	return errors.Join(err, file.Close())
}

func openHasty(t *testing.T, root string) disk { return hastyDisk{openDisk(t, root).(rootDisk)} }

// dyingDisk ends its process at one call: before it, or when half of it is done. Nothing runs
// after that, so the process has no chance to clean up.
type dyingDisk struct {
	disk
	calls, dieAt int
	half, copies bool // copies: keeps contents by copying, as where links are not known
}

type death struct{}

func (d *dyingDisk) step(half func()) {
	d.calls++
	if d.calls == d.dieAt {
		if d.half && half != nil {
			half()
		}
		panic(death{})
	}
}

func (d *dyingDisk) Lstat(name string) (fs.FileInfo, error) { d.step(nil); return d.disk.Lstat(name) }
func (d *dyingDisk) Stat(name string) (fs.FileInfo, error)  { d.step(nil); return d.disk.Stat(name) }
func (d *dyingDisk) Read(name string) ([]byte, error)       { d.step(nil); return d.disk.Read(name) }
func (d *dyingDisk) Readlink(name string) (string, error)   { d.step(nil); return d.disk.Readlink(name) }
func (d *dyingDisk) Names(name string) ([]string, error)    { d.step(nil); return d.disk.Names(name) }
func (d *dyingDisk) Mkdir(name string) error                { d.step(nil); return d.disk.Mkdir(name) }
func (d *dyingDisk) Rename(from, to string) error           { d.step(nil); return d.disk.Rename(from, to) }
func (d *dyingDisk) Remove(name string) error               { d.step(nil); return d.disk.Remove(name) }
func (d *dyingDisk) SyncFolder(name string)                 { d.step(nil); d.disk.SyncFolder(name) }

func (d *dyingDisk) Create(name string, data []byte, mode fs.FileMode, exact bool) error {
	d.step(func() { _ = d.disk.Create(name, data[:len(data)/2], mode, exact) })
	return d.disk.Create(name, data, mode, exact)
}

func (d *dyingDisk) Keep(name, kept string) error {
	d.step(func() { _ = d.disk.Create(kept, nil, 0o644, false) })
	if data, err := d.disk.Read(name); d.copies && err == nil && name != "link.yaml" {
		return d.disk.Create(kept, data, 0o644, false)
	}
	return d.disk.Keep(name, kept)
}

func (d *dyingDisk) Publish(name, public string) error {
	d.step(nil)
	if d.copies {
		return d.disk.Rename(name, public)
	}
	return d.disk.Publish(name, public)
}
