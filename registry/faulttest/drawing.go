package faulttest

import (
	"math"
	"slices"

	"joinery/manifest/version"
)

// drawing is one draw, however often it was asked for.
type drawing struct {
	item, line, key string
	number          string // "" when none is known
	answered        bool
	unknown         bool // some call of it may have done it, and nobody said so

	// It happened after began and before ended: from the first call that may have done it to
	// the first answer.
	began, ended int64
	first        Call // the one that was answered, or the first
}

// never is later than every moment.
const never = math.MaxInt64

// drawings puts the calls of one key together, in the order of their first calls. Calls without a key
// are draws of their own.
func drawings(calls []Call) []*drawing {
	var all []*drawing
	known := map[[2]string]*drawing{}
	for _, c := range calls {
		if c.Kind != Draw {
			continue
		}
		d := known[[2]string{c.Item, c.Key}]
		if d == nil || c.Key == "" {
			d = &drawing{item: c.Item, line: c.Line, key: c.Key, began: never, ended: never, first: c}
			all = append(all, d)
			known[[2]string{c.Item, c.Key}] = d
		}
		if c.Outcome != Undone {
			d.began = min(d.began, c.Began)
		}
		switch c.Outcome {
		case Unknown:
			d.unknown = true
		case Answered:
			if !d.answered {
				d.answered, d.number = true, c.Number
			}
			if c.Ended < d.ended {
				d.ended, d.first = c.Ended, c
			}
		}
	}
	return all
}

// find gives the draws whose answers were lost the numbers that the store holds for them.
func find(all []*drawing, contents Contents) {
	rows := map[[2]string]string{}
	for item, k := range contents {
		for _, v := range k.Versions {
			rows[[2]string{item, v.Description}] = v.Number
		}
	}
	for _, d := range all {
		if d.number == "" && d.key != "" {
			d.number = rows[[2]string{d.item, d.key}]
		}
	}
}

// ranks returns the places of an item's numbers in their order, from 1, what the store holds and what
// was told. Numbers that are none have no place.
func ranks(k Kept, told []string) map[string]int {
	var all []version.Version
	seen := map[string]bool{}
	add := func(number string) {
		v, err := k.Scheme.Parse(number)
		if err != nil || seen[number] {
			return
		}
		seen[number] = true
		all = append(all, v)
	}
	for _, v := range k.Versions {
		add(v.Number)
	}
	for _, number := range told {
		add(number)
	}
	slices.SortFunc(all, version.Version.Compare)
	places := make(map[string]int, len(all))
	for i, v := range all {
		places[v.String()] = i + 1
	}
	return places
}
