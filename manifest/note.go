package manifest

import "joinery/manifest/version"

// Note is one change that a version brought.
type Note struct {
	Type     Text    // one of ChangeTypes
	Summary  Text    // a sentence
	Details  Text    // Markdown
	Texts    []Label // audience to its own text, in place of the details
	Internal bool    // hidden from everyone but engineering
	Reverts  Text    // the id of the change that this one takes back
	ID       Text    // the name of its file in changes/, without .md
	Links    []Text
}

// ChangeTypes are the types of change, the ones that ask for most first.
var ChangeTypes = []string{"breaking", "removal", "feature", "deprecation", "performance", "fix", "security", "docs", "internal", "note"}

// TypeLevel returns the least level that a change of the type asks for: breaking and removal
// major, feature and deprecation minor, note none, every other type patch.
func TypeLevel(changeType string) version.Level {
	switch changeType {
	case "breaking", "removal":
		return version.Major
	case "feature", "deprecation":
		return version.Minor
	case "note":
		return version.None
	}
	return version.Patch
}

// Audiences are those who may have a text of their own in a change.
var Audiences = []string{"sales", "engineering", "support"}

var noteList = listOf("a list of changes", object(&noteMapping))

var changeType = oneOf(ChangeTypes...)

var linkList = listOf("a list of links", someText)

const (
	linksSay    = "Where to read more, such as a ticket."
	internalSay = "true hides it from everyone but engineering."
	revertsSay  = "The id of the change that this one takes back."
)

var noteMapping = mapping[Note]{
	name: "Change of a version",
	says: "One change that a version brought.",
	fields: []field[Note]{
		{name: "type", required: true, says: "What sort of change it is.", value: at(
			func(n *Note) *Text { return &n.Type }, changeType)},
		{name: "summary", required: true, says: "The change in a sentence.", value: at(
			func(n *Note) *Text { return &n.Summary }, someText)},
		{name: "details", says: "Markdown, as long as it takes.", value: at(
			func(n *Note) *Text { return &n.Details }, anyText)},
		{name: "texts", says: "What one audience reads instead of the details.", value: at(
			func(n *Note) *[]Label { return &n.Texts }, mapOf("a map of audiences to text", oneOf(Audiences...),
				func(t Text) Label { return Label{Key: t} }, at(func(l *Label) *Text { return &l.Value }, someText)))},
		{name: "internal", says: internalSay, absent: "false", value: at(
			func(n *Note) *bool { return &n.Internal }, trueOrFalse)},
		{name: "reverts", says: revertsSay, value: at(
			func(n *Note) *Text { return &n.Reverts }, someText)},
		{name: "id", says: "The change's id: the name of its file without .md.", value: at(
			func(n *Note) *Text { return &n.ID }, someText)},
		{name: "links", says: linksSay, value: at(
			func(n *Note) *[]Text { return &n.Links }, linkList)},
	},
}
