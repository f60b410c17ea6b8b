package importer

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// properties are a POM's own, by name.
type properties map[string]string

// UnmarshalXML reads the elements, whatever they are called; of two the last one counts.
func (p *properties) UnmarshalXML(d *xml.Decoder, _ xml.StartElement) error {
	*p = properties{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			var text string
			if err := d.DecodeElement(&text, &t); err != nil {
				return err
			}
			(*p)[t.Name.Local] = text
		case xml.EndElement:
			return nil
		}
	}
}

// maxFilled is how long a text with its properties filled in may become, in bytes.
const maxFilled = 1024

// fill puts the values of properties in the place of ${name}. What is not known, or leads into
// itself, or becomes too long, stays as it is written.
func (p *pom) fill(text string) string { return clean(p.filled(text, nil)) }

func (p *pom) filled(text string, within []string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${")
		b.WriteString(before)
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			if found {
				b.WriteString("${" + rest)
			}
			return b.String()
		}
		b.WriteString(p.property(name, within))
		if b.Len() > maxFilled {
			return b.String()[:maxFilled] + "${" + name + "}"
		}
		text = after
	}
}

// property returns what a property says, itself as it is written when it says nothing.
func (p *pom) property(name string, within []string) string {
	value, known := p.Properties[name]
	if !known {
		value, known = p.ownProperty(name)
	}
	written := "${" + name + "}"
	if !known || value == "" || len(within) > 20 {
		return written
	}
	for _, open := range within {
		if open == name {
			return written
		}
	}
	return p.filled(value, append(within[:len(within):len(within)], name))
}

// ownProperty returns what every POM knows about itself.
func (p *pom) ownProperty(name string) (string, bool) {
	for _, prefix := range []string{"project.", "pom."} {
		name = strings.TrimPrefix(name, prefix)
	}
	of := &p.coordinates
	if field, ok := strings.CutPrefix(name, "parent."); ok {
		if p.Parent == nil {
			return "", false
		}
		name, of = field, p.Parent
	}
	switch name {
	case "version":
		return of.Version, true
	case "groupId":
		return of.GroupID, true
	case "artifactId":
		return of.ArtifactID, true
	}
	return "", false
}
