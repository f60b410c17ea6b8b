package bundle

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

func TestCanonical(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{
			"keys, RFC 8785 section 3.2.3",
			`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
			  "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`,
			"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\"," +
				"\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
		},
		{
			"text and literals, RFC 8785 section 3.2.2; what says nothing is left out",
			`{"numbers": [333333333.33333329, 1E30, 4.50], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
			`{"literals":[true],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		},
		{
			"keys and text, weird.json of github.com/cyberphone/json-canonicalization",
			`{"\u20ac": "Euro Sign", "1": "One", "\u0080": "Control\u007f", "\ud83d\ude02": "Smiley",
			  "\u00f6": "Latin Small Letter O With Diaeresis", "\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge"}`,
			"{\"1\":\"One\",\"</script>\":\"Browser Challenge\",\"\u0080\":\"Control\u007f\",\"ö\":\"Latin Small Letter O With Diaeresis\"," +
				"\"€\":\"Euro Sign\",\"😂\":\"Smiley\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
		},
		{
			"no locale, french.json of github.com/cyberphone/json-canonicalization",
			`{"peach": "1", "péché": "2", "pêche": "3", "sin": "4"}`,
			`{"peach":"1","péché":"2","pêche":"3","sin":"4"}`,
		},
		{"short escapes", `{"a": "\b\t\n\f\r\u0000\u001f"}`, `{"a":"\b\t\n\f\r\u0000\u001f"}`},
		{"a key that another starts with", `{"ab": "2", "a": "1"}`, `{"a":"1","ab":"2"}`},
		{"the empty key", `{"a": "2", "": "1"}`, `{"":"1","a":"2"}`},
		{"lists keep their order", `{"a": ["c", "b", {"y": "2", "x": "1"}, ["a"]]}`, `{"a":["c","b",{"x":"1","y":"2"},["a"]]}`},
		{"nothing inside of nothing", `{"a": {"b": [{}, [], "", null, false, 0, {"c": [[]]}]}, "d": "e"}`, `{"d":"e"}`},
		{"nothing", `{"a": ""}`, `{}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(Canonical(parse(t, test.in))); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestCanonicalTakesWhatIsNoText(t *testing.T) {
	got := string(Canonical(map[string]any{"a\xff": "\xc3\x28", "b": 1, "c": struct{}{}, "d": []string{"e"}}))
	if want := "{\"a\uFFFD\":\"\uFFFD(\"}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := string(Canonical(nil)); got != "{}" {
		t.Errorf("of nil: got %s, want {}", got)
	}
}

func TestCompareUTF16IsTheOrderOfCodeUnits(t *testing.T) {
	letter := rapid.SampledFrom([]rune("\x00a~\u0080é\ud7ff\ue000\ufb33\uffff😀\U0010ffff"))
	text := rapid.StringOf(rapid.OneOf(letter, rapid.Rune()))
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		got, want := compareUTF16(a, b), slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
		if sign(got) != want {
			t.Fatalf("%q against %q: got %d, want %d", a, b, got, want)
		}
	})
}

// FuzzCanonical looks whether the canonical form is JSON, says what it was made of, and is its
// own canonical form.
func FuzzCanonical(f *testing.F) {
	f.Fuzz(func(t *testing.T, in []byte) {
		var tree map[string]any
		if json.Unmarshal(in, &tree) != nil {
			return
		}
		once := Canonical(tree)
		twice := Canonical(parse(t, string(once)))
		if !bytes.Equal(once, twice) {
			t.Errorf("got %s of %s", twice, once)
		}
	})
}

// fatal is a test or a property.
type fatal interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func parse(t fatal, text string) map[string]any {
	t.Helper()
	var tree map[string]any
	if err := json.Unmarshal([]byte(text), &tree); err != nil {
		t.Fatalf("got %v from encoding/json, want a document: %s", err, text)
	}
	return tree
}

func sign(n int) int { return min(1, max(-1, n)) }
