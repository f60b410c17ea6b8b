package graph

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// hostile is what a name may hold to break out of a picture.
var hostile = []string{
	`"quoted"`, `<script>alert(1)</script>`, `</script><script>alert(1)</script>`, `</title></svg><img src=x onerror=alert(1)>`,
	`a & b`, `n["x"]`, `x"] --> y`, "two\nlines", `back\slash\`, `ends with \`, "ünïcödé 日本語 🙂", "nul\x00 bell\x07", "bad \xff utf-8",
	`]]>`, `<!--`, `-->`, `{{.Title}}`, "`code`", `#quot;`, `%%{init: {}}%%`, "\u2028", `&lt;`, `javascript:alert(1)`, `style="x"`, "\u202eturned",
}

func withText(t testing.TB, texts ...string) (*Graph, Picture) {
	t.Helper()
	var nodes []Node
	var edges []Edge
	known := map[string]bool{"": true}
	for _, text := range texts {
		if known[text] {
			continue
		}
		known[text] = true
		nodes = append(nodes, Node{ID: text, Name: text, Version: text, Title: text, Kind: text, Mark: Mark(len(nodes) % 9), Details: []string{text}})
		edges = append(edges, Edge{From: nodes[0].ID, To: text, Label: text, Mark: Mark(len(nodes) % 9)})
	}
	g, err := New(nodes, edges)
	if err != nil {
		t.Fatal(err)
	}
	p := Picture{}
	if len(texts) > 0 {
		p = Picture{Title: texts[0], Subtitle: texts[0], Description: texts[0]}
	}
	return g, p
}

func TestHostileNames(t *testing.T) {
	g, p := withText(t, hostile...)
	checkPictures(t, g, p)
	for _, text := range hostile {
		g, p := withText(t, text)
		checkPictures(t, g, p)
	}
}

func FuzzPictures(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, "plain")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		g, p := withText(t, a, b)
		checkPictures(t, g, p)
	})
}

func checkPictures(t testing.TB, g *Graph, p Picture) {
	t.Helper()
	out := map[string]string{}
	for extension, draw := range formats {
		var b bytes.Buffer
		if err := draw(g, &b, p); err != nil {
			t.Fatalf("%s: %v", extension, err)
		}
		out[extension] = b.String()
	}
	checkXML(t, out["svg"])
	inline, err := g.Inline(p)
	if err != nil {
		t.Fatal(err)
	}
	checkXML(t, inline.SVG)
	checkHTML(t, out["html"])
	if !json.Valid([]byte(out["json"])) {
		t.Errorf("the JSON is not valid:\n%s", out["json"])
	}
	checkDOT(t, out["dot"])
	checkMermaid(t, out["mmd"])
}

// checkXML wants well-formed XML of the elements and attributes that a drawing is made of.
func checkXML(t testing.TB, text string) {
	t.Helper()
	allowed := " svg title desc style rect path g text circle "
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, text)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !strings.Contains(allowed, " "+start.Name.Local+" ") {
			t.Fatalf("found element %s in\n%s", start.Name.Local, text)
		}
		for _, a := range start.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") {
				t.Fatalf("found attribute %s of %s in\n%s", a.Name.Local, start.Name.Local, text)
			}
		}
	}
}

// checkHTML wants the page to consist of the very tags of the page for harmless names, apart
// from how often a drawing repeats its own, and its drawing to be well-formed.
func checkHTML(t testing.TB, page string) {
	t.Helper()
	if n := strings.Count(strings.ToLower(page), "<script"); n != 2 {
		t.Fatalf("found %d script elements, want 2:\n%s", n, page)
	}
	if n := strings.Count(strings.ToLower(page), "</script"); n != 2 {
		t.Fatalf("found %d ends of scripts, want 2:\n%s", n, page)
	}
	_, data, _ := strings.Cut(page, `<script type="application/json" id="graph">`)
	data, _, _ = strings.Cut(data, "</script>")
	if !json.Valid([]byte(data)) || strings.ContainsAny(data, "<>&") {
		t.Fatalf("the data is not safe JSON: %s", data)
	}
	_, drawing, _ := strings.Cut(page, `<svg id="picture"`)
	drawing, _, _ = strings.Cut(drawing, "</svg>")
	checkXML(t, `<svg id="picture"`+drawing+"</svg>")
	head, _, _ := strings.Cut(page, "<style>")
	_, header, _ := strings.Cut(page, "</style>")
	header, _, _ = strings.Cut(header, `<svg id="picture"`)
	for _, tag := range []string{"<img", "<svg", "<!--", "<a", "<b>"} {
		if strings.Contains(head+header, tag) {
			t.Fatalf("found %s in %s%s", tag, head, header)
		}
	}
}

// checkDOT wants every quote closed on its line.
func checkDOT(t testing.TB, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		open := false
		for i := 0; i < len(line); i++ {
			switch {
			case line[i] == '\\' && open:
				i++
			case line[i] == '"':
				open = !open
			}
		}
		if open {
			t.Fatalf("a quote is left open in %q", line)
		}
	}
}

// checkMermaid wants no label to hold what ends or changes one.
func checkMermaid(t testing.TB, text string) {
	t.Helper()
	_, body, _ := strings.Cut(text, "flowchart LR\n")
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "accDescr:") {
			continue
		}
		if n := strings.Count(line, `"`); n != 0 && n != 2 {
			t.Fatalf("found %d quotes in %q, want one label", n, line)
		}
		_, label, _ := strings.Cut(line, `"`)
		label, _, _ = strings.Cut(label, `"`)
		if strings.ContainsAny(strings.ReplaceAll(label, "<br/>", ""), "<>[]{}|`\\%&") {
			t.Fatalf("found markup in the label %q", label)
		}
	}
}
