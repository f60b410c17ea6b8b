package graph

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Mermaid writes the graph as a Mermaid flowchart, which many code hosts show inside
// Markdown. Nodes are called n0, n1 and so on in the graph's order, whatever their IDs hold.
// The error is w's.
func (g *Graph) Mermaid(w io.Writer, p Picture) error {
	out := newPage(w)
	if p.Title != "" {
		quoted, err := json.Marshal(p.Title) // is a YAML string too
		if err != nil {
			return err
		}
		out.printf("---\ntitle: %s\n---\n", quoted)
	}
	out.printf("flowchart LR\n")
	if p.Description != "" {
		out.printf("  accDescr: %s\n", mermaidText(p.Description))
	}
	for i, n := range g.nodes {
		name, rest := n.caption()
		label := mermaidText(name)
		if rest != "" {
			label += "<br/>" + mermaidText(rest)
		}
		out.printf("  n%d%s\n", i, mermaidShape(n, label))
	}
	for _, e := range g.edges {
		arrow := mermaidArrow(e.Mark)
		if e.Label != "" {
			arrow += `|"` + mermaidText(e.Label) + `"|`
		}
		out.printf("  n%d %s n%d\n", g.index[e.From], arrow, g.index[e.To])
	}
	g.mermaidMarks(out, p)
	return out.Flush()
}

func mermaidArrow(m Mark) string {
	switch m {
	case Conflict, Muted, Removed:
		return "-.->"
	case Asked, Added:
		return "==>"
	}
	return "-->"
}

// mermaidShape draws conflicts as hexagons, what was asked about with round ends, what is new
// with round corners, what is gone as a torn ribbon, what was raised as a shape that is narrower
// at its top, what was lowered as one that is narrower at its foot, and products with double
// sides.
func mermaidShape(n Node, label string) string {
	switch {
	case n.Mark == Conflict:
		return fmt.Sprintf(`{{"%s"}}`, label)
	case n.Mark == Asked:
		return fmt.Sprintf(`(["%s"])`, label)
	case n.Mark == Added:
		return fmt.Sprintf(`("%s")`, label)
	case n.Mark == Removed:
		return fmt.Sprintf(`>"%s"]`, label)
	case n.Mark == Raised:
		return fmt.Sprintf(`[/"%s"\]`, label)
	case n.Mark == Lowered:
		return fmt.Sprintf(`[\"%s"/]`, label)
	case n.Kind == "product":
		return fmt.Sprintf(`[["%s"]]`, label)
	}
	return fmt.Sprintf(`["%s"]`, label)
}

// mermaidMarks adds the legend, the styles and what they apply to. Fills are left to the
// reader's theme, so that text keeps its contrast in light and in dark.
func (g *Graph) mermaidMarks(out page, p Picture) {
	marks := g.legend().marks
	if marks == nil {
		return
	}
	out.printf("  subgraph legend\n")
	for _, m := range marks {
		out.printf("    %s%s\n", m, mermaidShape(Node{Mark: m}, mermaidText(orElse(p.Legend[m.String()], m.meaning()))))
	}
	out.printf("  end\n")
	for _, m := range marks {
		style := mermaidStyle(m)
		out.printf("  classDef %sMark %s\n", m, style)
		members := []string{m.String()}
		for i, n := range g.nodes {
			if n.Mark == m {
				members = append(members, fmt.Sprintf("n%d", i))
			}
		}
		out.printf("  class %s %sMark\n", strings.Join(members, ","), m)
		var links []string
		for i, e := range g.edges {
			if e.Mark == m {
				links = append(links, fmt.Sprint(i))
			}
		}
		if links != nil {
			out.printf("  linkStyle %s %s\n", strings.Join(links, ","), style)
		}
	}
}

func mermaidStyle(m Mark) string {
	switch m {
	case Conflict:
		return "stroke:#d1242f,stroke-width:3px"
	case Asked:
		return "stroke:#218bff,stroke-width:3px"
	case Added:
		return "stroke:#2da44e,stroke-width:3px"
	case Removed:
		return "stroke:#d1242f,stroke-width:2px,stroke-dasharray:5 4"
	case Raised:
		return "stroke:#218bff,stroke-width:3px"
	case Lowered:
		return "stroke:#bf8700,stroke-width:3px"
	default:
		return "stroke:#768390,stroke-width:1px,stroke-dasharray:2 4"
	}
}

// mermaidText makes text safe inside a quoted label: whatever is neither a letter, a digit nor
// harmless becomes a character code, which Mermaid writes #34; for example.
func mermaidText(text string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		switch {
		case r < ' ' || r == 0x7f:
			b.WriteByte(' ')
		case r > 0x7f, r == ' ', unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune("-._/,:=+()~^@!?'", r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	return b.String()
}
