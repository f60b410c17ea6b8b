package resolve

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"joinery/manifest"
)

// way is a way out of one conflict, or of several together: steps by which the other pins
// follow to an heir, or the command that makes the MERGE version.
type way struct {
	out    []*clash
	steps  []PinMove // to heirs
	merge  []string  // the versions to bring together
	option MergeOptions
	merged *Successor
	on     []string // what the steps make or change
}

// clash is a conflict between versions of the workspace, with its heir if there is one.
type clash struct {
	conflict
	heir *manifest.Entry
}

func (c *clash) name() string { return c.item.name }

// move returns how the other pins follow to the heir.
func (c *clash) move() Move {
	m := Move{Component: c.item.component, To: c.heir.Parsed}
	for _, v := range c.takes {
		if v.entry != c.heir {
			m.From = append(m.From, v.version)
		}
	}
	return m
}

// grown says in words that there is an heir.
func (c *clash) grown() string {
	var others []string
	for _, v := range c.takes {
		if v.entry != c.heir {
			others = append(others, v.version.String())
		}
	}
	return c.heir.Version.Value + " grew from " + enumerate(others, " and ")
}

// toHeirs returns the way on which the pins of some conflicts follow to their heirs, nil when
// there is none.
func (s *settler) toHeirs(out ...*clash) *way {
	moves := make([]Move, len(out))
	for i, c := range out {
		moves[i] = c.move()
	}
	steps, err := movePins(s.asked(), PinOptions{InForce: everybody, Cut: true, Date: s.options.Date}, moves...)
	if err != nil || len(steps) == 0 { // a dependent's scheme has no next version
		return nil
	}
	return &way{out: out, steps: steps, on: touched(out, steps)}
}

// everybody counts every requirement: those that the product does not reach are not looked at.
func everybody(Requirement) bool { return true }

// toMerge returns the way by the MERGE version, nil when there is none: the command makes a
// pre-release, so outside development it cannot settle anything.
func (s *settler) toMerge(c *clash) *way {
	if s.options.production() {
		return nil
	}
	w := &way{out: []*clash{c}, option: MergeOptions{Date: s.options.Date}}
	for _, v := range c.takes {
		w.merge = append(w.merge, v.entry.Version.Value)
	}
	var err error
	w.merged, err = MergeOf(c.item.component, w.merge, w.option)
	if errors.As(err, new(*CollisionError)) {
		w.option.NextFree = true
		w.merged, err = MergeOf(c.item.component, w.merge, w.option)
	}
	if err != nil { // the scheme has no MERGE
		return nil
	}
	return w
}

// touches reports whether two ways make or change the same, so that neither can be followed
// behind the other as it is written.
func (w *way) touches(other *way) bool {
	return slices.ContainsFunc(w.on, func(what string) bool { return slices.Contains(other.on, what) })
}

// touched returns what the steps of a way make or change: components and lines.
func touched(out []*clash, steps []PinMove) []string {
	var all []string
	for _, c := range out {
		all = append(all, c.name())
	}
	for _, step := range steps {
		switch {
		case step.Next != nil:
			all = append(all, step.Next.Component.Name.Value)
		case step.UnderWay != nil:
			all = append(all, step.UnderWay.Component.Name.Value)
		default:
			all = append(all, step.At().String())
		}
	}
	return all
}

// goneBy carries the way out on some ground, nil where that cannot be done.
func (s *settler) goneBy(w *way, from *ground) *Draft {
	edits := NewDraft(from.source)
	steps := w.steps
	var all Requirers
	if w.merge == nil {
		all = s.asked()
	} else {
		merged, err := MergeOf(from.source.Component(w.out[0].name()), w.merge, w.option)
		if err != nil {
			return nil
		}
		if steps, err = from.mergePins(merged, w.option.Date); err != nil {
			return nil
		}
		if w.on == nil {
			w.on = touched(w.out, steps)
		}
		if edits.Add(merged.Component.Name.Value, merged.Entry(merged.Snapshot)) != nil {
			return nil
		}
	}
	for _, step := range steps {
		if !edits.take(step, all, s.options.Date) {
			return nil
		}
	}
	return edits
}

// tell writes the way into hints: whole for its first conflict, a reference for the others.
func (w *way) tell(hints map[string][]string) {
	first := w.out[0]
	if w.merge != nil {
		command := fmt.Sprintf("joinery merge %s %s --move-pins", first.name(), strings.Join(w.merge, " "))
		if w.option.NextFree {
			command += " --next-free"
		}
		hints[first.name()] = []string{fmt.Sprintf("the lines have parted; their MERGE version %s settles this: %s", w.merged.Version, command)}
		return
	}
	var b strings.Builder
	b.WriteString(first.grown() + "; this settles it")
	var more []string
	for _, c := range w.out[1:] {
		more = append(more, c.name())
		hints[c.name()] = []string{c.grown() + "; what settles " + first.name() + " settles this too"}
	}
	if len(more) > 0 {
		b.WriteString(", and " + enumerate(more, " and ") + " too")
	}
	b.WriteString(":")
	for i, step := range w.steps {
		if i == mostTold {
			fmt.Fprintf(&b, "\n… and %d more steps of this kind", len(w.steps)-i)
			break
		}
		b.WriteString("\n" + step.String())
	}
	hints[first.name()] = []string{b.String()}
}

// together returns the conflicts with heirs that the first one's way gets in touch with, the
// first one in front.
func (s *settler) together(first *clash, others []*clash) []*clash {
	group := []*clash{first}
	for at := 0; at < len(group); at++ {
		w := s.toHeirs(group[at])
		for _, c := range others {
			if w == nil || c.heir == nil || slices.Contains(group, c) {
				continue
			}
			if own := s.toHeirs(c); own != nil && own.touches(w) {
				group = append(group, c)
			}
		}
	}
	return group
}

// mostTold bounds the steps of one way out that are told.
const mostTold = 30
