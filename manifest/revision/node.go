package revision

import (
	"io/fs"
	"strings"
)

// node is a path at which the base differs from the disk, or one on the way there.
type node struct {
	children map[string]*node
	hidden   bool   // what lies here on the disk is not in the base, nor is anything beneath
	object   string // the base's content here, "" where it has neither file nor link
	link     bool   // the content is a link's target
	alive    bool   // the base has a file here or beneath that does not come from the disk
}

// takeBack returns the disk's tree without what came since: the differences' contents are the
// base's again, and the untracked files are gone.
func takeBack(disk fs.FS, contents *blobs, changes []difference, untracked []string) *tree {
	t := &tree{disk: disk, contents: contents, root: &node{}}
	for _, file := range untracked {
		t.root.grow(strings.TrimSuffix(file, "/")).hidden = true
	}
	for _, c := range changes {
		switch {
		case c.before == modeNone && c.after == modeNone:
		case c.before == modeModule && c.after == modeModule, c.before == modeNone:
			t.root.grow(c.file).hidden = true
		case c.before == modeModule:
			t.root.grow(c.file).hidden = c.after != modeNone
		case t.onDisk(c.file) || c.after == modeNone:
			n := t.root.grow(c.file)
			n.hidden, n.object, n.link = true, c.object, c.before == modeLink
			t.root.enliven(c.file)
		default: // a sparse checkout leaves it out, there and here
		}
	}
	return t
}

// grow returns the node of a path and makes it where there is none.
func (n *node) grow(path string) *node {
	for part := range strings.SplitSeq(path, "/") {
		next := n.children[part]
		if next == nil {
			next = &node{}
			if n.children == nil {
				n.children = map[string]*node{}
			}
			n.children[part] = next
		}
		n = next
	}
	return n
}

// enliven marks a path and all folders above it.
func (n *node) enliven(path string) {
	n.alive = true
	for part := range strings.SplitSeq(path, "/") {
		n = n.children[part]
		n.alive = true
	}
}

// find returns the node of a path, nil when there is none, and whether the disk counts there.
func (n *node) find(path string) (at *node, disk bool) {
	if path == "." {
		return n, true
	}
	disk = true
	for part := range strings.SplitSeq(path, "/") {
		if n.object != "" {
			return nil, false // beneath a file
		}
		next := n.children[part]
		if next == nil {
			return nil, disk
		}
		n, disk = next, disk && !next.hidden
	}
	return n, disk
}
