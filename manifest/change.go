package manifest

import (
	"fmt"
	"path"
	"strings"

	"gopkg.in/yaml.v3"

	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// Change is one file of `changes/`: what a pull request says that it changes.
type Change struct {
	File       string
	ID         string // the file's name without .md
	Components []ChangedComponent
	Links      []Text
	Internal   bool
	Reverts    Text
	Summary    Text    // the first paragraph, its lines joined by blanks
	Details    Text    // what follows it, as written
	Texts      []Label // audience to its own text
}

// ChangedComponent is what a change means for one component (or product).
type ChangedComponent struct {
	Name  Text
	Type  Text          // one of ChangeTypes
	Level version.Level // at least the type's own
}

var changeMapping = mapping[Change]{
	name: "Change",
	says: "The front matter of a change file: what a pull request changes. The prose below it is for people.",
	fields: []field[Change]{
		{name: "components", required: true, says: "What it means for each component (or product) that it touches; {} says: nothing to release.", value: at(
			func(c *Change) *[]ChangedComponent { return &c.Components }, changedComponents)},
		{name: "links", says: linksSay, value: at(
			func(c *Change) *[]Text { return &c.Links }, linkList)},
		{name: "internal", says: internalSay, absent: "false", value: at(
			func(c *Change) *bool { return &c.Internal }, trueOrFalse)},
		{name: "reverts", says: revertsSay, value: at(
			func(c *Change) *Text { return &c.Reverts }, someText)},
	},
}

var changedComponents = mapOf("a map of names to types of change", nameText,
	func(t Text) ChangedComponent { return ChangedComponent{Name: t} }, changedComponent)

// changedComponent is the way of writing a change of one component: its type alone, or a map.
var changedComponent = value[ChangedComponent]{
	form: form{word: "a type of change", either: []form{changeType.form, object(&changedMapping).form}},
	read: func(d *decoder, n *yaml.Node, c *ChangedComponent) bool {
		if n.Kind != yaml.MappingNode {
			ok := changeType.read(d, n, &c.Type)
			c.Level = TypeLevel(c.Type.Value)
			return ok
		}
		before := len(d.problems)
		changedMapping.read(d, n, c)
		if len(d.problems) > before {
			return false
		}
		least, level := TypeLevel(c.Type.Value), valueOf(n, "level")
		if level == nil {
			c.Level = least
		} else if c.Level < least {
			d.within("level", func() {
				d.wrong(level, fmt.Sprintf("level: found %s, the type %s asks for %s at least", c.Level, c.Type, least))
			})
			return false
		}
		return true
	},
}

var changedMapping = mapping[ChangedComponent]{
	name: "Changed component",
	says: "What a change means for a component, when its type alone does not say it.",
	fields: []field[ChangedComponent]{
		{name: "type", required: true, says: "What sort of change it is.", value: at(
			func(c *ChangedComponent) *Text { return &c.Type }, changeType)},
		{name: "level", says: "The step that it asks for, at least the type's own.", absent: "the type's own", value: at(
			func(c *ChangedComponent) *version.Level { return &c.Level }, anyLevel)},
	},
}

// change reads a change file: front matter between two lines "---", prose below.
func (d *decoder) change(file *source) (*Change, diag.List) {
	d.open(file)
	c := &Change{File: file.name, ID: strings.TrimSuffix(path.Base(file.name), ".md")}
	if !d.legible(file.text) {
		return nil, d.problems
	}
	lines := proseLines(string(file.text))
	end := closing(lines)
	if end < 0 {
		at := diag.Place{File: file.name, Line: 1, Column: 1}
		message := "found no front matter, wanted a line \"---\" first"
		if len(lines) > 0 && isFence(lines[0]) {
			message = "found front matter that is never closed, wanted a second line \"---\""
		}
		d.report("syntax", at, message, "start with the three lines `---`, `components: {NAME: fix}`, `---`")
		return nil, d.problems
	}
	d.frontMatter(c, strings.Join(lines[1:end], "\n"))
	d.prose(c, lines, end+1)
	return c, d.problems
}

// frontMatter reads what stands between the fences.
func (d *decoder) frontMatter(c *Change, matter string) {
	d.begin(1)
	broken := len(d.problems)
	n := d.parse(chunk{text: []byte(matter + "\n"), before: 1})
	switch {
	case len(d.problems) > broken:
	case n == nil:
		d.enter("components")
		d.report("schema", diag.Place{File: c.File, Line: 1, Column: 1, Width: len("---")}, "missing field \"components\"",
			"`components: {NAME: fix}` names what it changes, `components: {}` says: nothing to release")
		d.leave()
	case d.spelledOut(n):
		changeMapping.read(d, n, c)
	}
	d.begin(0)
}

func isFence(line string) bool { return strings.TrimRight(line, " \t") == "---" }

// closing returns the index of the line that closes the front matter, -1 when there is none.
func closing(lines []string) int {
	if len(lines) == 0 || !isFence(lines[0]) {
		return -1
	}
	for i := 1; i < len(lines); i++ {
		if isFence(lines[i]) {
			return i
		}
	}
	return -1
}
