package bundle

import "testing"

func TestQuotes(t *testing.T) {
	tests := []struct{ text, want string }{ // as a value in flow style
		{"1.4.0", `1.4.0`},
		{"1.4.0-rc.1+build.7", `1.4.0-rc.1+build.7`},
		{"v0.79.2", `v0.79.2`},
		{"2.7.18.Final", `2.7.18.Final`},
		{"1.2025042.0", `1.2025042.0`},
		{"payments-api", `payments-api`},
		{"7zip", `7zip`},
		{"9f2c1ab", `9f2c1ab`},
		{"dist/payments-1.4.0.tgz", `dist/payments-1.4.0.tgz`},
		{"Up to 500 € (in twelve instalments)!", `Up to 500 € (in twelve instalments)!`},
		{"it's \"here\"", `it's "here"`},

		{"1.10", `"1.10"`},
		{"1", `"1"`},
		{"+1", `"+1"`},
		{"1.", `"1."`},
		{".5", `".5"`},
		{"1e3", `"1e3"`},
		{"1_000", `"1_000"`},
		{"0x1F", `"0x1F"`},
		{"0b1", `"0b1"`},
		{"0o17", `"0o17"`},
		{".inf", `".inf"`},
		{"-.INF", `"-.INF"`},
		{".NaN", `".NaN"`},
		{"1:20", `"1:20"`},
		{"2026-11-20", `"2026-11-20"`},
		{"2026-11-20 10.30.00", `"2026-11-20 10.30.00"`},
		{"true", `"true"`},
		{"No", `"No"`},
		{"y", `"y"`},
		{"on", `"on"`},
		{"null", `"null"`},
		{"~", `"~"`},
		{"<<", `"<<"`},
		{"=", `"="`},
		{"^1.4", `^1.4`},
		{"> 1", `"> 1"`},
		{"~> 3.2", `"~> 3.2"`},

		{"sha256:0", `"sha256:0"`},
		{"a: b", `"a: b"`},
		{"a #b", `"a #b"`},
		{"- a", `"- a"`},
		{"a, b", `"a, b"`},
		{"a? b", `"a? b"`},
		{"[a]", `"[a]"`},
		{"@a", `"@a"`},
		{"`a`", "\"`a`\""},
		{"%a", `"%a"`},
		{" a", `" a"`},
		{"a ", `"a "`},
		{"---", `"---"`},
		{`"a"\`, `"\"a\"\\"`},
		{"a\nb\tc", `"a\nb\tc"`},
		{"a\u0085\u2028\u00a0\x7f\ufeffb", "\"a\\u0085\\u2028\u00a0\\u007f\\ufeffb\""},
	}
	for _, test := range tests {
		if got := string(appendScalar(nil, test.text, true)); got != test.want {
			t.Errorf("%q: got %s, want %s", test.text, got, test.want)
		}
	}
}
