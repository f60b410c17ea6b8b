package importer

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"path"
	"strings"
)

// format is a kind of file: its name, files that are always called so, how a document of it is
// known by its content, and how it is read. The folder is where the file lies.
type format struct {
	name  string
	files []string // patterns of file names
	is    func(top node) bool
	read  func(ctx context.Context, d *draft, s *source, folder string) error
}

// formats are all of them, those that are surest of themselves first.
var formats = []format{
	{name: "helm", files: []string{"Chart.yaml"}, is: isHelm, read: readHelm},
	{name: "bosh", is: isBOSH, read: readBOSH},
	{name: "cyclonedx", files: []string{"*.cdx.json"}, is: isCycloneDX, read: readCycloneDX},
	{name: "ocm", files: []string{"component-descriptor.yaml"}, is: isOCM, read: readOCM},
	{name: "openshift", files: []string{"image-references"}, is: isOpenShift, read: readOpenShift},
	{name: "maven", files: []string{"pom.xml", "*.pom"}, read: readMaven},
	{name: "gomod", files: []string{"go.mod", "*.mod"}, read: readGoMod},
}

// Formats returns the names of all formats.
func Formats() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// format returns the format of that name, for "" the one that the file's name or content tells.
func (s *source) format(ctx context.Context, name string) (format, error) {
	for _, f := range formats {
		if f.name == name {
			return f, nil
		}
	}
	if name != "" {
		return format{}, &Error{File: name, Why: "no such format, wanted " + words(Formats())}
	}
	for _, f := range formats {
		for _, pattern := range f.files {
			if match, _ := path.Match(pattern, s.name); match {
				return f, nil
			}
		}
	}
	return s.byContent(ctx)
}

// byContent finds the format of a file that may be called anything.
func (s *source) byContent(ctx context.Context) (format, error) {
	unknown := &Error{
		File: s.name, Why: "it is in no format that is known, wanted " + words(Formats()),
		Hint: "--format says which it is",
	}
	if bytes.HasPrefix(bytes.TrimLeft(s.text, " \t\r\n"), []byte("<")) {
		if bytes.Contains(s.text, []byte("<project")) {
			return s.format(ctx, "maven")
		}
		return format{}, unknown
	}
	doc, err := s.document(ctx)
	if wrong := new(Error); errors.As(err, &wrong) {
		broken := *wrong
		broken.Why += "; it is in no format that is known, wanted " + words(Formats())
		broken.Hint = cmp.Or(broken.Hint, unknown.Hint)
		return format{}, &broken
	}
	if err != nil {
		return format{}, err
	}
	if _, ok := doc.root.(map[string]any); ok {
		for _, f := range formats {
			if f.is != nil && f.is(doc.top()) {
				return f, nil
			}
		}
	}
	return format{}, unknown
}

// words writes "a, b or c".
func words(all []string) string {
	return strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
}
