package client

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A Cache keeps documents in a folder, those of each server apart. Several processes may use one at
// the same time. A file that is not as it was written counts as not there. Nothing is taken
// from it that the server does not confirm.
type Cache struct{ folder string }

// NewCache makes a cache in a folder, which is made when something is kept. "" keeps nothing.
func NewCache(folder string) *Cache { return &Cache{folder} }

// kept is a document as the cache has it.
type kept struct {
	edition int64
	text    []byte
}

// document returns the document of a name, false when there is none.
func (c *Cache) document(server, name string) (k kept, ok bool) {
	label, text, ok := c.read(c.folderOf(server), cacheName(name))
	if !ok {
		return k, false
	}
	edition, err := strconv.ParseInt(label, 10, 64)
	return kept{edition, text}, err == nil
}

func (c *Cache) keepDocument(server, name string, k kept) {
	c.write(c.folderOf(server), cacheName(name), strconv.FormatInt(k.edition, 10), k.text)
}

// bundles returns a product's bundles by their versions.
func (c *Cache) bundles(server, product string) map[string][]byte {
	if c.folder == "" {
		return nil
	}
	folder := c.bundlesOf(server, product)
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	all := map[string][]byte{}
	for _, f := range files {
		if version, text, ok := c.read(folder, f.Name()); ok && f.Name() == url.PathEscape(version) {
			all[version] = text
		}
	}
	return all
}

func (c *Cache) keepBundle(server, product, version string, text []byte) {
	c.write(c.bundlesOf(server, product), url.PathEscape(version), version, text)
}

func (c *Cache) folderOf(server string) string {
	sum := sha256.Sum256([]byte(server))
	return filepath.Join(c.folder, hex.EncodeToString(sum[:8]))
}

// cacheName is what a name's file is called: nothing that a workspace takes for a manifest, should
// the cache lie in one.
func cacheName(name string) string { return strings.ReplaceAll(name, "/", "--") }

func (c *Cache) bundlesOf(server, product string) string {
	return filepath.Join(c.folderOf(server), cacheName(product)+".bundles")
}

// cacheForm is the first word of a file. Its first line goes on with the digest of the label and
// the lines below, and the label.
const cacheForm = "joinery-1"

func (c *Cache) read(folder, file string) (label string, text []byte, ok bool) {
	if c.folder == "" {
		return "", nil, false
	}
	data, err := os.ReadFile(filepath.Join(folder, file))
	if err != nil {
		return "", nil, false
	}
	first, text, _ := bytes.Cut(data, []byte("\n"))
	words := bytes.SplitN(first, []byte(" "), 3)
	if len(words) != 3 || string(words[0]) != cacheForm {
		return "", nil, false
	}
	label = string(words[2])
	return label, text, string(words[1]) == seal(label, text)
}

// write replaces a file in one step. Whether it can be kept decides nothing, so there is no error.
func (c *Cache) write(folder, file, label string, text []byte) {
	if c.folder == "" || os.MkdirAll(folder, 0o700) != nil {
		return
	}
	staged, err := os.CreateTemp(c.folder, "staged-*")
	if err != nil {
		return
	}
	_, err = fmt.Fprintf(staged, "%s %s %s\n%s", cacheForm, seal(label, text), label, text)
	if closed := staged.Close(); err != nil || closed != nil || os.Rename(staged.Name(), filepath.Join(folder, file)) != nil {
		_ = os.Remove(staged.Name()) // it stays behind at worst
	}
}

func seal(label string, text []byte) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n", label)
	h.Write(text)
	return hex.EncodeToString(h.Sum(nil))
}
