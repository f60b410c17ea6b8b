package plain_test

import (
	"testing"

	"joinery/resolve/diff/plain"
)

func TestPlain(t *testing.T) {
	for _, c := range []struct{ text, line, markdown string }{
		{"", "", ""},
		{"Amounts are rounded once.", "Amounts are rounded once.", "Amounts are rounded once."},
		{"支払い 👩\u200d💻", "支払い 👩\u200d💻", "支払い 👩\u200d💻"},
		{"a\x1b[31mb\nc", "a\ufffd[31mb\ufffdc", `a` + "\ufffd" + `\[31mb` + "\ufffd" + "c"},
		{"turned \u202e around", "turned \ufffd around", "turned \ufffd around"},
		{"| <b>*x*</b> & `y` for @ops", "| <b>*x*</b> & `y` for @ops", "\\| &lt;b&gt;\\*x\\*&lt;/b&gt; &amp; \\`y\\` for @&#8203;ops"},
	} {
		if got := plain.Line(c.text); got != c.line {
			t.Errorf("Line(%q): got %q, want %q", c.text, got, c.line)
		}
		if got := plain.Markdown(c.text); got != c.markdown {
			t.Errorf("Markdown(%q): got %q, want %q", c.text, got, c.markdown)
		}
	}
}
