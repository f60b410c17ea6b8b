package notes

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
)

// TestLanguages holds that every catalogue says all that English says, and fills in the same.
func TestLanguages(t *testing.T) {
	en := english()
	braces := regexp.MustCompile(`\{[a-z]+\}`)
	for _, lang := range Languages() {
		data, err := catalogues.ReadFile("words/" + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		w, ok := Language(lang)
		if !ok || w["language"] != lang {
			t.Fatalf("%s: got the language %q, want one that reads and says so", lang, w["language"])
		}
		for key, text := range en {
			if !strings.Contains(string(data), `"`+key+`":`) {
				t.Errorf("%s: %s is missing", lang, key)
			}
			got, want := braces.FindAllString(w[key], -1), braces.FindAllString(text, -1)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %s: got %v in braces, want %v", lang, key, got, want)
			}
		}
	}
}

func TestReadWords(t *testing.T) {
	w, err := ReadWords(strings.NewReader(`{"language": "fr", "section.new": "Nouveau"}`))
	if err != nil || w["section.new"] != "Nouveau" || w["section.fixed"] != "Fixed" {
		t.Errorf("got %v (%v), want French over English", w["section.new"], err)
	}
	for text, want := range map[string]string{
		`{"section.new": "Nouveau"}`:                             `"language" is missing`,
		`{"language": "fr", "section": "x"}`:                     `found the key "section"`,
		`{"language": "fr", "months": "a b"}`:                    "found 2 months",
		"{\"language\": \"fr\",\n \"released\": \"paru {dat}\"}": `line 2: found {dat} in "released", wanted {date}`,
		`{"language": "fr", "item.lowered": "{a} {to} {from}"}`:  `line 1: found {a} in "item.lowered", wanted {component}, {from} and {to}`,
		`{"language": "fr", "first": "le {version}"}`:            `line 1: found {version} in "first", where nothing is filled in`,
		"{\"language\": \"fr\",\n\n\"b\": \"x\", \"a\": \"\"}":   `line 3: found the key "b", which no label has`,
		`{"language": 7}`:                      "line 1: found a number, wanted a text",
		"{\"language\": \"fr\",\n\"new\": []}": "line 2: found a list, wanted a text",
		`[]`:                                   "found a list, wanted a JSON object of texts",
		`"fr"`:                                 "found a text, wanted a JSON object of texts",
		"{\n\"language\" fr}":                  "line 2: found an invalid character 'f' after object key, wanted a JSON object of texts",
		`{"language": "fr"`:                    "found the end of the file within the JSON object",
		`{"language": "fr"} {}`:                "found more",
		``:                                     "found nothing, wanted a JSON object of texts",
		`{"language": "fr", "section.new": []`: "found the end of the file within the JSON object",
	} {
		if _, err := ReadWords(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got the error %v, want %s", text, err, want)
		}
	}
}

func TestDay(t *testing.T) {
	en := english()
	de, _ := Language("de")
	for _, c := range []struct {
		words     Words
		day, want string
	}{
		{en, "2026-11-05", "5 November 2026"},
		{de, "2026-03-31", "31. März 2026"},
		{en, "soon", "soon"},
		{en, "2026-13-01", "2026-13-01"},
	} {
		if got := c.words.Day(c.day); got != c.want {
			t.Errorf("Day(%s): got %s, want %s", c.day, got, c.want)
		}
	}
}

// TestGerman: German notes say levels and types of changes in German, wherever they stand.
func TestGerman(t *testing.T) {
	w := world(t, `
		pay 1.0.0
		pay 1.1.0 < 1.0.0 : feature a, fix b internal
		suite 1 holds pay! 1.0.0
		suite 2 < 1 holds pay! 1.1.0`)
	words, _ := Language("de")
	for _, a := range []Audience{Support, Engineering} {
		n := made(t, w, 1, 2, Options{Audience: a, Words: words})
		n.Because = []Cause{{Release: "2.0.0", Component: "pay", Level: "minor"}, {Release: "2.0.0", Change: "x", Level: "patch"}}
		var b bytes.Buffer
		if err := n.Text(&b); err != nil {
			t.Fatal(err)
		}
		for _, english := range []string{"minor", "patch", "feature", "fix"} {
			if strings.Contains(b.String(), english) {
				t.Errorf("%s: found %q in German notes:\n%s", a, english, b.String())
			}
		}
	}
}

// TestWordsForAll holds that every type of change and every level has a label.
func TestWordsForAll(t *testing.T) {
	en := english()
	for _, kind := range manifest.ChangeTypes {
		if en["kind."+kind] == "" {
			t.Errorf("kind.%s is missing", kind)
		}
	}
	for _, level := range []version.Level{version.Build, version.Patch, version.Minor, version.Major} {
		if en["level."+level.String()] == "" {
			t.Errorf("level.%s is missing", level)
		}
	}
}
