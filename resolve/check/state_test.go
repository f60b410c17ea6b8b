package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"joinery/manifest/diag"
)

// tree reads files out of lines "FILE: TEXT"; a text may hold further lines, as "\n".
func tree(text string) fstest.MapFS {
	files := fstest.MapFS{}
	for line := range strings.Lines(text) {
		if name, data, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			files[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(data, `\n`, "\n"))}
		}
	}
	return files
}

// component returns a document that breaks known-component once for each of the names that it needs.
func component(name, rest string, needs ...string) string {
	text := `apiVersion: joinery/v1\nkind: Component\nname: ` + name + `\n` + rest + `versions:\n  - version: 1.0.0-SNAPSHOT\n    dependencies:\n      present: ">= 0"\n`
	for _, need := range needs {
		text += `      ` + need + `: 1.0.0\n`
	}
	return text
}

// TestStates compares findings with those of a base.
func TestStates(t *testing.T) {
	const present = "present.joinery.yaml: {apiVersion: joinery/v1, kind: Component, name: present, versions: [{version: 1.0.0}]}\n"
	for _, test := range []struct {
		name, then, now string
		want            string // state, place and rule of each, by place; of known-component the subject
	}{
		{
			"the text around it moves",
			"a/joinery.yaml: " + component("a", "", "gone"),
			"a/joinery.yaml: " + component("a", `title: A\n`, "gone"),
			"old a/joinery.yaml:9 gone",
		},
		{
			"one more, one less",
			"a/joinery.yaml: " + component("a", "", "gone", "lost"),
			"a/joinery.yaml: " + component("a", "", "gone", "new"),
			"old a/joinery.yaml:8 gone, fixed a/joinery.yaml:9 lost, new a/joinery.yaml:9 new",
		},
		{
			"a component in another file",
			"a/joinery.yaml: " + component("a", "", "gone"),
			"b/joinery.yaml: " + component("a", "", "gone"),
			"old b/joinery.yaml:8 gone",
		},
		{
			"a component of another name, and one that needs it by the former one",
			"a/joinery.yaml: " + component("a", "", "gone"),
			"a/joinery.yaml: " + component("b", `formerly: [a]\n`, "gone"),
			"old a/joinery.yaml:9 gone",
		},
		{
			"without a word it is another one",
			"a/joinery.yaml: " + component("a", "", "gone"),
			"a/joinery.yaml: " + component("b", "", "gone"),
			"fixed a/joinery.yaml:8 gone, new a/joinery.yaml:8 gone",
		},
		{
			"a document that does not parse, in a file that moved with a component",
			"a/joinery.yaml: " + component("a", "") + `---\nkind: [\n`,
			"b/joinery.yaml: " + component("a", "") + `---\nkind: [\n`,
			"old b/joinery.yaml:9 syntax",
		},
		{
			"the file is there still",
			"a/joinery.yaml: " + component("a", "") + `---\nkind: [\n` + "\nb/joinery.yaml: " + component("b", ""),
			"a/joinery.yaml: " + component("b", "") + `---\nkind: [\n` + "\nb/joinery.yaml: " + component("a", ""),
			"old a/joinery.yaml:9 syntax",
		},
		{
			"it parses now",
			"a/joinery.yaml: kind: [",
			"a/joinery.yaml: " + component("a", "", "gone"),
			"fixed a/joinery.yaml:1 syntax, new a/joinery.yaml:8 gone",
		},
		{
			"files of which no document is made",
			"a/joinery.yaml: " + component("a", "", "gone") + "\na/code: 1",
			"a/joinery.yaml: " + component("a", "", "gone") + "\na/code: 2",
			"new a/joinery.yaml:3 change-declared, old a/joinery.yaml:8 gone",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := sample{files: tree(present + test.now), base: tree(present + test.then), options: Options{Date: today}}
			var got []string
			for _, d := range inspect(t, s.files, s.against(t)).Findings {
				what := d.Rule
				switch d.Rule {
				case "known-component":
					what = d.Subject
				case "lineage-root", "unused-component", "released-immutable":
					continue
				case "change-declared":
					if s.files["a/code"] == nil {
						continue
					}
				}
				got = append(got, fmt.Sprintf("%s %s:%d %s", d.State, d.At.File, d.At.Line, what))
			}
			if got := strings.Join(got, ", "); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestDoubles pairs findings of one identity: by place, then by message, then in order.
func TestDoubles(t *testing.T) {
	read := func(text string) (list diag.List) {
		for _, word := range strings.Fields(text) {
			var line int
			var message string
			if _, err := fmt.Sscanf(word, "%d:%s", &line, &message); err != nil {
				t.Fatal(err)
			}
			list = append(list, diag.Diagnostic{Rule: "known-component", Component: "a", Message: message, At: diag.Place{File: "joinery.yaml", Line: line}})
		}
		return list
	}
	for _, test := range []struct{ name, then, now, want string }{
		{"two where there was one", "1:x", "1:x 2:x", "old 1:x, new 2:x"},
		{"one where there were two", "1:x 2:x", "2:x", "fixed 1:x, old 2:x"},
		{"it went down by a line", "1:x", "2:x 3:x", "old 2:x, new 3:x"},
		{"the message tells", "1:x", "2:y 3:x", "new 2:y, old 3:x"},
		{"another message", "1:x", "1:y", "old 1:y"},
		{"two of each", "1:x 2:y", "3:y 4:x", "old 3:y, old 4:x"},
		{"all at once", "1:x 2:y 3:z", "1:y 2:y 5:v 6:w", "old 1:y, old 2:y, old 5:v, new 6:w"},
	} {
		var got []string
		for _, d := range compareFindings(read(test.now), read(test.then), naming{}).Sorted() {
			got = append(got, fmt.Sprintf("%s %d:%s", d.State, d.At.Line, d.Message))
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// drawTree draws a workspace, hardly ever a sound one.
func drawTree(t *rapid.T, label string) fstest.MapFS {
	files := fstest.MapFS{}
	name := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	text := rapid.SampledFrom([]string{"1.0.0", "1.1.0", "1.0.1-SNAPSHOT", "2.0.0", "x"})
	for range rapid.IntRange(0, 5).Draw(t, label) {
		var b strings.Builder
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			b.WriteString("kind: [\n")
		case 1, 2:
			fmt.Fprintf(&b, "apiVersion: joinery/v1\nkind: Product\nname: p-%s\ncomponents: {%s: %s}\n", name.Draw(t, "name"), name.Draw(t, "needs"), text.Draw(t, "version"))
		default:
			fmt.Fprintf(&b, "apiVersion: joinery/v1\nkind: Component\nname: %s\n", name.Draw(t, "name"))
			if rapid.IntRange(0, 4).Draw(t, "renamed") == 0 {
				fmt.Fprintf(&b, "formerly: [%s]\n", name.Draw(t, "formerly"))
			}
			b.WriteString("versions:\n")
			for range rapid.IntRange(0, 3).Draw(t, "versions") {
				fmt.Fprintf(&b, "  - {version: %s, status: %s, dependencies: {%s: %s}}\n", text.Draw(t, "version"),
					rapid.SampledFrom([]string{"active", "deprecated", "disabled", "odd"}).Draw(t, "status"),
					name.Draw(t, "needs"), rapid.SampledFrom([]string{"1.0.0", "^1", ">"}).Draw(t, "want"))
			}
		}
		file := rapid.SampledFrom([]string{"joinery.yaml", "a/joinery.yaml", "a/b/joinery.yaml", "c/joinery.yaml"}).Draw(t, "file")
		if before := files[file]; before != nil {
			files[file] = &fstest.MapFile{Data: append(append(slices.Clip(before.Data), "---\n"...), b.String()...)}
		} else {
			files[file] = &fstest.MapFile{Data: []byte(b.String())}
		}
	}
	if rapid.Bool().Draw(t, "change") {
		text := fmt.Sprintf("---\ncomponents: {%s: %s}\n---\nIt works.\n", name.Draw(t, "changed"), rapid.SampledFrom([]string{"fix", "fixx"}).Draw(t, "type"))
		files["changes/x.md"] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// TestStatesHold looks whether a workspace has only old findings against itself and only new ones
// against nothing, and nothing to say about a change; and whether between any two every finding
// of either is told once.
func TestStatesHold(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		run := func(files, base fstest.MapFS, changed []string) diag.List {
			o := Options{Date: today}
			if base != nil {
				o.Base = &Base{loaded(t, base), changed}
			}
			report, err := Run(t.Context(), loaded(t, files), o)
			if err != nil {
				r.Fatal(err)
			}
			return report.Findings
		}
		now, then := drawTree(r, "now"), drawTree(r, "then")
		alone, before := run(now, nil, nil), run(then, nil, nil)
		for what, list := range map[string]diag.List{
			"against itself": run(now, now, nil), "with every file changed": run(now, now, slices.Collect(maps.Keys(now))), "against nothing": run(now, fstest.MapFS{}, changed(now, nil)),
		} {
			want := map[string]string{"against nothing": stateNew}[what]
			if want == "" {
				want = stateOld
			}
			if len(list) != len(alone) {
				r.Fatalf("%s: got %d findings, want %d", what, len(list), len(alone))
			}
			for _, d := range list {
				if d.State != want || needsBase[d.Rule] {
					r.Fatalf("%s: got %s %s, want it %s", what, d.State, d.ID(), want)
				}
			}
		}
		count := map[string]int{}
		for _, d := range run(now, then, changed(now, then)) {
			if !needsBase[d.Rule] {
				count[d.State]++
			} else if d.State != stateNew {
				r.Fatalf("got %s %s, want it new", d.State, d.ID())
			}
		}
		if got := count[stateNew] + count[stateOld]; got != len(alone) {
			r.Fatalf("got %d findings new or old, want %d", got, len(alone))
		}
		if got := count[stateFixed] + count[stateOld]; got != len(before) {
			r.Fatalf("got %d findings fixed or old, want %d", got, len(before))
		}
	})
}
