package manifest

// form says what a value looks like; the schema and the reference are made from it.
type form struct {
	word string // for people: "a name", "a list of versions"

	// A scalar has the JSON types that an editor may take it for, and limits.
	scalar    []string
	pattern   string // of text
	not       string // a pattern that text must not match
	enum      []string
	minLength int
	maxLength int

	object func() shape // a map with known keys
	keys   *form        // a map with the writer's own keys, whose values are items
	item   *form        // without keys: a list
	either []form       // one of several ways to write the same
}

// The JSON types of scalars. Manifests take every scalar as text; an editor that follows the
// schema takes unquoted 1.10 for a number and unquoted true for a boolean.
var (
	anyScalar   = []string{"string", "number", "boolean"}
	plainScalar = []string{"string", "number"}
)

// shape is what a mapping looks like, without the type that it is read into.
type shape struct {
	name, says string
	open       bool
	fields     []shapeField
}

type shapeField struct {
	name, says, absent string
	required           bool
	form               form
}

func (m *mapping[T]) describe() shape {
	s := shape{name: m.name, says: m.says, open: m.open}
	for _, f := range m.fields {
		s.fields = append(s.fields, shapeField{name: f.name, says: f.says, absent: f.absent, required: f.required, form: f.value.form})
	}
	return s
}
