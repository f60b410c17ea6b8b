package notes

import (
	"strings"
	"testing"
)

// TestFlow: + is a paragraph that stays with the next. Items of lists are letters, others are
// digits, | is a table.
func TestFlow(t *testing.T) {
	for _, want := range []string{"1 2", "1+ a 2", "a+ b", "a+ b 1", "1+ a+ b+ c", "1+ a+ b c d+ e 2", "a+ b 1+ c+ d", "a+ b | c+ d", ""} {
		var got []string
		f := flow{write: func(b block, keep bool) {
			text := b.runs[0].text
			if keep {
				text += "+"
			}
			got = append(got, text)
		}}
		for word := range strings.FieldsSeq(strings.ReplaceAll(want, "+", "")) {
			b := block{runs: []run{{text: word}}}
			if word >= "a" && word <= "z" {
				b.depth = 1
			}
			if word == "|" {
				f.end()
				got = append(got, word)
				continue
			}
			f.add(b)
		}
		f.end()
		if got := strings.Join(got, " "); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	for of, want := range []string{"", "-", "+-", "++-", "+-+-", "+--+-"} {
		got := ""
		for at := range of {
			if keepsItem(at, of) {
				got += "+"
			} else {
				got += "-"
			}
		}
		if got != want {
			t.Errorf("a list of %d: got %s, want %s", of, got, want)
		}
	}
}
