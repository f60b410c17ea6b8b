package graph

import (
	"cmp"
	"io"
	"slices"
	"strings"
)

// How DOT shows a mark: colour, and a style that reads without it.
var (
	dotNodeStyle = map[Mark]string{
		Conflict: `, color="#cf222e", penwidth=3, peripheries=2`,
		Asked:    `, color="#0550ae", penwidth=3`,
		Muted:    `, color="#6e7781", fontcolor="#59636e", style="rounded,dashed"`,
		Added:    `, color="#1a7f37", penwidth=3, shape=ellipse`,
		Removed:  `, color="#cf222e", fontcolor="#59636e", style=dashed`,
		Raised:   `, color="#0550ae", penwidth=3, shape=trapezium`,
		Lowered:  `, color="#9a6700", penwidth=3, shape=invtrapezium`,
	}
	dotEdgeStyle = map[Mark]string{
		Conflict: ` color="#cf222e", fontcolor="#cf222e", penwidth=2.5, style=dashed`,
		Asked:    ` color="#0550ae", fontcolor="#0550ae", penwidth=2.5`,
		Muted:    ` color="#6e7781", fontcolor="#59636e", style=dotted`,
		Added:    ` color="#1a7f37", fontcolor="#1a7f37", penwidth=2.5`,
		Removed:  ` color="#cf222e", fontcolor="#cf222e", style=dashed`,
		Raised:   ` color="#0550ae", fontcolor="#0550ae", penwidth=2.5`,
		Lowered:  ` color="#9a6700", fontcolor="#9a6700", penwidth=2.5`,
	}
)

// DOT writes the graph for Graphviz, nodes by ID and edges by their ends. The error
// is w's.
func (g *Graph) DOT(w io.Writer, p Picture) error {
	out := newPage(w)
	out.printf("digraph %s {\n", dotQuote(p.Title))
	out.printf("  graph [rankdir=LR, fontname=\"Helvetica\"")
	if p.Title != "" || p.Subtitle != "" {
		out.printf(", labelloc=t, label=%s", dotQuote(dotLines(p.Title, p.Subtitle)...))
	}
	out.printf("]\n")
	out.printf("  node [shape=box, style=rounded, fontname=\"Helvetica\"]\n")
	out.printf("  edge [fontname=\"Helvetica\", fontsize=10]\n")
	nodes := slices.SortedFunc(slices.Values(g.nodes), func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	for _, n := range nodes {
		name, rest := n.caption()
		out.printf("  %s [label=%s, tooltip=%s", dotQuote(n.ID), dotQuote(dotLines(name, rest)...), dotQuote(strings.Split(n.about(), "\n")...))
		if n.Kind == "product" {
			out.printf(", shape=folder")
		}
		out.printf("%s]\n", dotNodeStyle[n.Mark])
	}
	edges := slices.SortedFunc(slices.Values(g.edges), func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	for _, e := range edges {
		var attributes []string
		if e.Label != "" {
			attributes = append(attributes, "label="+dotQuote(e.Label))
		}
		if style := dotEdgeStyle[e.Mark]; style != "" {
			attributes = append(attributes, style[1:])
		}
		out.printf("  %s -> %s", dotQuote(e.From), dotQuote(e.To))
		if attributes != nil {
			out.printf(" [%s]", strings.Join(attributes, ", "))
		}
		out.printf("\n")
	}
	if marks := g.legend().marks; marks != nil {
		out.printf("  subgraph cluster_legend {\n    label=legend\n")
		for _, m := range marks {
			out.printf("    \"legend: %s\" [label=%s%s]\n", m, dotQuote(orElse(p.Legend[m.String()], m.meaning())), dotNodeStyle[m])
		}
		out.printf("  }\n")
	}
	out.printf("}\n")
	return out.Flush()
}

func dotLines(lines ...string) []string {
	return slices.DeleteFunc(lines, func(l string) bool { return l == "" })
}

// dotQuote writes lines as one quoted string of the DOT language, whose labels know
// backslash escapes and HTML entities.
func dotQuote(lines ...string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, line := range lines {
		if i > 0 {
			b.WriteString(`\n`)
		}
		for _, r := range strings.ToValidUTF8(line, "\uFFFD") {
			switch {
			case r == '"' || r == '\\':
				b.WriteByte('\\')
				b.WriteRune(r)
			case r == '&':
				b.WriteString("&amp;")
			case r == '\n':
				b.WriteString(`\n`)
			case r < ' ' || r == 0x7f:
				b.WriteRune('\uFFFD')
			default:
				b.WriteRune(r)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}
