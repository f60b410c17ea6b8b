package notes

import (
	"iter"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// extensions are what Markdown has on git hosts besides.
var extensions = []goldmark.Extender{extension.Linkify, extension.Table, extension.Strikethrough}

var reader = goldmark.New(goldmark.WithParser(newParser()), goldmark.WithExtensions(extensions...))

// block is a paragraph of Markdown, for formats that know no Markdown themselves.
type block struct {
	kind   blockKind
	depth  int   // of a list's item: 1 for the outermost list
	number int   // of an ordered list's item; 0: it has a bullet
	runs   []run // code: one
}

type blockKind uint8

const (
	paragraphBlock blockKind = iota
	itemBlock                // the first paragraph of a list's item
	headingBlock
	codeBlock
)

// run is a stretch of text in one look.
type run struct {
	text                       string
	bold, italic, mono, struck bool
	aside                      bool   // what is about the rest, and stands back
	link                       string // safe to follow, else ""
}

// blocksOf takes Markdown apart. Tags of HTML are left out, a picture is its alternative text, a
// table a paragraph for each row.
func blocksOf(markdown string) iter.Seq[block] {
	return func(yield func(block) bool) {
		for piece := range piecesOf(markdown) {
			p := read(piece)
			for c := p.page.FirstChild(); c != nil; c = c.NextSibling() {
				for _, b := range p.blocksIn(c) {
					if !yield(b) {
						return
					}
				}
			}
		}
	}
}

// inlineOf takes Markdown of a single line apart.
func inlineOf(markdown string) []run {
	var first block
	n := 0
	for b := range blocksOf(markdown) {
		if first = b; n > 0 || b.kind != paragraphBlock {
			return []run{{text: markdown}}
		}
		n++
	}
	if n == 0 {
		return []run{{text: markdown}}
	}
	return first.runs
}

// plain returns the text of runs alone.
func plain(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// marked returns runs for plain text, with ~~ around what is struck out: without, it would read as
// if it held.
func marked(runs []run) []run {
	all := slices.Clone(runs)
	for i, r := range runs {
		if r.struck && (i == 0 || !runs[i-1].struck) {
			all[i].text = "~~" + all[i].text
		}
		if r.struck && (i+1 == len(runs) || !runs[i+1].struck) {
			all[i].text += "~~"
		}
	}
	return all
}

// proser takes a page of Markdown apart.
type proser struct {
	src    []byte
	page   ast.Node
	blocks []block // of the part that is being taken apart
}

// read reads a piece of Markdown.
func read(p piece) *proser {
	src := []byte(p.text)
	if !p.plain {
		return &proser{src: src, page: reader.Parser().Parse(text.NewReader(src))}
	}
	page, paragraph := ast.NewDocument(), ast.NewParagraph()
	paragraph.AppendChild(paragraph, ast.NewString(src))
	page.AppendChild(page, paragraph)
	return &proser{src: src, page: page}
}

// blocksIn takes apart what stands at the top of a page.
func (p *proser) blocksIn(n ast.Node) []block {
	p.blocks = nil
	p.block(n, 0)
	return p.blocks
}

func (p *proser) children(n ast.Node, depth int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.block(c, depth)
	}
}

func (p *proser) add(b block) {
	if len(b.runs) > 0 {
		p.blocks = append(p.blocks, b)
	}
}

func (p *proser) block(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.Heading:
		p.add(block{kind: headingBlock, depth: depth, runs: p.inline(n, run{})})
	case *ast.List:
		number := n.Start
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			before := len(p.blocks)
			p.children(c, depth+1)
			if len(p.blocks) > before && p.blocks[before].kind == paragraphBlock {
				p.blocks[before].kind = itemBlock
				if n.IsOrdered() {
					p.blocks[before].number = max(number, 1)
				}
			}
			number++
		}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		var b strings.Builder
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			b.Write(line.Value(p.src))
		}
		p.add(block{kind: codeBlock, depth: depth, runs: []run{{text: strings.TrimRight(b.String(), "\n"), mono: true}}})
	case *ast.HTMLBlock, *ast.ThematicBreak:
	case *extast.Table:
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			var runs []run
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				if len(runs) > 0 {
					runs = append(runs, run{text: " | "})
				}
				runs = append(runs, p.inline(cell, run{})...)
			}
			p.add(block{kind: paragraphBlock, depth: depth, runs: runs})
		}
	case *ast.Paragraph, *ast.TextBlock:
		p.add(block{kind: paragraphBlock, depth: depth, runs: p.inline(n, run{})})
	default:
		p.children(n, depth)
	}
}

func (p *proser) inline(n ast.Node, as run) []run {
	var runs []run
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		look := as
		switch c := c.(type) {
		case *ast.Text:
			look.text = string(c.Value(p.src))
			if c.SoftLineBreak() || c.HardLineBreak() {
				look.text += " "
			}
			if !as.mono {
				look.text = unescaped(look.text)
			}
			runs = append(runs, look)
			continue
		case *ast.String:
			look.text = string(c.Value)
			runs = append(runs, look)
			continue
		case *ast.AutoLink:
			look.text, look.link = string(c.Label(p.src)), safeLink(string(c.URL(p.src)))
			runs = append(runs, look)
			continue
		case *ast.RawHTML:
			continue
		case *ast.CodeSpan:
			look.mono = true
		case *ast.Emphasis:
			look.bold, look.italic = look.bold || c.Level > 1, look.italic || c.Level == 1
		case *extast.Strikethrough:
			look.struck = true
		case *ast.Link:
			look.link = safeLink(string(c.Destination))
		}
		runs = append(runs, p.inline(c, look)...)
	}
	return joined(runs)
}

// joined makes one run of neighbours in the same look.
func joined(runs []run) []run {
	all := runs[:0]
	for first := 0; first < len(runs); {
		one, end := runs[first], first+1
		for end < len(runs) && runs[end].looks(one) {
			end++
		}
		if end > first+1 {
			one.text = plain(runs[first:end])
		}
		all = append(all, one)
		first = end
	}
	return all
}

// looks reports whether two runs are in the same look.
func (r run) looks(other run) bool {
	r.text = other.text
	return r == other
}

// safeLink returns a link that leads out of the page to where nothing runs, else "".
func safeLink(url string) string {
	lower := strings.ToLower(url)
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(lower, scheme) && !strings.ContainsFunc(url, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
			return url
		}
	}
	return ""
}

// unescaped returns text with its backslashes and entities resolved.
func unescaped(s string) string {
	return string(util.ResolveNumericReferences(util.ResolveEntityNames(util.UnescapePunctuations([]byte(s)))))
}
