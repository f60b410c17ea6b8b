package sbom

import (
	"fmt"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// releaseNotes returns what the release brings, in CycloneDX's own field.
func (b *Bill) releaseNotes() *cdx.ReleaseNotes {
	notes := &cdx.ReleaseNotes{Type: releaseType(b.bundle), Title: b.titled(), Timestamp: instant(b.root.released)}
	if alias := b.root.name + " " + b.root.version; alias != notes.Title {
		notes.Aliases = &[]string{alias}
	}
	var tags []string
	for _, k := range b.bundle.Bump.Kinds {
		tags = append(tags, k.String())
	}
	if len(tags) > 0 {
		notes.Tags = &tags
	}
	var resolved []cdx.Issue
	for _, n := range b.news {
		if issue, ok := n.issue(); ok {
			resolved = append(resolved, issue)
		}
	}
	if len(resolved) > 0 {
		notes.Resolves = &resolved
	}
	if text := b.noteText(); text != "" {
		notes.Notes = &[]cdx.Note{{Text: cdx.AttachedText{ContentType: "text/plain", Content: text}}}
	}
	return notes
}

// releaseType returns one of the words that the format recommends. A first release counts as
// major.
func releaseType(b *manifest.Bundle) string {
	if b.Parsed.IsPrerelease() {
		return "pre-release"
	}
	made, follows := bundle.MadeBy(b)
	for _, kind := range made.Kinds {
		switch kind {
		case version.Kakushin, version.Kaikaku:
			return "major"
		case version.Functional:
			return "minor"
		}
	}
	switch {
	case made.Level == version.Major, !follows:
		return "major"
	case made.Level == version.Minor:
		return "minor"
	}
	return "patch"
}

// issueTypes says which changes resolve something, and what.
var issueTypes = map[string]cdx.IssueType{
	"fix": cdx.IssueTypeDefect, "security": cdx.IssueTypeSecurity,
	"feature": cdx.IssueTypeEnhancement, "performance": cdx.IssueTypeEnhancement,
}

func (n *news) issue() (cdx.Issue, bool) {
	kind, ok := issueTypes[n.kind]
	issue := cdx.Issue{Type: kind, ID: n.id, Name: n.summary, Description: "in " + strings.Join(n.in, ", ")}
	var links []string
	for _, link := range n.links {
		links = append(links, reference(link))
	}
	if len(links) > 0 {
		issue.References = &links
	}
	return issue, ok
}

// noteText tells of the release in plain text: what moved the product's version, then every
// change. It is "" where there is nothing to tell.
func (b *Bill) noteText() string {
	var text strings.Builder
	for _, c := range b.bundle.Bump.Because {
		switch {
		case c.Component == "":
			continue // told among the changes
		case c.From == "":
			fmt.Fprintf(&text, "- %s %s is new\n", c.Component, c.To)
		case c.To == "":
			fmt.Fprintf(&text, "- %s %s is gone\n", c.Component, c.From)
		default:
			fmt.Fprintf(&text, "- %s: %s, from %s\n", c.Component, c.To, c.From)
		}
	}
	if len(b.news) > 0 && text.Len() > 0 {
		text.WriteByte('\n')
	}
	for _, n := range b.news {
		fmt.Fprintf(&text, "- %s: %s (%s)\n", n.kind, n.summary, strings.Join(n.in, ", "))
	}
	return text.String()
}
