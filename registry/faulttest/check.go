package faulttest

import (
	"fmt"
	"slices"
	"strings"

	"joinery/registry"
)

// A Rule is something that must hold.
type Rule string

// The rules. The first five are about what callers were told, the others about the store as well.
const (
	Twice   Rule = "given twice"       // two draws do not get one number
	Answers Rule = "two answers"       // one key gets one answer
	Order   Rule = "order"             // a draw that began after an answer gets a number above it
	Stale   Rule = "stale look"        // a look that began after an answer sees it, or a higher one
	Early   Rule = "early look"        // a look sees nothing that nobody asked for yet
	Lost    Rule = "lost"              // what was answered is in the store
	Keys    Rule = "wrong key"         // the store holds it for the key that it was answered to
	Ghost   Rule = "ghost"             // the store holds nothing that every caller was told is not there
	Books   Rule = "books"             // counts, marks and the audit log agree with the versions
	Known   Rule = "no such version"   // a number is one of the item's scheme
	Alone   Rule = "two rows, one key" // a key has one version
)

// A Violation is a rule that does not hold, and where.
type Violation struct {
	Rule Rule
	Item string
	Text string
}

// String returns the violation in a line.
func (v Violation) String() string { return fmt.Sprintf("%s: %s: %s", v.Item, v.Rule, v.Text) }

// Check holds a history against what a store holds at its end, and returns what does not fit,
// sorted by item. Calls must be of the items in contents, in the order of their beginnings.
func Check(calls []Call, contents Contents) []Violation {
	return slices.Concat(Told(calls, contents), Stored(calls, contents))
}

// Told checks what callers were told: what holds even if the store was lost. Of the contents it takes
// the schemes, the numbers for which nobody called, and those whose answers were lost.
func Told(calls []Call, contents Contents) []Violation {
	var found violations
	all := drawings(calls)
	find(all, contents)
	found.distinct(calls, all)
	for _, item := range contents.items() {
		found.rising(item, contents[item], calls, all)
	}
	return found
}

// Stored checks that a store holds what callers were told, and nothing else.
func Stored(calls []Call, contents Contents) []Violation {
	var found violations
	all := drawings(calls)
	for _, item := range contents.items() {
		found.stored(item, contents[item], all)
		found.books(item, contents[item])
	}
	return found
}

func (c Contents) items() []string {
	var names []string
	for name := range c {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// violations collects what is found.
type violations []Violation

func (f *violations) add(rule Rule, item, format string, args ...any) {
	*f = append(*f, Violation{rule, item, fmt.Sprintf(format, args...)})
}

// distinct finds numbers that two draws got, and keys that got two numbers.
func (f *violations) distinct(calls []Call, all []*drawing) {
	answer := map[[2]string]Call{}
	for _, c := range calls {
		if c.Kind != Draw || c.Outcome != Answered || c.Key == "" {
			continue
		}
		of := [2]string{c.Item, c.Key}
		if before, ok := answer[of]; !ok {
			answer[of] = c
		} else if before.Number != c.Number {
			f.add(Answers, c.Item, "%s; and %s", before, c)
		}
	}
	owner := map[[2]string]*drawing{}
	for _, d := range all {
		if d.number == "" {
			continue
		}
		of := [2]string{d.item, d.number}
		if before := owner[of]; before != nil {
			f.add(Twice, d.item, "%s; and %s", before.first, d.first)
		}
		owner[of] = d
	}
}

// stored finds what is not in the store, and what should not be there.
func (f *violations) stored(item string, k Kept, all []*drawing) {
	rows := map[string]registry.Version{}
	byKey := map[string]string{}
	for _, v := range k.Versions {
		rows[v.Number] = v
		if other, ok := byKey[v.Description]; ok && v.Description != "" {
			f.add(Alone, item, "%s and %s are both there for %s", other, v.Number, v.Description)
		}
		byKey[v.Description] = v.Number
	}
	asked := map[string]bool{}
	unknown := 0 // draws without a key whose outcome nobody knows
	for _, d := range all {
		if d.item != item {
			continue
		}
		if d.answered {
			asked[d.number] = true
			if v, ok := rows[d.number]; !ok {
				f.add(Lost, item, "%s", d.first)
			} else if v.Description != d.key {
				f.add(Keys, item, "%s; the store holds it for %s", d.first, orNone(v.Description))
			}
		}
		if number := byKey[d.key]; d.key != "" && number != "" && (d.unknown || d.answered) {
			asked[number] = true
		}
		if d.key == "" && d.unknown && !d.answered {
			unknown++
		}
	}
	for _, v := range k.Versions {
		switch {
		case asked[v.Number] || v.Level == "": // or it was not drawn but listed
		case v.Description == "" && unknown > 0:
			unknown--
		default:
			f.add(Ghost, item, "%s is there for %s, which nobody called with an outcome that is not known", v.Number, orNone(v.Description))
		}
	}
}

// books finds counts, marks and audit entries that do not agree with the versions.
func (f *violations) books(item string, k Kept) {
	if k.Given != int64(len(k.Versions)) {
		f.add(Books, item, "found %d versions, and %d were given", len(k.Versions), k.Given)
	}
	drawn := map[string]int{}
	for _, number := range k.Drawn {
		drawn[number]++
	}
	places := ranks(k, []string{k.Top})
	highest := ""
	seen := map[string]bool{}
	for i, v := range k.Versions {
		if v.Seq != int64(i+1) {
			f.add(Books, item, "%s has the place %d, wanted %d", v.Number, v.Seq, i+1)
		}
		if seen[v.Number] {
			f.add(Twice, item, "the store holds %s twice", v.Number)
		}
		seen[v.Number] = true
		if told := drawn[v.Number]; v.Level != "" && told != 1 {
			f.add(Books, item, "the audit log tells %d times that %s was drawn, wanted once", told, v.Number)
		}
		delete(drawn, v.Number)
		if !strings.Contains(v.Number, "-") && places[v.Number] > places[highest] {
			highest = v.Number
		}
	}
	if k.Top != highest {
		f.add(Books, item, "the mark of the highest is %s, wanted %s", orNone(k.Top), orNone(highest))
	}
	for number := range drawn {
		f.add(Books, item, "the audit log tells that %s was drawn, which is not there", number)
	}
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
