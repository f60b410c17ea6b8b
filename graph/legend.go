package graph

import "strings"

// legend is what stands out in a graph and wants explaining.
type legend struct {
	kinds []string // in the order of the list kinds
	marks []Mark   // in the order of the constants, None left out
}

func (g *Graph) legend() legend {
	kindSeen, markSeen := map[string]bool{}, map[Mark]bool{}
	for _, n := range g.nodes {
		kindSeen[n.drawnKind()] = kindSeen[n.drawnKind()] || n.Kind != ""
		markSeen[n.Mark] = true
	}
	for _, e := range g.edges {
		markSeen[e.Mark] = true
	}
	var l legend
	for _, k := range kinds {
		if kindSeen[k] {
			l.kinds = append(l.kinds, k)
		}
	}
	for _, known := range marks {
		if markSeen[known.mark] {
			l.marks = append(l.marks, known.mark)
		}
	}
	return l
}

// A key is one line of a drawn legend: a sample and what it stands for.
type key struct {
	class, text string
	mark        Mark
}

// sampleWidth and sampleHeight are the size of a key's sample.
const sampleWidth, sampleHeight = 28, 16

// keys returns the legend's lines in the picture's words.
func (l legend) keys(p Picture) []key {
	var keys []key
	for _, k := range l.kinds {
		keys = append(keys, key{class: k, text: orElse(p.Legend[k], k)})
	}
	for _, m := range l.marks {
		keys = append(keys, key{class: m.String(), text: orElse(p.Legend[m.String()], m.meaning()), mark: m})
	}
	return keys
}

// draw writes the key's sample at the origin.
func (k key) draw(out page) {
	if k.mark == None {
		drawBox(out, sampleWidth, sampleHeight, None)
		return
	}
	out.printf(`<path class="line" d="M0 8H%d"/><rect class="box" x="6" y="1.5" width="16" height="13" rx="3"/>`, sampleWidth)
	if k.mark >= Added {
		out.printf(`<g transform="translate(14 8) scale(.6)">`)
		drawSign(out, k.mark)
		out.printf("</g>")
	}
}

// rows returns the legend below y, wrapped to a width, and how high it is.
func (l legend) rows(p Picture, width, y int) (svg string, height int) {
	const gap = 8
	var b strings.Builder
	out := newPage(&b)
	x := 0
	for _, k := range l.keys(p) {
		w := sampleWidth + gap + textWidth(k.text, 12, false) + 2*gap
		if x > 0 && x+w > width {
			x, y, height = 0, y+lineHeight, height+lineHeight
		}
		out.printf(`<g class="%s" transform="translate(%d %d)">`, k.class, margin+x, y)
		k.draw(out)
		out.printf("<text class=\"legend\" x=\"%d\" y=\"12\">%s</text></g>\n", sampleWidth+gap, escape(k.text))
		x += w
	}
	_ = out.Flush() // a Builder never fails
	if x > 0 {
		height += 2 * lineHeight
	}
	return b.String(), height
}
