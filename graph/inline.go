package graph

import (
	"strings"

	"joinery/graph/layout"
)

// Inlined is a drawing as a part of an HTML page: an svg element without a heading, a style of its
// own, a paper or words on demand. At its width and height, in pixels, its text has 10 to 13
// pixels; the page may scale it.
type Inlined struct {
	SVG           string
	Width, Height int
}

// Style is what a page needs in its style sheet for a drawing of [Graph.Inline]: light, and dark
// where the reader has chosen so. It touches nothing else on the page.
func Style() string { return pictureCSS }

// A page is narrower than a sheet of its own, and shows nothing on demand: no text is cut that a
// page has room for.
var inlineSizes = sizes{box: 4000, gaps: layout.Gaps{Box: 14, Line: 8, Channel: 40}}

// inlineLeast is the least width of a drawing in a page, for the legend's sake.
const inlineLeast = 320

// Inline draws what SVG draws, closer together, for a page that holds one such drawing at most,
// and [Style]. The error is a *TooLargeError.
func (g *Graph) Inline(p Picture) (*Inlined, error) {
	s, err := g.arrange(inlineSizes)
	if err != nil {
		return nil, err
	}
	s.still = true
	const edge = 3 // a thick line is drawn half outside of its box
	width := max(s.W, inlineLeast)
	legend, legendHeight := g.legend().rows(p, width-margin, s.H+lineHeight)
	d := &Inlined{Width: width + 2*edge, Height: s.H + legendHeight + 2*edge}
	var b strings.Builder
	out := newPage(&b)
	openSVG(out, d.Width, d.Height, orElse(p.Title, "Dependencies"), orElse(p.Description, g.summary()))
	out.printf("<g transform=\"translate(%d %d)\">\n", edge, edge)
	s.drawGraph(out)
	out.printf("</g>\n<g transform=\"translate(%d 0)\">\n%s</g>\n</svg>\n", edge-margin, legend)
	_ = out.Flush() // a Builder never fails
	d.SVG = b.String()
	return d, nil
}
