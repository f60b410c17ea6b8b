package notes

import (
	"io"
	"runtime"
	"strings"
	"testing"
)

// TestPieces: what people write is read whole. A longer text is cut into pieces that hold all of it,
// at paragraphs where it has some, never inside a block of code.
func TestPieces(t *testing.T) {
	fill := func(text string, size int) string { return strings.Repeat(text, size/len(text)+1) }
	paragraph := strings.Repeat("word ", 40) + "\n\n"
	code := "```go\n\n" + fill("some code\n\n", 2*pieceFull) + "```\n"
	for _, c := range []struct {
		name, markdown string
		whole          bool // it is one piece
		begins         string
	}{
		{"as people write", fill(paragraph, wholeMarkdown-len(paragraph)-1), true, ""},
		{"paragraphs", fill(paragraph, 4*wholeMarkdown), false, "word "},
		{"a paragraph without end", fill("word word word\n", 4*wholeMarkdown), false, "word "},
		{"a list", fill("- item\n  goes on\n\n  and on\n", 4*wholeMarkdown), false, "- item\n"},
		{"code", fill(code, 4*wholeMarkdown), false, "```go\n"},
		{"code without end", "~~~\n" + fill("```\n\n", 4*wholeMarkdown), true, ""},
		{"a line without end", fill("word ", 4*wholeMarkdown), true, ""},
		{"a comment", fill(paragraph, 4*wholeMarkdown) + "<!-- for us -->", true, ""},
		{"a script", fill(paragraph, 4*wholeMarkdown) + "<SCRIPT>", true, ""},
	} {
		var all strings.Builder
		n := 0
		for piece := range piecesOf(c.markdown) {
			n++
			all.WriteString(piece.text)
			if !c.whole && !strings.HasPrefix(piece.text, c.begins) {
				t.Errorf("%s: got a piece that begins with %.20q, want %q", c.name, piece.text, c.begins)
			}
			if most := 2*pieceFull + len(code); !c.whole && len(piece.text) > most {
				t.Errorf("%s: got a piece of %d bytes, want at most %d", c.name, len(piece.text), most)
			}
		}
		if all.String() != c.markdown || (n == 1) != c.whole {
			t.Errorf("%s: got %d of %d bytes in %d pieces, want all, and one piece: %t", c.name, all.Len(), len(c.markdown), n, c.whole)
		}
	}
}

// TestHugeDetails: to write a text, what is taken in all is a few hundred times the text at most,
// much of it given back on the way; taken for each line anew it would be thousands.
func TestHugeDetails(t *testing.T) {
	n := made(t, world(t, "pay 1.0.0\npay 1.1.0 < 1.0.0 : feature a\nsuite 1 holds pay! 1.0.0\nsuite 2 < 1 holds pay! 1.1.0"), 1, 2, Options{})
	const size = 1 << 20
	for _, line := range []string{"word and word, one after the other\n", "some *soft* **bold** `code`\n\n", "- item\n", "| a | b |\n", "    code\n", "支払い", "x"} {
		n.Sections[0].Items[0].Details = strings.Repeat(line, size/len(line))
		for format, write := range map[string]func(io.Writer) error{"txt": n.Text, "docx": n.Docx} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if err := write(io.Discard); err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			if times := (after.TotalAlloc - before.TotalAlloc) / size; times > 600 {
				t.Errorf("%q in %s: got %d times the text, want at most 600", line, format, times)
			}
		}
	}
}
