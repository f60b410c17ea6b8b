package notes

import (
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// rich turns Markdown into HTML that is safe in a page of ours: tags of HTML are left out, a link
// leads to http, https or mail or is none, a picture is its alternative text (the page is one
// file), and headings stand below the page's own.
var rich = goldmark.New(
	goldmark.WithParser(newParser()),
	goldmark.WithExtensions(extensions...),
	goldmark.WithRendererOptions(html.WithXHTML(), renderer.WithNodeRenderers(util.Prioritized(safe{}, 1))),
)

// htmlOf returns Markdown as HTML that is safe to stand in a page.
func htmlOf(markdown string) template.HTML {
	var b strings.Builder
	for piece := range piecesOf(markdown) {
		if piece.plain {
			b.WriteString("<p>" + template.HTMLEscapeString(piece.text) + "</p>\n")
		} else if err := rich.Convert([]byte(piece.text), &b); err != nil { // a Builder never fails
			return template.HTML(template.HTMLEscapeString(markdown))
		}
	}
	return template.HTML(b.String())
}

// inlineHTML returns Markdown of a single line as HTML without a paragraph around it. What is
// more than a paragraph is taken for plain text.
func inlineHTML(markdown string) template.HTML {
	inner, opened := strings.CutPrefix(strings.TrimSpace(string(htmlOf(markdown))), "<p>")
	inner, closed := strings.CutSuffix(inner, "</p>")
	if !opened || !closed || strings.Contains(inner, "<p>") {
		return template.HTML(template.HTMLEscapeString(markdown))
	}
	return template.HTML(inner)
}

// safe renders what could do harm.
type safe struct{}

// RegisterFuncs says which nodes that is.
func (safe) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, nothing)
	r.Register(ast.KindHTMLBlock, nothing)
	r.Register(ast.KindImage, contentAlone)
	r.Register(ast.KindHeading, lowHeading)
	r.Register(ast.KindLink, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		return anchor(w, "", string(n.(*ast.Link).Destination), entering)
	})
	r.Register(ast.KindAutoLink, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		link := n.(*ast.AutoLink)
		status, err := anchor(w, `class="bare" `, string(link.URL(src)), entering)
		if entering {
			_, err = w.Write(util.EscapeHTML(link.Label(src)))
		}
		return status, err
	})
}

func nothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

func contentAlone(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkContinue, nil
}

func lowHeading(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	tag := "<h4>"
	if !entering {
		tag = "</h4>\n"
	}
	_, err := w.WriteString(tag)
	return ast.WalkContinue, err
}

// anchor writes a link; one whose text is its address is of the class bare, since print need not
// say it behind it.
func anchor(w util.BufWriter, class, url string, entering bool) (ast.WalkStatus, error) {
	url = safeLink(url)
	var err error
	switch {
	case url == "":
	case entering:
		_, err = w.WriteString(`<a ` + class + `href="` + template.HTMLEscapeString(url) + `">`)
	default:
		_, err = w.WriteString("</a>")
	}
	return ast.WalkContinue, err
}
