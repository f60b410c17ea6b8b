package notes

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"joinery/graph"
)

// TestPicture holds what is in the picture for whom: what moved, and what stands between it and
// the product.
func TestPicture(t *testing.T) {
	w := world(t, `
		pay 1.0.0
		pay 2.0.0 < 1.0.0 : feature a
		pay yaml title: Payments
		pay 1.0.0 needs vault 1.0.0
		pay 2.0.0 needs vault 1.0.0
		vault 1.0.0
		vault 1.1.0 < 1.0.0
		vault 1.0.0 needs tool 1.0.0
		vault 1.1.0 needs tool 1.1.0
		vault yaml exposure: internal
		vault yaml formerly: [old-vault]
		tool 1.0.0
		tool 1.1.0 < 1.0.0
		shop 1.0.0
		idle 1.0.0
		suite 1 holds pay! 1.0.0, vault 1.0.0, tool 1.0.0, shop! 1.0.0, idle! 1.0.0
		suite 2 < 1 holds pay! 2.0.0, vault 1.1.0, tool 1.1.0, idle! 1.0.0
		suite 3 < 2 holds pay! 2.0.0, old-vault 1.1.0, tool 1.1.0, idle! 1.0.0
		suite 4 < 3 holds pay! 2.0.0, tool 1.1.0, idle! 1.0.0`)
	for _, c := range []struct {
		from, to int
		audience Audience
		want     string
	}{
		{1, 2, Engineering, "suite 1.0.0→2.0.0 / pay 1.0.0→2.0.0 raised / shop 1.0.0 removed / tool 1.0.0→1.1.0 raised / vault 1.0.0→1.1.0 raised"},
		{1, 2, Sales, "Suite 1.0.0→2.0.0 / Payments 1.0.0→2.0.0 raised / Shop 1.0.0 removed / Tool 1.0.0→1.1.0 raised"},
		{3, 4, Engineering, "suite 3.0.0→4.0.0 / old-vault 1.1.0 removed"},
		{3, 4, Sales, ""},
		{2, 2, Engineering, ""},
	} {
		n := made(t, w, c.from, c.to, Options{Audience: c.audience})
		var got []string
		if n.Picture != nil {
			for _, one := range n.Picture.Nodes() {
				got = append(got, strings.TrimSpace(one.Name+" "+strings.TrimPrefix(one.Before+"→"+one.Version, "→")+" "+one.Mark.String()))
			}
		}
		if all := strings.Join(got, " / "); all != c.want {
			t.Errorf("%d to %d for %s:\ngot  %s\nwant %s", c.from, c.to, c.audience, all, c.want)
		}
	}
	sales := made(t, w, 1, 2, Options{Audience: Sales})
	for _, found := range regexp.MustCompile(`vault|pay |tool|old-`).FindAllString(fmt.Sprint(sales.Picture.Nodes(), sales.Picture.Edges()), -1) {
		t.Errorf("got %q in the picture for sales, want titles alone", found)
	}
}

// chain is a picture as wide as a page takes it.
func chain(t *testing.T, n int) *graph.Graph {
	t.Helper()
	nodes := []graph.Node{{ID: "0", Name: "suite", Version: "2.0.0", Before: "1.0.0"}}
	var edges []graph.Edge
	for i := 1; i < n; i++ {
		nodes = append(nodes, graph.Node{ID: fmt.Sprint(i), Name: "a-component-of-a", Version: "2.0.0", Before: "1.0.0", Mark: graph.Lowered})
		edges = append(edges, graph.Edge{From: fmt.Sprint(i - 1), To: fmt.Sprint(i)})
	}
	g, err := graph.New(nodes, edges)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestPictureInPage holds that a picture needs nothing that the page's policy forbids, and that
// none is drawn that could not be read.
func TestPictureInPage(t *testing.T) {
	drawn := func(names ...string) string {
		nodes := []graph.Node{{ID: "p", Name: "suite", Version: "2", Before: "1"}}
		var edges []graph.Edge
		for i, name := range names {
			id := fmt.Sprint(i)
			nodes = append(nodes, graph.Node{ID: id, Name: name, Version: "2", Before: name, Mark: graph.Raised})
			edges = append(edges, graph.Edge{From: "p", To: id})
		}
		g, err := graph.New(nodes, edges)
		if err != nil {
			t.Fatal(err)
		}
		n := sample()
		n.Picture = g
		var b bytes.Buffer
		if err := n.HTML(&b); err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(b.String(), "</head>")
		_, figure, _ := strings.Cut(body, "<figure")
		figure, _, _ = strings.Cut(figure, "</figure>")
		return figure
	}
	for _, name := range hostile {
		figure := drawn(name)
		_, inner, _ := strings.Cut(figure, "<svg")
		if found := danger.FindString(inner); found != "" || strings.Contains(inner, " style=") {
			t.Errorf("%q: got %q in the picture, want it harmless", name, found)
		}
	}
	if figure := drawn("pay"); !strings.Contains(figure, ">pay</text>") || strings.Contains(figure, "<style") {
		t.Errorf("got the figure %q, want pay drawn with the page's own style", figure)
	}
	for what, names := range map[string][]string{"wide": {strings.Repeat("long", 60)}, "high": strings.Split(strings.Repeat("pay ", 59)+"pay", " ")} {
		if figure := drawn(names...); figure != "" {
			t.Errorf("got a picture that is too %s, want none", what)
		}
	}
}

// TestPictureFits holds at which sizes a picture is drawn, and for which screens.
func TestPictureFits(t *testing.T) {
	star := func(n int) *graph.Graph {
		g := chain(t, n)
		var edges []graph.Edge
		for _, one := range g.Nodes()[1:] {
			edges = append(edges, graph.Edge{From: "0", To: one.ID})
		}
		g, err := graph.New(g.Nodes(), edges)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	for _, c := range []struct {
		what    string
		picture *graph.Graph
		want    string
	}{
		{"a chain of 2", chain(t, 2), "narrow"}, {"a chain of 3", chain(t, 3), "mid"}, {"a chain of 4", chain(t, 4), "wide"}, {"a chain of 5", chain(t, 5), ""},
		{"a star of 10", star(10), "narrow"}, {"a star of 15", star(15), "narrow high"}, {"a star of 25", star(25), ""},
	} {
		notes := sample()
		notes.Picture = c.picture
		got := ""
		if d := notes.drawing(); d != nil {
			got = d.Fits
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}
