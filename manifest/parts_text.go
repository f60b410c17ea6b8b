package manifest

import (
	"errors"

	"gopkg.in/yaml.v3"

	"joinery/manifest/version"
)

// NewComponent is a component to be written that nobody has written a document about. Fields that
// are zero are left out.
type NewComponent struct {
	Name, Title, Description string

	Scheme       string // "" or semver: left out
	Pattern      string // of calver
	FirstRelease string // of anyver, YYYY-MM-DD
}

// HeaderText returns the document of a component without versions, as [Split] would give it. The
// error says which field is not as a document must have it.
func HeaderText(c NewComponent) ([]byte, error) {
	root := mappingNode()
	add := func(key, value string) {
		if value != "" {
			addPair(root, textScalar(key, 0), plainLayout.text(value, 0))
		}
	}
	add("apiVersion", apiVersion)
	add("kind", "Component")
	add("name", c.Name)
	add("title", c.Title)
	add("description", c.Description)
	if by := c.versioning(); by != nil {
		addPair(root, textScalar("versioning", 0), by)
	}
	return soundPiece(root, func(d *decoder, n *yaml.Node) { d.component(n) })
}

// versioning returns how the component's versioning is written, nil when it goes without saying.
func (c NewComponent) versioning() *yaml.Node {
	long := mappingNode()
	long.Style = yaml.FlowStyle
	for _, f := range [][2]string{{"scheme", c.Scheme}, {"pattern", c.Pattern}, {"firstRelease", c.FirstRelease}} {
		if f[1] != "" {
			addPair(long, textScalar(f[0], 0), versionScalar(f[1], 0))
		}
	}
	switch {
	case c.Pattern != "" || c.FirstRelease != "":
		return long
	case c.Scheme == "" || c.Scheme == version.SemVer.Name():
		return nil
	}
	return textScalar(c.Scheme, 0)
}

// EntryText returns a version's entry, as [Split] would give it: for a version that was given out
// and that nobody published. The error says which field is not as an entry must have it.
func EntryText(n NewEntry) ([]byte, error) {
	return soundEntry(plainLayout.entry(n))
}

// SetStatus returns an entry's text with that status and status log in place of those that it has,
// and all else as it is. The status active is not written, nor is an empty log. Of Texts only the
// values count. The error says why the text is no entry, or the log no log.
func SetStatus(entry []byte, status Status, log []StatusChange) ([]byte, error) {
	root, err := parsePiece(entry)
	if err != nil {
		return nil, err
	}
	if root.Kind != yaml.MappingNode {
		return nil, errors.New("found " + kindOf(root) + ", wanted a map of fields")
	}
	if err := plainDocument(root); err != nil {
		return nil, err
	}
	restyle(root, false)
	setField(root, "status", statusNode(status))
	setField(root, "statusLog", logNode(log))
	sortFields(root, fieldRank)
	return soundEntry(root)
}

// statusNode returns how a status is written, nil for the one that goes without saying.
func statusNode(s Status) *yaml.Node {
	if s == Active {
		return nil
	}
	return textScalar(s.String(), 0)
}

// logNode returns how a status log is written, nil for an empty one.
func logNode(log []StatusChange) *yaml.Node {
	if len(log) == 0 {
		return nil
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, change := range log {
		line := mappingNode()
		line.Style = yaml.FlowStyle
		addPair(line, textScalar("date", 0), versionScalar(change.Date.Value, 0))
		addPair(line, textScalar("status", 0), textScalar(change.Status.String(), 0))
		if change.Comment.Value != "" {
			addPair(line, textScalar("comment", 0), textScalar(change.Comment.Value, 0))
		}
		list.Content = append(list.Content, line)
	}
	return list
}

// setField gives a mapping's field a value, or takes it out when the value is nil.
func setField(n *yaml.Node, key string, value *yaml.Node) {
	i := fieldIndex(n, key)
	switch {
	case i >= 0 && value == nil:
		n.Content = append(n.Content[:i], n.Content[i+2:]...)
	case i >= 0:
		n.Content[i+1] = value
	case value != nil:
		addPair(n, textScalar(key, 0), value)
	}
}

// soundEntry writes an entry, see soundPiece.
func soundEntry(meant *yaml.Node) ([]byte, error) {
	return soundPiece(meant, func(d *decoder, n *yaml.Node) {
		entryMapping.read(d, n, &Entry{Component: &Component{}})
	})
}

// soundPiece writes a piece and reads it back as strictly as a document. The error says what is
// wrong with it, or that it does not say what was meant.
func soundPiece(meant *yaml.Node, read func(*decoder, *yaml.Node)) ([]byte, error) {
	text := textOf(blockLines(meant))
	again, err := parsePiece(text)
	if err != nil {
		return nil, err
	}
	d := newDecoder()
	d.open(&source{text: text})
	if read(d, again); len(d.problems) > 0 {
		return nil, errors.New(d.problems[0].Message)
	}
	if err := sameTree(again, meant); err != nil {
		return nil, err
	}
	return text, nil
}
