package notes

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// safeMarkdown returns Markdown without HTML, and with links that lead to where something may run,
// or nowhere, as their text alone: what is done to the other formats. The words between tags stay.
// Markdown that holds nothing of the kind is returned as it is; any other is written anew from what
// [blocksOf] reads in it.
func safeMarkdown(markdown string) string {
	if raw, targets := harm(markdown); raw == 0 && len(targets) == 0 {
		return markdown
	}
	var b strings.Builder
	for block := range blocksOf(markdown) {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		block.markdown(&b)
	}
	return b.String()
}

// safeSummary is safeMarkdown for a single line, which stands behind other words.
func safeSummary(markdown string) string {
	const other = "x "
	return strings.TrimPrefix(safeMarkdown(other+markdown), other)
}

// says reports whether Markdown says anything, once what nobody sees is left out.
func says(markdown string) bool {
	for b := range blocksOf(markdown) {
		if strings.ContainsFunc(plain(b.runs), func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }) {
			return true
		}
	}
	return false
}

// harm counts where HTML stands, and finds the targets of links that are not safe to follow.
func harm(markdown string) (raw int, targets []string) {
	src, found := []byte(markdown), parser.NewContext()
	check := func(target string) {
		if safeLink(target) == "" {
			targets = append(targets, target)
		}
	}
	page := reader.Parser().Parse(text.NewReader(src), parser.WithContext(found))
	_ = ast.Walk(page, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the walker returns no error
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.RawHTML, *ast.HTMLBlock:
			raw++
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

// markdown writes a paragraph as Markdown that reads the same.
func (b block) markdown(to *strings.Builder) {
	margin := strings.Repeat("   ", b.depth)
	switch b.kind {
	case codeBlock:
		fence := "```"
		for strings.Contains(b.runs[0].text, fence) {
			fence += "`"
		}
		to.WriteString(margin + fence + "\n")
		for line := range strings.Lines(b.runs[0].text) {
			to.WriteString(margin + strings.TrimRight(line, "\r\n") + "\n")
		}
		to.WriteString(margin + fence)
		return
	case itemBlock:
		sign := "-  "
		if b.number > 0 {
			sign = strconv.Itoa(b.number) + ". "
		}
		to.WriteString(margin[3:] + sign)
	case headingBlock:
		to.WriteString(margin + "#### ")
	default:
		to.WriteString(margin)
	}
	var line strings.Builder
	for _, r := range b.runs {
		line.WriteString(r.markdown())
	}
	text := strings.TrimSpace(line.String())
	if text != "" && strings.ContainsAny(text[:1], "#+->=~0123456789|:") { // it would start something else
		if n := len(text) - len(strings.TrimLeft(text, "0123456789")); n > 0 && n < len(text) && strings.ContainsAny(text[n:n+1], ".)") {
			text = text[:n] + `\` + text[n:]
		} else if n == 0 {
			text = `\` + text
		}
	}
	to.WriteString(text)
}

// markdown writes a stretch of text in its look.
func (r run) markdown() string {
	words := strings.TrimSpace(r.text)
	if words == "" {
		return r.text
	}
	before, after, _ := strings.Cut(r.text, words)
	text := plainMarkdown(words)
	if r.mono {
		fence := "`"
		for strings.Contains(words, fence) {
			fence += "`"
		}
		text = fence + " " + words + " " + fence
		if len(fence) == 1 {
			text = fence + words + fence
		}
	}
	if r.italic {
		text = "*" + text + "*"
	}
	if r.bold {
		text = "**" + text + "**"
	}
	if r.struck {
		text = "~~" + text + "~~"
	}
	if r.link != "" && r.link != words {
		text = fmt.Sprintf("[%s](<%s>)", text, strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C").Replace(r.link))
	} else if r.link != "" {
		text = "<" + r.link + ">"
	}
	return before + text + after
}
