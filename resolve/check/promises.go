package check

import (
	"fmt"

	"joinery/manifest"
)

// promises is what the versions of one component have promised so far, by their contracts. They
// are added from the lowest to the highest. Comparing a version costs what the contracts hold,
// however many versions there are.
type promises struct {
	made   []*manifest.Entry // those who promised
	offers []promise         // in the order in which they were first made
	named  map[string]int    // where they stand, nil while they are few
}

// promise is one name of the contracts.
type promise struct {
	name         string
	last, other  offered         // its last offer, and the last one of another type than that
	since, until int             // made[since] to made[until-1] require it
	now          *manifest.Offer // by the version that is compared
}

// offered is an offer and the version that makes it.
type offered struct {
	offer *manifest.Offer // nil for a version that does not ask for what is newly required
	by    *manifest.Entry
}

// breach is a promise that a version does not keep, and the last version that made it.
type breach struct {
	offered
	what string // "POST /payments is gone"
}

// clear forgets all promises, for the next component.
func (p *promises) clear() { p.made, p.offers, p.named = p.made[:0], p.offers[:0], nil }

// find returns the promise of that name, nil when nobody has made it. It holds until the next add.
func (p *promises) find(name string) *promise {
	if p.named != nil {
		if i, ok := p.named[name]; ok {
			return &p.offers[i]
		}
		return nil
	}
	for i := range p.offers {
		if p.offers[i].name == name {
			return &p.offers[i]
		}
	}
	return nil
}

// open adds a promise that nobody has made yet.
func (p *promises) open(name string) *promise {
	p.offers = append(p.offers, promise{name: name})
	last := len(p.offers) - 1
	switch {
	case p.named != nil:
		p.named[name] = last
	case len(p.offers) > few:
		p.named = make(map[string]int, 2*len(p.offers))
		for i := range p.offers {
			p.named[p.offers[i].name] = i
		}
	}
	return &p.offers[last]
}

// add takes in the contract of a version, which later versions must keep.
func (p *promises) add(e *manifest.Entry) {
	number := len(p.made)
	p.made = append(p.made, e)
	for i := range e.Contract {
		o := &e.Contract[i]
		known := p.find(o.Name.Value)
		if known == nil {
			known = p.open(o.Name.Value)
		}
		if known.last.offer != nil && known.last.offer.Type.Value != o.Type.Value {
			known.other = known.last
		}
		known.last = offered{o, e}
		if o.Required {
			if known.until != number {
				known.since = number
			}
			known.until = number + 1
		}
	}
}

// compare returns the promises that a version does not keep, each against the last version that
// made it: what is gone or has another type, then what is newly required.
func (p *promises) compare(e *manifest.Entry) []breach {
	for i := range e.Contract {
		if known := p.find(e.Contract[i].Name.Value); known != nil {
			known.now = &e.Contract[i]
		}
	}
	var all []breach
	for i := range p.offers {
		known := &p.offers[i]
		if b, broken := known.compare(); broken {
			all = append(all, b)
		}
		known.now = nil
	}
	for i := range e.Contract {
		o := &e.Contract[i]
		if !o.Required {
			continue
		}
		nearest := len(p.made) - 1
		if known := p.find(o.Name.Value); known != nil && known.until == len(p.made) {
			nearest = known.since - 1
		}
		if nearest >= 0 {
			all = append(all, breach{offered{by: p.made[nearest]}, legible(o.Name.Value) + " is newly required"})
		}
	}
	return all
}

// compare looks whether what is offered now is what was offered before.
func (p *promise) compare() (breach, bool) {
	if p.now == nil {
		return breach{p.last, legible(p.name) + " is gone"}, true
	}
	was, is := p.last, p.now.Type.Value
	if was.offer.Type.Value == is {
		was = p.other
	}
	if was.offer == nil {
		return breach{}, false
	}
	return breach{was, fmt.Sprintf("%s turned from %s into %s", legible(p.name), legible(was.offer.Type.Value), legible(is))}, true
}
