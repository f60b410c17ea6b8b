package graph

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/template"
)

var (
	//go:embed page.html.tmpl
	pageHTML string
	//go:embed page.css
	pageCSS string
	//go:embed page.js
	pageJS string

	// Text enters the page through "text" only; drawing, data, style and script are safe already.
	pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"text": escape}).Parse(pageHTML))
)

// HTML writes the drawing as a page to explore: pan, zoom, search, follow what hangs on what. It
// is one file that needs no network and allows itself none, whatever a name in it holds. The
// error is a *TooLargeError or one of w.
func (g *Graph) HTML(w io.Writer, p Picture) error {
	s, err := g.arrange(sheetSizes)
	if err != nil {
		return err
	}
	data, err := json.Marshal(g.pageData()) // escapes <, > and &, so no text ends the script element
	if err != nil {
		return err
	}
	var drawing strings.Builder
	out := newPage(&drawing)
	s.drawGraph(out)
	_ = out.Flush() // a Builder never fails
	style := pictureCSS + sheetCSS + pageCSS
	return pageTemplate.Execute(w, map[string]any{
		"Title": orElse(p.Title, "Dependencies"), "Subtitle": p.Subtitle, "Description": p.Description,
		"Summary": g.summary(), "Legend": g.legend().list(p),
		"Drawing": drawing.String(), "Width": s.W, "Height": s.H, "Margin": margin,
		"ViewBox": fmt.Sprint(-margin, -margin, s.W+2*margin, s.H+2*margin), "Data": string(data),
		"Style": style, "StyleHash": contentHash(style), "Script": pageJS, "ScriptHash": contentHash(pageJS),
	})
}

// contentHash names a style or script in the page's content security policy.
func contentHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// pageData is what the script of the page knows.
type pageData struct {
	Nodes []jsonNode `json:"nodes"`
	Edges []pageEdge `json:"edges"`
}

// pageEdge has its ends as indexes, which are also the numbers in the drawing's ids.
type pageEdge struct {
	From  int32  `json:"from"`
	To    int32  `json:"to"`
	Label string `json:"label"`
}

func (g *Graph) pageData() pageData {
	d := pageData{Nodes: g.jsonNodes(), Edges: make([]pageEdge, len(g.edges))}
	for i, e := range g.edges {
		d.Edges[i] = pageEdge{g.index[e.From], g.index[e.To], e.Label}
	}
	return d
}

// list returns the legend as items of an HTML list.
func (l legend) list(p Picture) string {
	var b strings.Builder
	out := newPage(&b)
	for _, k := range l.keys(p) {
		out.printf(`<li><svg class="joinery" width="%d" height="%d" aria-hidden="true"><g class="%s">`, sampleWidth, sampleHeight, k.class)
		k.draw(out)
		out.printf("</g></svg>%s</li>\n", escape(k.text))
	}
	_ = out.Flush() // a Builder never fails
	return b.String()
}
