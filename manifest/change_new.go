package manifest

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"joinery/manifest/version"
)

// NewChange is a change file to be written. Of texts only the values count.
type NewChange struct {
	Components []ChangedComponent // none: nothing to release. A Level of None stands for the type's own
	Links      []string
	Internal   bool
	Reverts    string
	Summary    string // a sentence; blanks and line ends in it become one blank each
	Details    string // Markdown
	Texts      []Label
}

// Text returns the file. It reads back as the same change, blank lines around a text aside:
//
//	---
//	components: {payments-api: feature, web-shop: {type: fix, level: minor}}
//	links: [https://tracker.example/PAY-7]
//	---
//	Pay by instalments.
//
//	Up to twelve instalments per basket, agreed at checkout.
//
//	## for sales
//	Baskets above 500 € can be paid in up to twelve instalments.
//
// More than three components go on lines of their own. Without components the prose may be
// absent. What such a file cannot say, such as a component without a summary or a heading
// "## for sales" inside the details, is a *ChangeError.
func (n NewChange) Text() ([]byte, error) {
	n = n.tidy()
	if err := n.sections(); err != nil {
		return nil, err
	}
	text := n.frontMatter() + n.prose()
	d := newDecoder()
	got, problems := d.change(&source{name: "change.md", text: []byte(text)})
	if len(problems) > 0 {
		first := problems[0]
		return nil, &ChangeError{Field: first.Subject, Problem: first.Message, hints: first.Hints}
	}
	if field := n.differs(got); field != "" {
		return nil, &ChangeError{Field: field, Problem: field + ": found a text that would not read back as it is"}
	}
	return []byte(text), nil
}

// ChangeError says what a change file cannot say.
type ChangeError struct {
	Field   string // "summary", "components.payments-api"
	Problem string // what was found, what was wanted
	hints   []string
}

// Error returns the problem.
func (e *ChangeError) Error() string { return e.Problem }

// Hints returns what to say instead.
func (e *ChangeError) Hints() []string { return e.hints }

// tidy returns the change with its texts as they will be read.
func (n NewChange) tidy() NewChange {
	body := func(text string) string {
		lines := proseLines(text)
		return block(lines, 0, len(lines)).Value
	}
	n.Summary, n.Details = strings.Join(strings.Fields(n.Summary), " "), body(n.Details)
	n.Texts = slices.Clone(n.Texts)
	for i := range n.Texts {
		n.Texts[i].Value.Value = body(n.Texts[i].Value.Value)
	}
	n.Components = slices.Clone(n.Components)
	for i, c := range n.Components {
		if c.Level == version.None {
			n.Components[i].Level = TypeLevel(c.Type.Value)
		}
	}
	return n
}

// sections refuses a text that would be cut in two, or that would take in the one behind it.
func (n NewChange) sections() error {
	if n.Summary == "" && n.Details != "" {
		return &ChangeError{Field: "summary", Problem: "found details without a summary, wanted a sentence that says what changed"}
	}
	texts := append([]Label{{Key: Text{Value: "details"}, Value: Text{Value: n.Details}}}, n.Texts...)
	for i, text := range texts {
		lines := proseLines(text.Value.Value)
		found := new(decoder).sections(append(lines, "## for the next"), 0)
		switch {
		case len(found) > 2:
			heading := strings.TrimSpace(lines[found[1].heading])
			return &ChangeError{Field: text.Key.Value, hints: []string{"give that audience its own text"},
				Problem: fmt.Sprintf("%s: found the heading %q, which starts another text", text.Key.Value, heading)}
		case len(found) < 2 && i+1 < len(texts):
			return &ChangeError{Field: text.Key.Value, hints: []string{"close it with a line \"```\""},
				Problem: text.Key.Value + ": found a code block that is never closed"}
		}
	}
	return nil
}

func (n NewChange) frontMatter() string {
	style := entryStyle{dash: "- ", below: 2, step: 2, item: 2}
	root, components := mappingNode(), mappingNode()
	if len(n.Components) <= flowPins {
		components.Style = yaml.FlowStyle
	}
	for _, c := range n.Components {
		says := style.key(c.Type.Value)
		if c.Level != TypeLevel(c.Type.Value) {
			says = mappingNode()
			says.Style = yaml.FlowStyle
			addPair(says, style.key("type"), style.key(c.Type.Value))
			addPair(says, style.key("level"), style.key(c.Level.String()))
		}
		addPair(components, style.key(c.Name.Value), says)
	}
	addPair(root, style.key("components"), components)
	if len(n.Links) > 0 {
		addPair(root, style.key("links"), style.links(n.Links))
	}
	if n.Internal {
		addPair(root, style.key("internal"), trueNode())
	}
	if n.Reverts != "" {
		addPair(root, style.key("reverts"), style.key(n.Reverts))
	}
	return "---\n" + strings.Join(style.block(root), "\n") + "\n---\n"
}

func (n NewChange) prose() string {
	var b strings.Builder
	part := func(text string) {
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		b.WriteString(text + "\n")
	}
	if n.Summary != "" {
		summary := n.Summary
		if _, heading := audienceHeading(summary); heading || fenceOf(summary) != "" {
			summary = "    " + summary // so far in it is a sentence
		}
		part(summary)
	}
	if n.Details != "" {
		part(n.Details)
	}
	for _, text := range n.Texts {
		part("## for " + text.Key.Value + "\n" + text.Value.Value)
	}
	return b.String()
}

// differs names the field that c, read back, does not say as n does; "" when all are the same.
func (n NewChange) differs(c *Change) string {
	sameLabel := func(a, b Label) bool { return a.Key.Value == b.Key.Value && a.Value.Value == b.Value.Value }
	switch {
	case !slices.EqualFunc(n.Components, c.Components, sameChanged):
		return "components"
	case !slices.EqualFunc(n.Links, c.Links, func(a string, b Text) bool { return a == b.Value }):
		return "links"
	case n.Internal != c.Internal:
		return "internal"
	case n.Reverts != c.Reverts.Value:
		return "reverts"
	case n.Summary != c.Summary.Value:
		return "summary"
	case n.Details != c.Details.Value:
		return "details"
	case !slices.EqualFunc(n.Texts, c.Texts, sameLabel):
		return "texts"
	}
	return ""
}

func sameChanged(a, b ChangedComponent) bool {
	return a.Name.Value == b.Name.Value && a.Type.Value == b.Type.Value && a.Level == b.Level
}
