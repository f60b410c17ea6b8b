package graph

import (
	"fmt"
	"strings"
	"testing"
)

func TestContract(t *testing.T) {
	for _, c := range []struct{ edges, keep, want string }{
		{"a>b b>c", "a b c", "a>b b>c"},
		{"a>b b>c", "a c", "a>c"},
		{"a>b b>c c>d", "a d", "a>d"},
		{"a>b a>c b>c", "a c", "a>c"},
		{"a>b b>c c>a", "a c", "c>a a>c"},
		{"a>b b>a", "a", ""},
		{"a>b b-c", "a c", "a-c"},
		{"a-b b>c a>d d>c", "a c", "a>c"},
		{"a-c a>b b>c", "a c", "a-c"},
		{"a>b", "", ""},
		{"a>b", "b nobody", ""},
	} {
		seen := map[string]bool{}
		var nodes []Node
		var edges []Edge
		for _, e := range strings.Fields(c.edges) {
			for _, id := range []string{e[:1], e[2:]} {
				if !seen[id] {
					seen[id] = true
					nodes = append(nodes, Node{ID: id})
				}
			}
			edges = append(edges, Edge{From: e[:1], To: e[2:], Label: "x", Mark: map[byte]Mark{'>': None, '-': Removed}[e[1]]})
		}
		g, err := New(nodes, edges)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range g.Contract(strings.Fields(c.keep)).Edges() {
			got = append(got, fmt.Sprintf("%s%s%s", e.From, map[Mark]string{None: ">", Removed: "-"}[e.Mark], e.To))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s, keeping %q: got %q, want %q", c.edges, c.keep, strings.Join(got, " "), c.want)
		}
	}
}
