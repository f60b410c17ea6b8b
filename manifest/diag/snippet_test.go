package diag

import (
	"strings"
	"testing"
	"unicode/utf8"

	"joinery/manifest/diag/columns"
)

func TestSnippet(t *testing.T) {
	tests := []struct {
		name          string
		line          string
		column, width int
		want          string
	}{
		{"key", "    ledger-lib: 2.2.0", 5, 10, `
    ledger-lib: 2.2.0
    ^^^^^^^^^^`},
		{"width unknown", "  owner: me", 3, 0, `
  owner: me
  ^`},
		{"column unknown", "  owner: me", 0, 0, `
  owner: me
`},
		{"width behind the end", "text: |", 7, 900, `
text: |
      ^`},
		{"column behind the end", "owner:", 40, 3, `
owner:
      ^`},
		{"trailing blanks", "owner: me \t ", 8, 40, `
owner: me
       ^^`},
		{"double quotes", `v: "1.10" # text`, 4, 4, `
v: "1.10" # text
   ^^^^^^`},
		{"escaped quote", `v: "a\"b" # "`, 4, 3, `
v: "a\"b" # "
   ^^^^^^`},
		{"single quotes", `v: 'it''s' # '`, 4, 4, `
v: 'it''s' # '
   ^^^^^^^`},
		{"quoted key", `"ledger-lib": 2.2.0`, 1, 10, `
"ledger-lib": 2.2.0
^^^^^^^^^^^^`},
		{"quote without end", `v: "1.10`, 4, 4, `
v: "1.10
   ^^^^`},
		{"tabs", "\ta\tbc\td", 4, 2, `
    a   bc  d
        ^^`},
		{"tab underlined", "a\tb", 2, 1, `
a   b
 ^^^`},
		{"wide", "名: 値段 x", 4, 2, `
名: 値段 x
    ^^^^`},
		{"emoji", "🚀🚀: ship", 5, 4, `
🚀🚀: ship
      ^^^^`},
		{"combining", "e\u0301: x", 5, 1, `
` + "e\u0301: x" + `
   ^`},
		{"only a mark underlined", "e\u0301: x", 2, 1, `
` + "e\u0301: x" + `
 ^`},
		{"control characters", "a\x1b[31m: x", 9, 1, `
a\x1b[31m: x
           ^`},
		{"bad bytes", "a\xff\xfe: x", 6, 1, `
a\xff\xfe: x
           ^`},
		{"no-break space", "a:\u00a0x", 3, 1, `
a:\u00a0x
  ^^^^^^`},
		{"reading direction", "a: \u202ex", 5, 1, `
a: \u202ex
         ^`},
		{"cut behind", "name: abcdefghijklmnopqrstuvwxyz0123456789", 1, 4, `
name: abcdefghijklmnopqrstuvw…
^^^^`},
		{"cut before", "name: abcdefghijklmnopqrstuvwxyz0123456789", 39, 4, `
…ijklmnopqrstuvwxyz0123456789
                         ^^^^`},
		{"cut on both sides", "0123456789 0123456789 0123456789 here 0123456789 0123456789", 34, 4, `
… 0123456789 here 0123456789 …
             ^^^^`},
		{"underline cut", "key: " + strings.Repeat("x", 60), 6, 60, `
key: xxxxxxxxxxxxxxxxxxxxxxxx…
     ^^^^^^^^^^^^^^^^^^^^^^^^`},
	}
	for _, tt := range tests {
		shown, underline := snippet(tt.line, Place{Column: tt.column, Width: tt.width}, 30)
		if got, want := shown+"\n"+underline, strings.TrimPrefix(tt.want, "\n"); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, want)
		}
	}
}

// Whatever a line holds, nothing of it is obeyed by a terminal, it fits the width and the
// underline lies beneath it.
func FuzzSnippet(f *testing.F) {
	f.Add("    ledger-lib: 2.2.0", 5, 10, 80)
	f.Add("v: 'it''s' \"", 4, -1, 0)
	f.Add("\t名🚀e\u0301\u200d\u202e\x1b\xff\U000e0001", 1<<62, 1<<62, 24)
	f.Add(strings.Repeat("値", 100), 40, 30, 31)
	f.Add(strings.Repeat("a\u0301", 100), -7, 1000, 30)
	f.Fuzz(func(t *testing.T, line string, column, width, room int) {
		room %= 200
		shown, underline := snippet(line, Place{Column: column, Width: width}, room)
		room = max(room, minSnippet)

		if got := visible(shown); got != shown || !utf8.ValidString(shown) {
			t.Errorf("shown: got %q, want %q", shown, got)
		}
		if got := columns.Of(shown); got > room {
			t.Errorf("shown: got %d columns, want at most %d", got, room)
		}
		if (underline != "") != (column > 0) {
			t.Errorf("underline: got %q for column %d", underline, column)
		}
		if carets := strings.TrimLeft(underline, " "); strings.Trim(carets, "^") != "" {
			t.Errorf("underline: got %q, want blanks, then carets", underline)
		}
		if got, most := len(underline), columns.Of(shown)+1; got > most {
			t.Errorf("underline: got %d columns, want at most %d", got, most)
		}
	})
}
