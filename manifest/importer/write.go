package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"joinery/manifest"
)

// The files of an import, relative to the workspace's root.
const (
	productFile = "joinery.yaml"
	folder      = "components"
)

// Files returns the manifests of the workspace: joinery.yaml with the product, and a file in
// components/ for each component. Each must be new: none replaces what is there.
func (im *Import) Files() []manifest.File {
	files := []manifest.File{{Path: productFile, Data: im.Product.manifest(), From: manifest.NoContent}}
	for i := range im.Components {
		c := &im.Components[i]
		files = append(files, manifest.File{
			Path: folder + "/" + strings.ReplaceAll(c.Name, "/", "--") + ".joinery.yaml",
			Data: c.manifest(), From: manifest.NoContent,
		})
	}
	return files
}

func (p *Product) manifest() []byte {
	w := &writer{}
	w.head("Product", p.Name, p.Title, "")
	if p.Initial != "" {
		w.line(0, "versioning: {scheme: semver, initial: %s}", scalar(p.Initial))
	}
	w.needs(0, "components", p.Components)
	w.labels(0, p.Labels)
	return w.text()
}

func (c *Component) manifest() []byte {
	w := &writer{}
	w.head("Component", c.Name, c.Title, c.Description)
	w.field(0, "type", c.Type)
	if c.Scheme != "semver" {
		w.field(0, "versioning", c.Scheme)
	}
	w.line(0, "versions:")
	w.line(1, "- version: %s", scalar(c.Version))
	w.field(2, "revision", c.Revision)
	w.needs(2, "dependencies", c.Dependencies)
	if len(c.Artifacts) > 0 {
		w.line(2, "artifacts:")
	}
	for _, a := range c.Artifacts {
		w.line(3, "- uri: %s", scalar(a.URI))
		w.field(4, "digest", a.Digest)
		w.field(4, "mediaType", a.MediaType)
	}
	w.labels(2, c.Labels)
	return w.text()
}

// writer writes YAML in the layout of the manifests that joinery writes.
type writer struct{ b strings.Builder }

func (w *writer) text() []byte { return []byte(w.b.String()) }

func (w *writer) line(level int, format string, args ...any) {
	w.b.WriteString(strings.Repeat("  ", level))
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

func (w *writer) head(kind, name, title, description string) {
	w.line(0, "apiVersion: joinery/v1")
	w.line(0, "kind: %s", kind)
	w.field(0, "name", name)
	w.field(0, "title", title)
	w.field(0, "description", description)
}

// field writes a field that has a value.
func (w *writer) field(level int, key, value string) {
	if value != "" {
		w.line(level, "%s: %s", key, scalar(value))
	}
}

func (w *writer) needs(level int, key string, needs []Need) {
	if len(needs) == 0 {
		return
	}
	w.line(level, "%s:", key)
	for _, n := range needs {
		w.line(level+1, "%s: %s", scalar(n.Name), scalar(n.Version))
	}
}

func (w *writer) labels(level int, labels []Label) {
	if len(labels) == 0 {
		return
	}
	w.line(level, "labels:")
	for _, l := range labels {
		w.line(level+1, "%s: %s", scalar(l.Key), scalar(l.Value))
	}
}

// What stands without quotes in a block: a word, in which a ":" or "#" ends nothing, or prose
// without either of them.
var (
	plainWord  = regexp.MustCompile(`^[A-Za-z0-9/][A-Za-z0-9._/+@~=?&%*()^#:-]*$`)
	plainProse = regexp.MustCompile(`^[A-Za-z0-9][^:#"\pC]*$`)
	otherWord  = regexp.MustCompile(`(?i)^(null|true|false|yes|no|on|off|y|n)$`)
)

// scalar writes a text as a scalar of a block, in quotes where it would be read as something else.
func scalar(text string) string {
	word := plainWord.MatchString(text) && !strings.HasSuffix(text, ":") && !otherWord.MatchString(text)
	if word || plainProse.MatchString(text) && strings.ContainsRune(text, ' ') {
		return text
	}
	return strconv.Quote(text)
}
