package manifest

import (
	"io/fs"
	"os"
)

// disk is what writing needs of a file system. Names are relative, with slashes.
type disk interface {
	Lstat(name string) (fs.FileInfo, error)
	Stat(name string) (fs.FileInfo, error)
	Read(name string) ([]byte, error)
	Readlink(name string) (string, error)
	// Names returns what a folder holds, in no order.
	Names(folder string) ([]string, error)
	Mkdir(name string) error
	// Create writes a file that must not be there yet and brings it to the disk. Exact says
	// that the umask does not count.
	Create(name string, data []byte, mode fs.FileMode, exact bool) error
	// Keep gives the content of a file, or a link, a second name.
	Keep(name, kept string) error
	// Publish gives a file a name that no file has, in one step. The old name may stay.
	Publish(name, public string) error
	Rename(from, to string) error
	Remove(name string) error
	// SyncFolder brings renames in the folder to the disk, where the system can do that.
	SyncFolder(name string)
}

// rootDisk is a folder of the operating system that no path leads out of.
type rootDisk struct{ root *os.Root }

func (d rootDisk) Lstat(name string) (fs.FileInfo, error) { return d.root.Lstat(name) }
func (d rootDisk) Stat(name string) (fs.FileInfo, error)  { return d.root.Stat(name) }
func (d rootDisk) Read(name string) ([]byte, error)       { return d.root.ReadFile(name) }
func (d rootDisk) Readlink(name string) (string, error)   { return d.root.Readlink(name) }
func (d rootDisk) Mkdir(name string) error                { return d.root.Mkdir(name, 0o755) }
func (d rootDisk) Rename(from, to string) error           { return d.root.Rename(from, to) }
func (d rootDisk) Remove(name string) error               { return d.root.Remove(name) }

func (d rootDisk) Create(name string, data []byte, mode fs.FileMode, exact bool) error {
	file, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode|0o200)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil && exact {
		err = file.Chmod(mode)
	}
	if err == nil {
		err = file.Sync()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	return err
}

// Keep links the file, so that it can come back as the very same one; where the file system
// knows no links it copies.
func (d rootDisk) Keep(name, kept string) error {
	if d.root.Link(name, kept) == nil {
		return nil
	}
	return d.copy(name, kept)
}

func (d rootDisk) copy(name, kept string) error {
	info, err := d.root.Lstat(name)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := d.root.Readlink(name)
		if err != nil {
			return err
		}
		return d.root.Symlink(target, kept)
	}
	data, err := d.Read(name)
	if err != nil {
		return err
	}
	return d.Create(kept, data, info.Mode().Perm(), true)
}

// Publish links, since that fails where the name is taken; where the file system knows no links
// it has to look first.
func (d rootDisk) Publish(name, public string) error {
	if d.root.Link(name, public) == nil {
		return nil
	}
	if _, err := d.root.Lstat(public); err == nil {
		return &fs.PathError{Op: "publish", Path: public, Err: fs.ErrExist}
	}
	return d.root.Rename(name, public)
}

func (d rootDisk) Names(folder string) ([]string, error) {
	opened, err := d.root.Open(folder)
	if err != nil {
		return nil, err
	}
	defer func() { _ = opened.Close() }() // only read
	return opened.Readdirnames(-1)
}

func (d rootDisk) SyncFolder(name string) {
	folder, err := d.root.Open(name)
	if err != nil {
		return
	}
	_ = folder.Sync() // some file systems refuse; the files themselves are safe
	_ = folder.Close()
}
