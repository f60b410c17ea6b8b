package notes

import (
	"slices"

	"joinery/manifest"
)

// What an item says when it is about a component itself, and no change of it.
const (
	added   = "added"
	removed = "removed"
	lowered = "lowered"
	renamed = "renamed"
)

// sectionKeys are the groups in reading order.
var sectionKeys = []string{"highlights", "new", "better", "fixed", "security", "upgrade", "gone", "note", "internal"}

// sectionOf returns the group that a type of change belongs to.
func sectionOf(changeType string) string {
	switch changeType {
	case "feature":
		return "new"
	case "performance":
		return "better"
	case "fix":
		return "fixed"
	case "security":
		return "security"
	case "breaking", "removal", "deprecation":
		return "upgrade"
	case "docs", "internal":
		return "internal"
	}
	return "note"
}

// typeRank orders the items of a group: what asks for most first. The removal or fall of a component
// comes before, its new name behind; that it is new stands with its features, ahead of them.
func typeRank(changeType string) int {
	switch changeType {
	case removed, lowered:
		return -1
	case added:
		return slices.Index(manifest.ChangeTypes, "feature")
	case renamed:
		return len(manifest.ChangeTypes)
	}
	return slices.Index(manifest.ChangeTypes, changeType)
}

func (m *maker) put(section string, item *Item) { m.groups[section] = append(m.groups[section], item) }

// heavier makes an item that several components share what it is for the one that it means most to.
func (m *maker) heavier(item *Item, changeType string) {
	if typeRank(changeType) >= typeRank(item.Type) {
		return
	}
	from, to := sectionOf(item.Type), sectionOf(changeType)
	item.Type = changeType
	if i := slices.Index(m.groups[from], item); i >= 0 && from != to {
		m.groups[from] = slices.Delete(m.groups[from], i, i+1)
		m.put(to, item)
	}
}

// heading returns the label of a group: for support, what is to do on the way to the release.
func (m *maker) heading(key string) string {
	if m.audience == Support && key == "upgrade" {
		return "steps"
	}
	return key
}

// The highlights are at most five, and only of notes that are long enough to want them.
const (
	mostHighlights = 5
	longNotes      = 5
)

// sections returns the groups that hold something. Highlights are for sales: the changes that
// have a text for customers, told by their summaries alone.
func (m *maker) sections() []Section {
	sections := []Section{}
	var highlights []Item
	changes := 0
	for _, key := range sectionKeys {
		group := m.groups[key]
		if len(group) == 0 {
			continue
		}
		slices.SortStableFunc(group, func(a, b *Item) int { return typeRank(a.Type) - typeRank(b.Type) })
		s := Section{Key: key, Title: m.words.Say("section." + m.heading(key))}
		for _, item := range group {
			s.Items = append(s.Items, *item)
			if item.Type != added {
				changes++
			}
			if m.audience == Sales && item.Details != "" && item.Type != added && key != "gone" && len(highlights) < mostHighlights {
				highlights = append(highlights, Item{Type: item.Type, Summary: item.Summary, Of: item.Of})
			}
		}
		sections = append(sections, s)
	}
	if changes >= longNotes && len(highlights) > 0 {
		sections = slices.Insert(sections, 0, Section{Key: "highlights", Title: m.words.Say("section.highlights"), Items: highlights})
	}
	return sections
}
