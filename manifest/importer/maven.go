package importer

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// pom is what a POM says about what it is made of.
type pom struct {
	XMLName      xml.Name     `xml:"project"`
	Parent       *coordinates `xml:"parent"`
	coordinates               // its own
	Name         string       `xml:"name"`
	Properties   properties   `xml:"properties"`
	Managed      []managed    `xml:"dependencyManagement>dependencies>dependency"`
	Dependencies []managed    `xml:"dependencies>dependency"`
	Profiles     *struct{}    `xml:"profiles"`
	Build        *struct{}    `xml:"build"`
	Modules      *struct{}    `xml:"modules"`
	Model        *struct{}    `xml:"modelVersion"`
	Packaging    string       `xml:"packaging"`
	Others       []element    `xml:",any"`
}

// element is one that nothing is made of.
type element struct{ XMLName xml.Name }

type coordinates struct {
	GroupID    string `xml:"groupId"`
	ArtifactID string `xml:"artifactId"`
	Version    string `xml:"version"`
}

type managed struct {
	coordinates
	Type       string    `xml:"type"`
	Scope      string    `xml:"scope"`
	Classifier string    `xml:"classifier"`
	Exclusions *struct{} `xml:"exclusions"`
}

// readMaven reads a bill of materials: what stands in dependencyManagement.
func readMaven(ctx context.Context, d *draft, s *source, _ string) error {
	p, err := parsePOM(ctx, s)
	if err != nil {
		return err
	}
	if p.Parent != nil {
		p.GroupID, p.Version = firstOf(p.GroupID, p.Parent.GroupID), firstOf(p.Version, p.Parent.Version)
		d.skip("parent", "what a POM inherits is not read, only itself: %s", p.fill(p.Parent.ArtifactID+" "+p.Parent.Version))
	}
	p.ArtifactID = p.fill(p.ArtifactID)
	if p.ArtifactID == "" {
		return &Error{File: s.name, At: "artifactId", Why: "it is missing or empty"}
	}
	d.product.Name, d.product.Title = p.ArtifactID, firstOf(p.fill(p.Name), p.ArtifactID)
	d.version, d.at = p.fill(p.Version), "version"
	d.product.Labels = labels("maven", p.fill(p.GroupID)+":"+p.ArtifactID)
	for _, m := range p.Managed {
		d.managed(p, m)
	}
	if len(p.Dependencies) > 0 {
		d.skip("dependencies", "a bill of materials is what it manages, not what it uses")
	}
	for _, section := range []struct {
		at    string
		there *struct{}
	}{{"modules", p.Modules}, {"build", p.Build}, {"profiles", p.Profiles}} {
		if section.there != nil {
			d.skip(section.at, "it says how the product is built, not what it is made of")
		}
	}
	for _, other := range p.Others {
		d.skip(clean(other.XMLName.Local), noField)
	}
	return nil
}

func (d *draft) managed(p *pom, m managed) {
	group, artifact := p.fill(m.GroupID), p.fill(m.ArtifactID)
	at := group + ":" + artifact
	if artifact == "" {
		d.skip(at, "it has no artifactId")
		return
	}
	v := p.fill(m.Version)
	switch {
	case strings.Contains(v, "${"):
		d.skip(at, "its version %s is a property that does not stand in this POM", v)
		return
	case strings.HasPrefix(v, "[") || strings.HasPrefix(v, "("):
		d.skip(at, "%s is no version, but a range of versions", v)
		return
	}
	one := &part{at: at, kind: lastGroup(group), id: group + ":" + artifact, full: group + ":" + artifact, Component: Component{
		Name: artifact, Title: artifact, Version: v, Type: "library",
		Labels: labels("maven", group+":"+artifact, "type", p.fill(m.Type), "classifier", p.fill(m.Classifier)),
	}}
	if m.Scope == "import" {
		one.Type = ""
		d.skip(at, "a bill of materials is imported: it comes in as one component, what it manages itself stands in its own POM")
	}
	if m.Exclusions != nil {
		d.skip(at, "a manifest does not exclude what a component needs")
	}
	d.add(one)
}

// lastGroup returns the last word of a group, to tell artifacts of one name apart.
func lastGroup(group string) string { return segmentOf(group[strings.LastIndexByte(group, '.')+1:]) }

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func parsePOM(ctx context.Context, s *source) (*pom, error) {
	decoder := xml.NewDecoder(s.reader(ctx))
	decoder.CharsetReader = latin1
	if s.recoded {
		decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	}
	p := &pom{}
	if err := decoder.Decode(p); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		line, column := decoder.InputPos()
		why := strings.TrimPrefix(err.Error(), "xml: ")
		if syntax := new(xml.SyntaxError); errors.As(err, &syntax) {
			line, column, why = syntax.Line, 0, strings.Replace(syntax.Msg, "unexpected EOF", "the document is cut off", 1)
		}
		if errors.Is(err, io.EOF) {
			why = "the document is empty or cut off"
		}
		return nil, &Error{File: s.name, Line: line, Column: column, Why: why}
	}
	return p, nil
}

// latin1 reads the one encoding besides UTF-8 that POMs are met in.
func latin1(charset string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(charset) {
	case "iso-8859-1", "latin1", "us-ascii":
	default:
		return nil, fmt.Errorf("found the encoding %s, wanted UTF-8", charset)
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	runes := make([]rune, len(data))
	for i, b := range data {
		runes[i] = rune(b)
	}
	return strings.NewReader(string(runes)), nil
}
