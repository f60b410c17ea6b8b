package manifest

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever a component looks like: its pieces, put together, say the same, and come apart into
// the same pieces.
func TestSplitRandom(t *testing.T) {
	split, comments, kept := 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		src := drawFile(rt)
		parts, problems := Split("random.yaml", src)
		if len(problems) > 0 {
			if strings.Contains(problems[0].Message, "taken apart") {
				rt.Fatalf("got %v of\n%s", problems, src)
			}
			return // a null, or another thing that manifests do not have
		}
		wantSettled(rt, parts)
		split++
		comments += strings.Count(string(src), "# c")
		kept += strings.Count(shown(parts), "# c")
	})
	if split < 30 && !testing.Short() || kept < comments*95/100 { // the parser loses some itself, near characters of four bytes
		t.Errorf("got %d files apart, with %d of %d comments, want 30 and nearly all", split, kept, comments)
	}
}

// FuzzSplit takes any text apart: what comes apart without a problem says the same when it is put
// together, and comes apart into the same pieces.
func FuzzSplit(f *testing.F) {
	for _, pattern := range []string{"testdata/parts/*.yaml", "testdata/samples/*.yaml", "testdata/edit/*.in.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal(pattern, err)
		}
		for _, file := range files {
			f.Add(readFile(f, file))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		parts, problems := Split("fuzz.yaml", text)
		for _, p := range problems {
			if strings.Contains(p.Message, "taken apart") && len(text) < 1000 {
				t.Fatalf("got %v of a text without a long key", p)
			}
		}
		wantSettled(t, parts)
	})
}

// What is written about a version that nobody published reads as it was given, and comes apart as
// it was written.
func TestTextsRandom(t *testing.T) {
	texts := rapid.OneOf(rapid.SampledFrom(append(draftTexts, draftWants...)), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		title, revision, comment := texts.Draw(t, "title"), texts.Draw(t, "revision"), texts.Draw(t, "comment")
		head, err := HeaderText(NewComponent{Name: "lib", Title: title})
		if err != nil {
			t.Fatal(err)
		}
		entry, err := EntryText(NewEntry{Version: "1.0.0", Revision: revision})
		if revision != "" && CheckRevision(revision) != nil {
			return // refused
		}
		if err != nil {
			t.Fatal(err)
		}
		entry, err = SetStatus(entry, Disabled, []StatusChange{{Date: Text{Value: "2026-11-20"}, Status: Disabled, Comment: Text{Value: comment}}})
		if err != nil {
			t.Fatal(err)
		}
		text, err := Join(head, [][]byte{entry})
		if err != nil {
			t.Fatal(err)
		}
		parts, problems := Split("random.yaml", text)
		if len(problems) > 0 || shown(parts) != shown([]Parts{{Component: parts[0].Component, Text: head, Entries: [][]byte{entry}}}) {
			t.Fatalf("got the problems %v and the pieces\n%s\nof\n%s", problems, shown(parts), text)
		}
		c := parts[0].Component
		got := []string{c.Title.Value, c.Versions[0].Revision.Value, c.Versions[0].StatusLog[0].Comment.Value}
		if want := []string{title, revision, comment}; !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}
