package diag

import (
	"fmt"
	"net/url"
	"strings"
)

// newSARIFPhysical returns the place of a finding or of what belongs to it. Without a line the
// whole file is meant, without a column the line from its beginning, without a width what stands
// behind the column.
func newSARIFPhysical(at Place) sarifPhysical {
	p := sarifPhysical{ArtifactLocation: sarifArtifact{URI: relativeURI(at.File), URIBaseID: "%SRCROOT%"}}
	if at.Line > 0 {
		p.Region = &sarifRegion{StartLine: at.Line, EndLine: at.Line}
		if at.Column > 0 {
			p.Region.StartColumn = at.Column
			if at.Width > 0 {
				p.Region.EndColumn = at.Column + at.Width
			}
		}
	}
	return p
}

// relativeURI returns a path as a relative URI: what has a meaning in a URI is percent-encoded,
// and a first segment with a colon gets "./" in front of it, lest it be taken for a scheme.
func relativeURI(path string) string {
	if path == "*" {
		return "%2A" // to net/url a server's asterisk
	}
	return (&url.URL{Path: strings.TrimLeft(path, "/")}).String()
}

// sarifPlain returns text for a message: visible, and neither a link nor a placeholder even where
// it looks like one.
func sarifPlain(text string) string {
	text = escapeSARIFBraces.Replace(visible(text))
	if strings.Contains(text, "](") {
		text = escapeSARIFLink.Replace(text)
	}
	return text
}

// sarifLink returns a link to the related location of that id.
func sarifLink(text string, id int) string {
	return fmt.Sprintf("[%s](%d)", escapeSARIFLink.Replace(escapeSARIFBraces.Replace(visible(text))), id)
}

var (
	escapeSARIFLink   = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`)
	escapeSARIFBraces = strings.NewReplacer("{", "{{", "}", "}}")
)
