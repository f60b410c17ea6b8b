package notes

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// safeRounds is how often Markdown is read again after something was taken out of it, which may
// have made something new of what stood around it.
const safeRounds = 8

var emptyLink = regexp.MustCompile(`!?\[([^\[\]]*)\]\(\s*(?:<>)?\s*\)`)

// safeMarkdown returns Markdown without its raw HTML, and with links that lead to where something
// may run, or nowhere, as their text alone: what is done to the other formats. Markdown that
// holds nothing of the kind is returned as it is.
func safeMarkdown(markdown string) string {
	for range safeRounds {
		raw, targets := harm(markdown)
		if len(raw) == 0 && len(targets) == 0 {
			return markdown
		}
		if len(raw) > 0 {
			markdown = without(markdown, raw)
			continue
		}
		for _, target := range targets {
			found := regexp.MustCompile(`(\]\(\s*<?|\]:\s*<?|<)` + regexp.QuoteMeta(target))
			markdown = found.ReplaceAllString(markdown, "$1")
		}
		markdown = emptyLink.ReplaceAllString(markdown, "$1")
	}
	var all []string // it hides too well: its words alone
	for _, b := range blocksOf(markdown) {
		all = append(all, plainMarkdown(plain(b.runs)))
	}
	return strings.Join(all, "\n\n")
}

// safeSummary is safeMarkdown for a single line, which stands behind other words.
func safeSummary(markdown string) string {
	const other = "x "
	return strings.TrimPrefix(safeMarkdown(other+markdown), other)
}

// harm finds where raw HTML stands, and the targets of links that are not safe to follow.
func harm(markdown string) (raw []text.Segment, targets []string) {
	src, found := []byte(markdown), parser.NewContext()
	check := func(target string) {
		if target != "" && safeLink(target) == "" {
			targets = append(targets, target)
		}
	}
	page := reader.Parser().Parse(text.NewReader(src), parser.WithContext(found))
	_ = ast.Walk(page, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the walker returns no error
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.RawHTML:
			raw = append(raw, n.Segments.Sliced(0, n.Segments.Len())...)
		case *ast.HTMLBlock:
			raw = append(raw, n.Lines().Sliced(0, n.Lines().Len())...)
			if n.HasClosure() {
				raw = append(raw, n.ClosureLine)
			}
		case *ast.Link:
			check(string(n.Destination))
		case *ast.Image:
			check(string(n.Destination))
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL {
				check(string(n.URL(src)))
			}
		}
		return ast.WalkContinue, nil
	})
	for _, r := range found.References() {
		check(string(r.Destination()))
	}
	return raw, targets
}

// without takes stretches out of a text.
func without(markdown string, raw []text.Segment) string {
	slices.SortFunc(raw, func(a, b text.Segment) int { return a.Start - b.Start })
	var b strings.Builder
	last := 0
	for _, s := range raw {
		if s.Start >= last {
			b.WriteString(markdown[last:s.Start])
		}
		last = max(last, s.Stop)
	}
	return b.String() + markdown[last:]
}
