package notes

import (
	"embed"
	"encoding/json"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Words are the labels of notes in one language, by key. words/en.json has them all; what another
// catalogue leaves out is said in English. Words in braces stand for what is filled in.
type Words map[string]string

//go:embed words/*.json
var catalogues embed.FS

// Languages returns the languages that are built in, sorted.
func Languages() []string {
	files, _ := catalogues.ReadDir("words") // sorted; embedded, so it cannot fail
	var all []string
	for _, f := range files {
		all = append(all, strings.TrimSuffix(f.Name(), path.Ext(f.Name())))
	}
	return all
}

// Language returns the words of a language that is built in, false when it is not.
func Language(tag string) (Words, bool) {
	if !slices.Contains(Languages(), tag) {
		return nil, false
	}
	f, err := catalogues.Open("words/" + tag + ".json")
	if err != nil {
		return nil, false
	}
	defer f.Close()
	w, err := ReadWords(f)
	return w, err == nil
}

func english() Words {
	w := Words{}
	data, _ := catalogues.ReadFile("words/en.json")
	_ = json.Unmarshal(data, &w) // a test holds that it parses
	return w
}

// Say returns the label of a key with what stands in braces filled in, given as name and value
// by turns. A key that there is not is said as it stands.
func (w Words) Say(key string, pairs ...string) string {
	text, ok := w[key]
	if !ok {
		return key
	}
	var old []string
	for i := 0; i+1 < len(pairs); i += 2 {
		old = append(old, "{"+pairs[i]+"}", pairs[i+1])
	}
	return strings.NewReplacer(old...).Replace(text)
}

// level names how far a version moved; what is no such level is returned as it stands.
func (w Words) level(level string) string {
	if text, ok := w["level."+level]; ok {
		return text
	}
	return level
}

// Day writes a day, YYYY-MM-DD, as the language does. What is no day is returned as it stands.
func (w Words) Day(day string) string {
	months := strings.Fields(w["months"])
	parts := strings.Split(day, "-")
	if len(parts) != 3 {
		return day
	}
	m, err := strconv.Atoi(parts[1])
	d, err2 := strconv.Atoi(parts[2])
	if err != nil || err2 != nil || m < 1 || m > len(months) {
		return day
	}
	return w.Say("date", "day", strconv.Itoa(d), "month", months[m-1], "year", parts[0])
}
