package notes

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest/diag/columns"
)

// TestText shows how Markdown reads in mail.
func TestText(t *testing.T) {
	const want = `Suite & Sons 1.1.0
==================
Released on 23 November 2026
What has changed since 1.0.0

New
---
* Pay by instalments (Payments)
  Some bold and soft words, ~~struck~~, a link
  <https://a.example?b=1&c=2>, no link.
  1. one
  2. two
    - deeper
  3. three
  Then:
  1. anew
    code <b>
      more
  Heading
  quoted
  a | b
  c | d
  �

Fixed
-----
* One
* Two

Component versions
------------------
Component  Before  Now
Payments   1.3.2   1.4.0
`
	var b strings.Builder
	if err := sample().Text(&b); err != nil || b.String() != want {
		t.Errorf("got %s (%v)\nwant %s", b.String(), err, want)
	}
}

// TestTextIsNarrow holds that a line is wider than mail only when a single word, or code, is.
func TestTextIsNarrow(t *testing.T) {
	word := rapid.StringMatching(`[a-zäß€]{1,30}|[語版。「」]{1,30}|e\x{301}|\*\*b\*\*|- |1\. |\n\n|> `)
	rapid.Check(t, func(t *rapid.T) {
		n := sample()
		words := rapid.SliceOfN(word, 1, 60)
		n.Product.Title = "P"
		n.Sections = []Section{{Title: "New", Items: []Item{{
			Type: "feature", Summary: strings.Join(words.Draw(t, "summary"), " "), Details: strings.Join(words.Draw(t, "details"), " "),
		}}}}
		n.Moved = []Move{{Named: Named{Title: strings.Join(words.Draw(t, "title"), " ")}, From: "1", To: "2"}}
		var b strings.Builder
		if err := n.Text(&b); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			line = strings.TrimRight(line, "\n")
			if columns.Of(line) > textWidth && len(strings.Fields(line)) > 2 && !strings.HasPrefix(line, "    ") {
				t.Fatalf("got a line of %d columns, want %d: %q", columns.Of(line), textWidth, line)
			}
		}
	})
}

// TestLegible: what a terminal or a reader would be misled by does not pass for text.
func TestLegible(t *testing.T) {
	for text, want := range map[string]string{
		"safe \u202egnp.exe\u2066": "safe gnp.exe",
		"\x1b[31mred\ttab\n":       "\ufffd[31mred\ttab\n",
		"שלום \u200f":              "שלום \u200f",
	} {
		if got := legible(text); got != want {
			t.Errorf("legible(%q): got %q, want %q", text, got, want)
		}
	}
}
