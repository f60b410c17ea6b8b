package manifest

import "gopkg.in/yaml.v3"

// flowPins is how many dependencies go into braces where the siblings use braces.
const flowPins = 3

// entry returns a version entry as a tree whose styles say how it is to be written.
func (s entryStyle) entry(n NewEntry) *yaml.Node {
	entry := mappingNode()
	add := func(key string, value *yaml.Node) { addPair(entry, s.key(key), value) }
	text := func(key, value string) {
		if value != "" {
			add(key, s.field(key, value))
		}
	}
	text("version", n.Version)
	if len(n.Extends) > 0 {
		add("extends", s.extends(n.Extends))
	}
	text("status", n.Status)
	text("released", n.Released)
	text("revision", n.Revision)
	text("description", n.Description)
	if len(n.Dependencies) > 0 {
		add("dependencies", s.dependencies(n.Dependencies))
	}
	if len(n.Contract) > 0 || n.HasContract {
		add("contract", s.contract(n.Contract))
	}
	if len(n.Changes) > 0 {
		add("changes", s.notes(n.Changes))
	}
	if s.inBraces && len(n.Dependencies) <= flowPins && len(n.Contract) == 0 && len(n.Changes) == 0 {
		entry.Style = yaml.FlowStyle
	}
	return entry
}

// dependencies keeps the quotes in which a sibling asks for the same dependency.
func (s entryStyle) dependencies(pins []Pin) *yaml.Node {
	like, mapping := s.like("dependencies"), mappingNode()
	switch {
	case like == nil:
		like = mapping
	case isFlow(like) && len(pins) <= flowPins:
		mapping.Style = yaml.FlowStyle
	}
	for _, pin := range pins {
		addPair(mapping, s.key(pin.Name), versionScalar(pin.Want, s.quoting(valueOf(like, pin.Name))))
	}
	return mapping
}

func (s entryStyle) contract(offers []Offer) *yaml.Node {
	contract := mappingNode()
	for _, offer := range offers {
		terms := mappingNode()
		terms.Style = yaml.FlowStyle
		if offer.Type.Value != "" {
			addPair(terms, s.key("type"), s.text(offer.Type.Value, s.values))
		}
		if offer.Required {
			addPair(terms, s.key("required"), trueNode())
		}
		addPair(contract, s.key(offer.Name.Value), terms)
	}
	return contract
}

func (s entryStyle) notes(notes []Note) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, note := range notes {
		list.Content = append(list.Content, s.note(note))
	}
	return list
}

func (s entryStyle) note(note Note) *yaml.Node {
	n := mappingNode()
	text := func(key, value string) {
		if value != "" {
			addPair(n, s.key(key), s.text(value, s.values))
		}
	}
	text("type", note.Type.Value)
	text("summary", note.Summary.Value)
	text("details", note.Details.Value)
	if len(note.Texts) > 0 {
		texts := mappingNode()
		for _, label := range note.Texts {
			addPair(texts, s.key(label.Key.Value), s.text(label.Value.Value, s.values))
		}
		addPair(n, s.key("texts"), texts)
	}
	if note.Internal {
		addPair(n, s.key("internal"), trueNode())
	}
	text("reverts", note.Reverts.Value)
	text("id", note.ID.Value)
	if len(note.Links) > 0 {
		links := make([]string, len(note.Links))
		for i, link := range note.Links {
			links[i] = link.Value
		}
		addPair(n, s.key("links"), s.links(links))
	}
	return n
}

func (s entryStyle) links(links []string) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Style: yaml.FlowStyle}
	for _, link := range links {
		list.Content = append(list.Content, s.text(link, s.values))
	}
	return list
}

func mappingNode() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"} }

func trueNode() *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"} }

func addPair(mapping, key, value *yaml.Node) { mapping.Content = append(mapping.Content, key, value) }
