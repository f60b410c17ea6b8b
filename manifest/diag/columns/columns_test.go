package columns_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest/diag/columns"
)

func TestOf(t *testing.T) {
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
		if got := columns.Of(text); got != want {
			t.Errorf("Of(%q): got %d, want %d", text, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 5, []string{""}},
		{"fits", 4, []string{"fits"}},
		{"at a blank here", 10, []string{"at a blank", "here"}},
		{"payments-api-of-acme", 14, []string{"payments-api-", "of-acme"}},
		{"abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"支払い", 4, []string{"支払", "い"}},
		{"支払い", 1, []string{"支", "払", "い"}},
		{"🎉🎉🎉", 5, []string{"🎉🎉", "🎉"}},
	} {
		if got := columns.Fold(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("Fold(%q, %d): got %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestBreak(t *testing.T) {
	for word, want := range map[string][]string{
		"word":     {"word"},
		"支払い":      {"支", "払", "い"},
		"(支払い)。":   {"(支", "払", "い)。"},
		"「支払い」v2":  {"「支", "払", "い」", "v2"},
		"e\u0301a": {"e\u0301a"},
		"":         {""},
	} {
		if got := slices.Collect(columns.Break(word)); !slices.Equal(got, want) {
			t.Errorf("Break(%q): got %q, want %q", word, got, want)
		}
	}
}

func TestTable(t *testing.T) {
	for _, test := range []struct {
		name  string
		width int
		rows  [][]string
		want  string
	}{
		{"none", 80, nil, ""},
		{"fits", 80, [][]string{{"a", "bb"}, {"ccc", ""}}, "a    bb\nccc\n"},
		{"two columns a character", 80, [][]string{{"支付", "x"}, {"abc", "y"}}, "支付  x\nabc   y\n"},
		{"an emoji beyond the old blocks", 80, [][]string{{"\U0001FA77", "x"}, {"✅", "y"}, {"ab", "z"}}, "\U0001FA77  x\n✅  y\nab  z\n"},
		{"the widest gives way", 20, [][]string{{"payments-api-of-acme", "1.4.0"}}, "payments-api-  1.4.0\nof-acme\n"},
		{"no separator", 18, [][]string{{"abcdefghijklmnopq", "12"}}, "abcdefghijklmn  12\nopq\n"},
	} {
		var got strings.Builder
		for _, lines := range columns.Table(test.rows, test.width) {
			got.WriteString(strings.Join(lines, "\n") + "\n")
		}
		if got.String() != test.want {
			t.Errorf("%s: got\n%swant\n%s", test.name, got.String(), test.want)
		}
	}
}

// TestTableFits: no line is wider than it may be, and no letter is lost.
func TestTableFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z0-9./, 支🎉-]{0,60}`)
		row := func() []string { return []string{word.Draw(t, "cell"), word.Draw(t, "cell"), word.Draw(t, "cell")} }
		rows := [][]string{row(), row()}
		var all strings.Builder
		for _, lines := range columns.Table(rows, 40) {
			for _, line := range lines {
				if columns.Of(line) > 40 {
					t.Fatalf("got a line of %d columns, want at most 40: %q", columns.Of(line), line)
				}
				all.WriteString(line)
			}
		}
		letters := func(text string) int { return len(strings.ReplaceAll(text, " ", "")) }
		if got, want := letters(all.String()), letters(strings.Join(rows[0], "")+strings.Join(rows[1], "")); got != want {
			t.Fatalf("got %d bytes without blanks, want all %d", got, want)
		}
	})
}
