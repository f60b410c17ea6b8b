package notes

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newParser returns a parser of Markdown that knows no blocks of HTML: what stands between tags is
// Markdown, so that the words stay when the tags go. Comments, scripts and styles are hidden
// whole; one that is never closed ends with its paragraph.
func newParser() parser.Parser {
	var blocks []util.PrioritizedValue
	for _, p := range parser.DefaultBlockParsers() {
		if p.Value != parser.NewHTMLBlockParser() {
			blocks = append(blocks, p)
		}
	}
	const beforeLinks, beforeParagraphs = 250, 900
	return parser.NewParser(
		parser.WithBlockParsers(append(blocks, util.Prioritized(hiddenBlock{}, beforeParagraphs))...),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(), util.Prioritized(hiddenInline{}, beforeLinks))...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
}

// hider is what hides all up to its end.
type hider struct{ start, end string }

var hiders = []hider{{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}}

// hiderAt returns what hides the text that starts there, nil when nothing does.
func hiderAt(text []byte) *hider {
	for i := range hiders {
		h := &hiders[i]
		n := len(h.start)
		if len(text) < n || !bytes.EqualFold(text[:n], []byte(h.start)) {
			continue
		}
		if h.end == "-->" || len(text) == n || bytes.IndexByte([]byte(" \t\r\n/>"), text[n]) >= 0 {
			return h
		}
	}
	return nil
}

// stop returns where in a text what is hidden ends, behind the end's own mark; -1 when it does
// not.
func (h *hider) stop(text []byte) int {
	if h.end == "-->" {
		if at := bytes.Index(text, []byte(h.end)); at >= 0 {
			return at + len(h.end)
		}
		return -1
	}
	for at := 0; ; {
		next := bytes.Index(text[at:], []byte("</"))
		if next < 0 {
			return -1
		}
		at += next
		if n := len(h.end); len(text) >= at+n && bytes.EqualFold(text[at:at+n], []byte(h.end)) {
			if end := bytes.IndexByte(text[at:], '>'); end >= 0 {
				return at + end + 1
			}
			return -1
		}
		at += len("</")
	}
}

// hiddenInline hides within a paragraph.
type hiddenInline struct{}

// Trigger returns what it starts with.
func (hiddenInline) Trigger() []byte { return []byte{'<'} }

// Parse takes in what is hidden, to the end of the paragraph where it is not closed before.
func (hiddenInline) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	h := hiderAt(line)
	if h == nil {
		return nil
	}
	node := ast.NewRawHTML()
	for ; line != nil; line, segment = block.PeekLine() {
		if stop := h.stop(line); stop >= 0 {
			node.Segments.Append(segment.WithStop(segment.Start + stop))
			block.Advance(stop)
			break
		}
		node.Segments.Append(segment)
		block.AdvanceLine()
	}
	return node
}

// hiddenBlock hides over several paragraphs, when it starts one and is closed.
type hiddenBlock struct{}

var (
	hiderKey = parser.NewContextKey() // the *hider of the block that is open
	openKey  = parser.NewContextKey() // a map[*hider]bool of those that nothing closes from here on: not looked for again
)

// Trigger returns what it starts with.
func (hiddenBlock) Trigger() []byte { return []byte{'<'} }

// Open starts a block where more than the paragraph is hidden.
func (hiddenBlock) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	h := hiderAt(line[at:])
	if h == nil {
		return nil, parser.NoChildren
	}
	open, _ := pc.Get(openKey).(map[*hider]bool)
	if open[h] {
		return nil, parser.NoChildren
	}
	all := reader.Source()[segment.Start+at:]
	stop := h.stop(all)
	if stop < 0 {
		if open == nil {
			open = map[*hider]bool{}
			pc.Set(openKey, open)
		}
		open[h] = true
	}
	if stop < 0 || !hasBlankLine(all[:stop]) {
		return nil, parser.NoChildren
	}
	node := ast.NewHTMLBlock(ast.HTMLBlockType2)
	node.Lines().Append(segment)
	reader.Advance(segment.Len() - 1)
	pc.Set(hiderKey, h)
	return node, parser.NoChildren
}

func hasBlankLine(text []byte) bool {
	for line := range bytes.Lines(text) {
		if len(bytes.TrimSpace(line)) == 0 {
			return true
		}
	}
	return false
}

// Continue goes on to the line that closes it; what stands behind is Markdown again.
func (hiddenBlock) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, segment := reader.PeekLine()
	h, _ := pc.Get(hiderKey).(*hider)
	if h == nil {
		return parser.Close
	}
	if stop := h.stop(line); stop >= 0 {
		node.Lines().Append(segment.WithStop(segment.Start + stop))
		reader.Advance(stop)
		pc.Set(hiderKey, nil)
		return parser.Close
	}
	node.Lines().Append(segment)
	reader.Advance(segment.Len() - 1)
	return parser.Continue | parser.NoChildren
}

// Close has nothing to do.
func (hiddenBlock) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph reports that it can.
func (hiddenBlock) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine reports that it cannot: that is code.
func (hiddenBlock) CanAcceptIndentedLine() bool { return false }
