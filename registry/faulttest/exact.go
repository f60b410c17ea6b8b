package faulttest

import (
	"time"

	"github.com/anishathalye/porcupine"
)

// Exact looks for an order of all calls that explains every answer: each draw takes the next number
// that the store holds, each look sees the last one. It returns Unknown when the search takes longer
// than most. It is for histories of a few thousand calls of at most 16 clients at a time, without
// lines and without gaps in what the store holds.
func Exact(calls []Call, contents Contents, most time.Duration) porcupine.CheckResult {
	all := drawings(calls)
	find(all, contents)
	var operations []porcupine.Operation
	starts := map[string]int{}
	for _, item := range contents.items() {
		var f violations
		k := contents[item]
		spans, _ := f.spans(item, k, calls, all)
		for _, v := range k.Versions {
			if v.Level == "" {
				starts[item]++ // was there before
			}
		}
		if len(f) > 0 {
			return porcupine.Illegal
		}
		for _, s := range spans {
			operations = append(operations, porcupine.Operation{
				ClientId: s.call.Client, Input: asking{item, s.look}, Output: s.rank, Call: s.began, Return: s.ended,
			})
		}
	}
	return porcupine.CheckOperationsTimeout(model(starts), operations, most)
}

// asking is what one of the model's operations asks for.
type asking struct {
	item string
	look bool
}

// model is a counter for each item, which starts at what was there before.
func model(starts map[string]int) porcupine.Model {
	type state struct {
		item string
		last int
	}
	return porcupine.Model{
		Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
			byItem := map[string][]porcupine.Operation{}
			for _, o := range history {
				item := o.Input.(asking).item
				byItem[item] = append(byItem[item], o)
			}
			var parts [][]porcupine.Operation
			for _, part := range byItem {
				parts = append(parts, part)
			}
			return parts
		},
		Init: func() any { return state{} },
		Step: func(from, input, output any) (bool, any) {
			s, in, rank := from.(state), input.(asking), output.(int)
			if s.item == "" {
				s = state{in.item, starts[in.item]}
			}
			if in.look {
				return rank == s.last, s
			}
			return rank == s.last+1, state{in.item, rank}
		},
	}
}
