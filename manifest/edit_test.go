package manifest

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

var updateEdit = flag.Bool("update-edit", false, "write the *.out.yaml of testdata/edit")

// TestEdit runs the scripts testdata/edit/*.edit on the *.in.yaml beside them. A script's line
// is one edit, its words parted by " | ":
//
//	set LINE | OLD | NEW           LINE may be LINE:COLUMN
//	field LINE | KEY | VALUE       of the entry whose version stands on the line
//	remove LINE | KEY
//	extends LINE | VERSION, VERSION
//	notes LINE | type TYPE | summary S | details D | text AUDIENCE T | internal | reverts R | id I | link L | type …
//	add COMPONENT | version V | extends V, V | dep NAME WANT | offer NAME TYPE [required] | change TYPE SUMMARY
//
// In field, remove, extends and notes a LINE may be followed by the version. A first line "fails: text"
// says what the error holds.
func TestEdit(t *testing.T) {
	scripts, err := filepath.Glob("testdata/edit/*.edit")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("got %d scripts, error %v, want some", len(scripts), err)
	}
	for _, script := range scripts {
		name := strings.TrimSuffix(script, ".edit")
		t.Run(filepath.Base(name), func(t *testing.T) {
			src := readFile(t, name+".in.yaml")
			e := NewEdit(filepath.Base(name)+".in.yaml", src)
			wantError := runEditScript(t, e, src, string(readFile(t, script)))
			got, err := e.Apply()
			if wantError != "" {
				if err == nil || !strings.Contains(err.Error(), wantError) {
					t.Fatalf("got error %v, want %q; result:\n%s", err, wantError, got)
				}
				var failed *EditError
				if !errors.As(err, &failed) || len(failed.Hints()) != 1 {
					t.Errorf("got %T, want an EditError with a hint", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if *updateEdit {
				if err := os.WriteFile(name+".out.yaml", got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := readFile(t, name+".out.yaml"); string(got) != string(want) {
				t.Errorf("got, want:\n%s", Diff(name+".out.yaml", got, want))
			}
		})
	}
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// runEditScript asks for a script's edits and returns the error that it expects.
func runEditScript(t *testing.T, e *Edit, src []byte, script string) (wantError string) {
	t.Helper()
	for line := range strings.Lines(script) {
		line = strings.TrimSpace(line)
		if text, found := strings.CutPrefix(line, "fails: "); found {
			wantError = text
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Split(line+" ", " | ")
		words[len(words)-1] = strings.TrimSuffix(words[len(words)-1], " ")
		command, place, _ := strings.Cut(words[0], " ")
		switch command {
		case "set":
			e.Set(scalarAt(t, src, place, words[1]), words[2])
		case "field":
			e.SetField(versionAt(t, src, place), words[1], words[2])
		case "remove":
			e.RemoveField(versionAt(t, src, place), words[1])
		case "extends":
			e.SetExtends(versionAt(t, src, place), strings.FieldsFunc(words[1], func(r rune) bool { return r == ',' || r == ' ' }))
		case "notes":
			e.AddNotes(versionAt(t, src, place), scriptNotes(t, words[1:]))
		case "add":
			e.AddEntry(place, scriptEntry(t, words[1:]))
		default:
			t.Fatalf("got the edit %q, want one of set, field, remove, extends, notes, add", command)
		}
	}
	return wantError
}

// versionAt returns the version on a line, "LINE" or "LINE VERSION".
func versionAt(t *testing.T, src []byte, place string) Text {
	line, version, _ := strings.Cut(place, " ")
	return scalarAt(t, src, line, version)
}

// scalarAt returns the scalar with the value on the line; without a value the first that is the
// value of a key.
func scalarAt(t *testing.T, src []byte, place, value string) Text {
	t.Helper()
	row, column, exact := strings.Cut(place, ":")
	line, err := strconv.Atoi(row)
	if err != nil {
		t.Fatal(err)
	}
	if exact {
		col, err := strconv.Atoi(column)
		if err != nil {
			t.Fatal(err)
		}
		return Text{Value: value, Line: int32(line), Column: int32(col)}
	}
	for _, n := range scalars(src) {
		if n.Line == line && (n.Value == value || value == "" && n.HeadComment == "value") {
			return Text{Value: n.Value, Line: int32(n.Line), Column: int32(n.Column)}
		}
	}
	t.Fatalf("got no scalar %q on line %d", value, line)
	return Text{}
}

// scalars returns every scalar of a file in order; a mapping's values carry the head comment
// "value".
func scalars(src []byte) []*yaml.Node {
	var found []*yaml.Node
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode {
			found = append(found, n)
		}
		for i, child := range n.Content {
			child.HeadComment = ""
			if n.Kind == yaml.MappingNode && i%2 == 1 {
				child.HeadComment = "value"
			}
			walk(child)
		}
	}
	f, err := newEditFile(src)
	if err != nil {
		return nil
	}
	for _, doc := range f.docs {
		walk(doc)
	}
	return found
}

func scriptEntry(t *testing.T, words []string) NewEntry {
	t.Helper()
	var n NewEntry
	for _, word := range words {
		key, value, _ := strings.Cut(word, " ")
		value = strings.ReplaceAll(value, `\n`, "\n")
		name, rest, _ := strings.Cut(value, " ")
		switch key {
		case "version":
			n.Version = value
		case "extends":
			n.Extends = strings.Split(value, ", ")
		case "status":
			n.Status = value
		case "released":
			n.Released = value
		case "revision":
			n.Revision = value
		case "description":
			n.Description = value
		case "dep":
			n.Dependencies = append(n.Dependencies, Pin{name, rest})
		case "contract":
			n.HasContract = true
		case "offer":
			kind, required := strings.CutSuffix(rest, " required")
			n.Contract = append(n.Contract, Offer{Name: Text{Value: name}, Type: Text{Value: kind}, Required: required})
		case "change":
			n.Changes = append(n.Changes, Note{Type: Text{Value: name}, Summary: Text{Value: rest}})
		default:
			t.Fatalf("got the field %q", key)
		}
	}
	return n
}

// scriptNotes returns notes; each starts with its type.
func scriptNotes(t *testing.T, words []string) []Note {
	t.Helper()
	var notes []Note
	for _, word := range words {
		key, value, _ := strings.Cut(word, " ")
		text := Text{Value: strings.ReplaceAll(value, `\n`, "\n")}
		if key == "type" {
			notes = append(notes, Note{Type: text})
			continue
		}
		n := &notes[len(notes)-1]
		switch key {
		case "summary":
			n.Summary = text
		case "details":
			n.Details = text
		case "text":
			audience, text, _ := strings.Cut(text.Value, " ")
			n.Texts = append(n.Texts, Label{Text{Value: audience}, Text{Value: text}})
		case "internal":
			n.Internal = true
		case "reverts":
			n.Reverts = text
		case "id":
			n.ID = text
		case "link":
			n.Links = append(n.Links, text)
		default:
			t.Fatalf("got the field %q", key)
		}
	}
	return notes
}

func TestEditWithoutChanges(t *testing.T) {
	src := []byte("not: [yaml\r")
	got, err := NewEdit("x.yaml", src).Apply()
	if err != nil || string(got) != string(src) {
		t.Errorf("got %q, error %v, want the source", got, err)
	}
}

func TestEditTwice(t *testing.T) {
	src := []byte("apiVersion: joinery/v1\nkind: Component\nname: a\nversions:\n  - version: 1.0.0\n")
	e := NewEdit("x.yaml", src)
	at := Text{Value: "1.0.0", Line: 5, Column: 14}
	for range 2 { // the same edit again is the same edit
		e.Set(at, "1.0.1")
		e.SetField(at, "released", "2026-11-20")
	}
	want := "apiVersion: joinery/v1\nkind: Component\nname: a\nversions:\n  - version: 1.0.1\n    released: 2026-11-20\n"
	for range 2 {
		if got, err := e.Apply(); err != nil || string(got) != want {
			t.Errorf("got %q, error %v, want %q", got, err, want)
		}
	}
}

func TestEditNote(t *testing.T) {
	src := []byte("apiVersion: joinery/v1\nkind: Component\nname: a\nversions: []\n")
	e := NewEdit("x.yaml", src)
	text := func(s string) Text { return Text{Value: s} }
	e.AddEntry("a", NewEntry{
		Version: "1.10", Revision: "12345678", Description: "yes",
		Dependencies: []Pin{{"b", ">= 1, < 2"}, {"c", "^1.4"}, {"d", "~> 1.2"}, {"e", "~"}},
		Changes: []Note{{
			Type: text("feature"), Summary: text("Say: hello # now"), Details: text("One.\n\n    code\nTwo 🎉.\n"),
			Texts:    []Label{{text("sales"), text("Buy it.")}, {text("support"), text(" Odd\nstart")}},
			Internal: true, Reverts: text("x"), ID: text("quiet-otters"), Links: []Text{text("https://tracker.example/1"), text("a, b")},
		}},
	})
	want := `apiVersion: joinery/v1
kind: Component
name: a
versions:
  - version: 1.10
    revision: "12345678"
    description: "yes"
    dependencies:
      b: ">= 1, < 2"
      c: ^1.4
      d: ~> 1.2
      e: "~"
    changes:
      - type: feature
        summary: "Say: hello # now"
        details: |
          One.

              code
          Two 🎉.
        texts:
          sales: Buy it.
          support: " Odd\nstart"
        internal: true
        reverts: x
        id: quiet-otters
        links: [https://tracker.example/1, "a, b"]
`
	got, err := e.Apply()
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("got, want:\n%s", Diff("x.yaml", got, []byte(want)))
	}
}
