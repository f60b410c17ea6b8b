package manifest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"
)

// draft writes a random component in a random layout, and knows what it says.
type draft struct {
	*rapid.T
	b        strings.Builder
	comments int
	step     string // what one level is indented by
	dashes   string // how far a dash stands right of its key
	noisy    bool   // comments and blank lines between all lines
}

func (d *draft) yes(label string) bool { return rapid.Bool().Draw(d.T, label) }

func (d *draft) pick(label string, values ...string) string {
	return rapid.SampledFrom(values).Draw(d.T, label)
}

// scalar writes a text in quotes of some kind, or plain where that reads well.
func (d *draft) scalar(text string) string {
	switch d.pick("quotes", "plain", "plain", "single", "double") {
	case "single":
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	case "double":
		return doubleQuoted(text)
	}
	return scalarText(textScalar(text, 0), true, false)
}

// line writes one line, at times with a comment behind or above it.
func (d *draft) line(indent, text string) {
	if d.noisy && d.yes("comment above") {
		d.comments++
		fmt.Fprintf(&d.b, "%s# c%d\n", indent, d.comments)
	}
	if d.noisy && d.yes("blank above") {
		d.b.WriteString("\n")
	}
	d.b.WriteString(indent + text)
	if d.noisy && d.yes("comment behind") {
		d.comments++
		fmt.Fprintf(&d.b, "  # c%d", d.comments)
	}
	d.b.WriteString("\n")
}

var (
	draftWants = []string{"1.0.0", "^1.4", "~> 1.2", ">= 1, < 2", "1.10", "it's", "🎉 a", "a: b", "# x", "true", "~", ""}
	draftTexts = []string{"active", "2026-11-20", "a, b", "with # hash", "9e3", "no", "ende: \"x\"", "- x", "ä\tö", "two\nlines\n", " lead"}
)

// entry writes an entry at the column of its dash and returns what it says.
func (d *draft) entry(indent, version string) {
	extends := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"0.1.0", "0.2.0", "0.3.0"}), 0, 3, rapid.ID).Draw(d.T, "extends")
	deps := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b/c", "d"}), 0, 3, rapid.ID).Draw(d.T, "dependencies")
	var flow []string
	for _, dep := range deps {
		flow = append(flow, dep+": "+d.scalar(d.pick("want", draftWants[:8]...)))
	}
	if d.yes("braces") {
		parts := []string{"version: " + d.scalar(version)}
		if len(extends) > 0 {
			parts = append(parts, "extends: ["+strings.Join(extends, ", ")+"]")
		}
		if d.yes("status") {
			parts = append(parts, "status: active")
		}
		parts = append(parts, "dependencies: {"+strings.Join(flow, ", ")+"}")
		d.line(indent, "- { "+strings.Join(parts, ", ")+" }")
		return
	}
	inner := indent + "  "
	d.line(indent, "- version: "+d.scalar(version))
	switch {
	case len(extends) == 0:
	case d.yes("brackets"):
		d.line(inner, "extends: [ "+strings.Join(extends, ", ")+" ]")
	default:
		d.line(inner, "extends:")
		for _, v := range extends {
			d.line(inner+d.dashes, "- "+d.scalar(v))
		}
	}
	if d.yes("status") {
		d.line(inner, "status: "+d.scalar("active"))
	}
	if d.yes("description") {
		d.b.WriteString(inner + "description: " + d.pick("block", "|", ">", "|-", "|+", ">2-") + "\n" + inner + "  text\n\n" + inner + "  # text\n\n")
	}
	d.changes(inner)
	switch {
	case len(deps) == 0:
	case d.yes("dependencies in braces"):
		d.line(inner, "dependencies: {"+strings.Join(flow, ", ")+"}")
	default:
		d.line(inner, "dependencies:")
		for _, pair := range flow {
			d.line(inner+d.step, pair)
		}
	}
}

// changes writes the changes of an entry, whose keys stand at the indent.
func (d *draft) changes(indent string) {
	switch d.pick("changes", "none", "none", "empty", "null", "flow", "block") {
	case "empty":
		d.line(indent, "changes: []")
	case "null":
		d.line(indent, "changes:")
	case "flow":
		d.line(indent, "changes: [ {type: fix, summary: "+d.scalar("a, b")+"} ]")
	case "block":
		d.line(indent, "changes:")
		for range rapid.IntRange(1, 2).Draw(d.T, "number of changes") {
			d.line(indent+d.dashes, "- type: fix")
			d.line(indent+d.dashes+"  ", "summary: "+d.scalar("it's"))
		}
	}
}

// drawFile returns a file of one or two components.
func drawFile(t *rapid.T) []byte {
	d := &draft{T: t}
	d.step = d.pick("step", "  ", "    ")
	d.dashes = d.pick("dashes", "", d.step)
	d.noisy = d.yes("noisy")
	for i, name := range []string{"one", "two"}[:rapid.IntRange(1, 2).Draw(t, "documents")] {
		if i > 0 || d.yes("marker") {
			d.b.WriteString("---\n")
		}
		d.line("", "apiVersion: joinery/v1")
		d.line("", "kind: Component")
		d.line("", d.pick("key", "name", `"name"`, "'name'")+": "+name)
		if d.yes("labels") {
			d.line("", "labels:")
			d.line(d.step, "🎉: x")
		}
		versions := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"1.0.0", "1.1.0", "1.2.0", "1.10"}), 1, 4, rapid.ID).Draw(t, "versions")
		switch d.pick("versions", "block", "block", "block", "flow", "empty", "null", "absent") {
		case "block":
			d.line("", "versions:")
			for _, version := range versions {
				d.entry(d.dashes, version)
			}
		case "flow":
			d.line("", "versions: [ {version: "+strings.Join(versions, "}, {version: ")+"} ]")
		case "empty":
			d.line("", "versions: []")
		case "null":
			d.line("", "versions:")
		}
		if d.yes("owner") {
			d.line("", "owner: team")
		}
	}
	text := d.b.String()
	if d.yes("bare") {
		text = strings.TrimRight(text, "\n")
	}
	if d.yes("crlf") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if d.yes("bom") {
		text = string(byteOrderMark) + text
	}
	return []byte(text)
}

// said returns what a file's documents say: maps, lists and text.
func said(t *rapid.T, src []byte) []any {
	f, err := newEditFile(src)
	if err != nil {
		t.Fatalf("got error %v for:\n%s", err, src)
	}
	var value func(n *yaml.Node) any
	value = func(n *yaml.Node) any {
		switch n.Kind {
		case yaml.MappingNode:
			m := map[string]any{}
			for i := 0; i < len(n.Content); i += 2 {
				m[n.Content[i].Value] = value(n.Content[i+1])
			}
			return m
		case yaml.SequenceNode:
			list := []any{}
			for _, item := range n.Content {
				list = append(list, value(item))
			}
			return list
		}
		if n.ShortTag() == "!!null" || n.ShortTag() == "!!bool" {
			return n.ShortTag() + n.Value
		}
		return n.Value
	}
	var docs []any
	for _, doc := range f.docs {
		docs = append(docs, value(doc.Content[0]))
	}
	return docs
}

// TestEditRandom makes one edit of each kind in a random file, and holds what the result says
// and how it looks against a model that knows nothing of bytes.
func TestEditRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := drawFile(t)
		want := said(t, src)
		e := NewEdit("random.yaml", src)
		f, err := newEditFile(src)
		if err != nil {
			t.Fatal(err)
		}
		edited := map[int]bool{} // lines that may change or go
		for i, doc := range f.docs {
			component := want[i].(map[string]any)
			versions, _ := component["versions"].([]any)
			list := valueOf(doc.Content[0], "versions")
			for j, model := range versions {
				drawEntryEdit(t, e, list.Content[j], model.(map[string]any), edited)
			}
			if rapid.Bool().Draw(t, "add") {
				drawNewEntry(t, e, component, versions)
				if list != nil && len(list.Content) == 0 {
					edited[list.Line] = true
				}
			}
		}
		if header, _, found := f.unendedBlock(); found {
			edited[1+strings.Count(f.text[:header], "\n")] = true // it may leave its line ending out
		}
		got, err := e.Apply()
		if err != nil {
			t.Fatalf("got error %v for:\n%s", err, src)
		}
		if says := said(t, got); !reflect.DeepEqual(says, want) {
			t.Fatalf("got %v\nwant %v\n%s", says, want, Diff("random.yaml", src, got))
		}
		wantLinesKept(t, string(src), string(got), edited)
	})
}

// drawEntryEdit asks for one edit of an entry, or none.
func drawEntryEdit(t *rapid.T, e *Edit, n *yaml.Node, model map[string]any, edited map[int]bool) {
	version := valueOf(n, "version")
	at := Text{Value: version.Value, Line: int32(version.Line), Column: int32(version.Column)}
	text := rapid.SampledFrom(draftTexts).Draw(t, "text")
	switch rapid.SampledFrom([]string{"set", "dependency", "status", "new", "remove", "extends", "notes", "cut", "none"}).Draw(t, "edit") {
	case "set":
		e.Set(at, text)
		model["version"] = text
		edited[version.Line] = true
	case "dependency":
		deps, _ := model["dependencies"].(map[string]any)
		for name := range deps {
			if len(deps) == 1 {
				to := rapid.SampledFrom(draftWants).Draw(t, "want")
				pin := valueOf(valueOf(n, "dependencies"), name)
				e.Set(Text{Value: pin.Value, Line: int32(pin.Line), Column: int32(pin.Column)}, to)
				deps[name] = to
				edited[pin.Line] = true
			}
		}
	case "status":
		e.SetField(at, "status", text)
		model["status"] = text
		if old := valueOf(n, "status"); old != nil {
			edited[old.Line] = true
		}
	case "new":
		for _, key := range []string{"released", "revision"} {
			e.SetField(at, key, text)
			model[key] = text
		}
	case "remove":
		for _, key := range []string{"status", "extends", "dependencies", "description"} {
			i := fieldIndex(n, key)
			e.RemoveField(at, key)
			delete(model, key)
			for line := 0; i >= 0 && line < 20; line++ {
				edited[n.Content[i].Line+line] = true
			}
		}
	case "cut": // as a release does it
		e.Set(at, "8.0.0")
		model["version"] = "8.0.0"
		edited[version.Line] = true
		for _, key := range []string{"released", "revision"} {
			e.SetField(at, key, "2026-11-20")
			model[key] = "2026-11-20"
		}
		drawNotes(t, e, at, n, model, edited)
	case "notes":
		drawNotes(t, e, at, n, model, edited)
	case "extends":
		extends := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"0.1.0", "0.2.0", "0.3.0", "0.4.0"}), 1, 4, rapid.ID).Draw(t, "new extends")
		e.SetExtends(at, extends)
		var list []any
		for _, v := range extends {
			list = append(list, v)
		}
		model["extends"] = list
		if old := valueOf(n, "extends"); old != nil {
			for _, item := range old.Content {
				edited[item.Line] = true
			}
		}
	}
	if n.Style&yaml.FlowStyle != 0 {
		edited[n.Line] = true
	}
}

// drawNotes adds one or two changes to an entry.
func drawNotes(t *rapid.T, e *Edit, at Text, n *yaml.Node, model map[string]any, edited map[int]bool) {
	list, _ := model["changes"].([]any)
	for range rapid.IntRange(1, 2).Draw(t, "notes") {
		summary := rapid.SampledFrom(draftTexts).Draw(t, "summary")
		details := rapid.SampledFrom(draftTexts).Draw(t, "details")
		e.AddNotes(at, []Note{{
			Type: Text{Value: "fix"}, Summary: Text{Value: summary}, Internal: true, Links: []Text{{Value: summary}},
			Texts: []Label{{Text{Value: "sales"}, Text{Value: details}}},
		}})
		list = append(list, map[string]any{
			"type": "fix", "summary": summary, "internal": "!!booltrue", "links": []any{summary}, "texts": map[string]any{"sales": details},
		})
	}
	model["changes"] = list
	if old := valueOf(n, "changes"); old != nil {
		edited[old.Line] = true
	}
}

func drawNewEntry(t *rapid.T, e *Edit, component map[string]any, versions []any) {
	text := rapid.SampledFrom(draftTexts).Draw(t, "description")
	entry := NewEntry{Version: "9.0.0", Extends: []string{"1.0.0"}, Description: text, HasContract: true}
	model := map[string]any{"version": "9.0.0", "extends": []any{"1.0.0"}, "description": text, "contract": map[string]any{}}
	deps := map[string]any{}
	for _, name := range []string{"a", "b/c", "d", "e"}[:rapid.IntRange(0, 4).Draw(t, "pins")] {
		want := rapid.SampledFrom(draftWants).Draw(t, "want")
		entry.Dependencies = append(entry.Dependencies, Pin{Name: name, Want: want})
		deps[name] = want
	}
	if len(deps) > 0 {
		model["dependencies"] = deps
	}
	e.AddEntry(component["name"].(string), entry)
	component["versions"] = append([]any{model}, versions...)
}

// wantLinesKept checks that every line of the source that no edit touched is there, in order.
func wantLinesKept(t *rapid.T, src, got string, edited map[int]bool) {
	lines := strings.Split(got, "\n")
	for i, line := range strings.Split(src, "\n") {
		if edited[i+1] || strings.HasPrefix(line, "versions: [") {
			continue
		}
		at := slices.IndexFunc(lines, func(s string) bool { return strings.TrimRight(s, "\r") == strings.TrimRight(line, "\r") })
		if at < 0 {
			t.Fatalf("got no line %d %q any more:\n%s", i+1, line, Diff("random.yaml", []byte(src), []byte(got)))
		}
		lines = lines[at+1:]
	}
}
