package notes

import (
	"strings"
	"testing"
)

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
