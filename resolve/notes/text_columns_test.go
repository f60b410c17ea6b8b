package notes

import (
	"slices"
	"strings"
	"testing"
)

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{
		"":                      0,
		"Payments":              8,
		"für 5 €":               7,
		"支払いAPI":                9,
		"ｶﾅ":                    2, // half as wide as カナ
		"カナ":                    4,
		"한글":                    4,
		"\u1112\u1161\u11ab":    2, // 한, written in its parts
		"e\u0301te\u0301":       3, // été, written in its parts
		"\u05e9\u05b8":          1,
		"a\u200bb\u200d\u00adc": 3,
		"🎉 done":                7,
		"\u2705\ufe0f":          2,
		"Ａ":                     2,
	} {
		if got := columns(text); got != want {
			t.Errorf("columns(%q): got %d, want %d", text, got, want)
		}
	}
}

func TestBreakable(t *testing.T) {
	for word, want := range map[string][]string{
		"word":     {"word"},
		"支払い":      {"支", "払", "い"},
		"(支払い)。":   {"(支", "払", "い)。"},
		"「支払い」v2":  {"「支", "払", "い」", "v2"},
		"e\u0301a": {"e\u0301a"},
		"":         {""},
	} {
		if got := breakable(word); !slices.Equal(got, want) {
			t.Errorf("breakable(%q): got %q, want %q", word, got, want)
		}
	}
}

// TestTextEastAsian: columns stand below each other, and a text without blanks is folded.
func TestTextEastAsian(t *testing.T) {
	const want = `製品 1.1.0
==========
What has changed since 1.0.0

New
---
* 分割払い (支払い)
  最大十二回の分割払いができます。最大十二回の分割払いができます。最大十
  二回の分割払いができます。

Component versions
------------------
Component  Before  Now
支払い     1.3.2   1.4.0
cafe` + "\u0301" + `       1.0.0   1.1.0
`
	en, _ := Language("en")
	n := &Notes{
		Audience: Sales, Words: en, Product: Named{Title: "製品"}, To: Release{Version: "1.1.0"}, From: &Release{Version: "1.0.0"},
		Sections: []Section{{Title: "New", Items: []Item{{
			Type: "feature", Summary: "分割払い", Details: strings.Repeat("最大十二回の分割払いができます。", 3), Of: []Part{{Named: Named{Title: "支払い"}}},
		}}}},
	}
	n.Moved = []Move{{Named: Named{Title: "支払い"}, From: "1.3.2", To: "1.4.0"}, {Named: Named{Title: "cafe\u0301"}, From: "1.0.0", To: "1.1.0"}}
	var b strings.Builder
	if err := n.Text(&b); err != nil || b.String() != want {
		t.Errorf("got %s (%v)\nwant %s", b.String(), err, want)
	}
}
