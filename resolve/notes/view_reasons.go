package notes

import (
	"slices"
	"strconv"
	"strings"

	"joinery/resolve/bundle"
)

// Reasons returns, for engineering, why the product has this version, what moved the versions
// that have no change of their own, and who needs what moved below the product's direct
// components: a line for each release on the way, and one for each component. What the table
// says already is not said again.
func (n *Notes) Reasons() []string {
	if n.Audience != Engineering {
		return nil
	}
	lines := n.causes()
	for _, m := range n.Moved {
		lines = append(lines, n.pins(m)...)
		if !m.Direct && len(m.RequiredBy) > 0 {
			lines = append(lines, n.Words.Say("required", "component", m.Label(), "names", n.Words.list(m.RequiredBy)))
		}
	}
	return lines
}

// causes returns a line for each release and level, and, where a release went another step than
// its causes asked for, one for that ahead of them.
func (n *Notes) causes() []string {
	type of struct{ release, level string }
	var order []of
	groups := map[of][]Cause{}
	for _, c := range n.Because {
		k := of{c.Release, c.Level}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], c)
	}
	apart := map[string]bool{} // releases whose step is not what was asked for
	var lines []string
	for _, made := range n.Made {
		if key := made.key(); key != "" && (made.ByHand || made.Asked != "") {
			apart[made.Release] = true
			lines = append(lines, n.Words.Say(key, "release", made.Release, "level", n.Words.level(made.Level)))
		}
		for _, k := range order {
			if k.release == made.Release {
				lines = append(lines, n.Words.Say(causeKey(apart[k.release]), "release", k.release, "level", n.Words.level(k.level), "causes", n.causesOf(groups[k])))
			}
		}
	}
	return lines
}

// key returns the label that says why a step is not what the policy asked for, "" where it is.
func (m Made) key() string {
	switch {
	case m.ByHand:
		return "cause.raised"
	case m.Verdict == string(bundle.More):
		return "cause.more"
	case m.Verdict == string(bundle.Less):
		return "cause.less"
	case m.Verdict == string(bundle.Merged):
		return "cause.merged"
	}
	return ""
}

func causeKey(apart bool) string {
	if apart {
		return "cause.asked"
	}
	return "cause"
}

// manyCauses is how many components are named one by one although all that moved are meant, and
// how many are where all but these are.
const manyCauses = 3

// causesOf names what asked for one level in one release.
func (n *Notes) causesOf(group []Cause) string {
	var names []string
	inTable := 0
	for _, c := range group {
		switch {
		case c.Component == "":
			names = append(names, n.Words.Say("cause.change", "change", c.Change))
			continue
		case slices.ContainsFunc(n.Moved, func(m Move) bool { return m.Name == c.Component && m.From == c.From && m.To == c.To }):
			names = append(names, c.Component)
			inTable++
			continue
		}
		names = append(names, n.Words.moved(c.Component, c.From, c.To))
	}
	if inTable < len(group) || inTable <= manyCauses {
		return n.Words.list(names)
	}
	var others []string
	for _, m := range n.Moved {
		if !slices.Contains(names, m.Name) {
			others = append(others, m.Name)
		}
	}
	switch {
	case len(others) == 0:
		return n.Words.Say("cause.all", "number", strconv.Itoa(inTable))
	case len(others) <= manyCauses:
		return n.Words.Say("cause.but", "components", n.Words.list(others))
	}
	return n.Words.list(names)
}

// pins returns which requirements moved a component, a line for each version.
func (n *Notes) pins(m Move) []string {
	var lines, pins []string
	for i, p := range m.Follows {
		pins = append(pins, n.Words.moved(p.Name, p.From, p.To))
		if i+1 < len(m.Follows) && m.Follows[i+1].Version == p.Version {
			continue
		}
		lines = append(lines, n.Words.Say("follows", "component", m.Label(), "version", p.Version, "pins", n.Words.list(pins)))
		pins = nil
	}
	return lines
}

// list writes names one behind the other: "a", "a and b", "a, b and c".
func (w Words) list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + w.Say("and") + " " + names[len(names)-1]
}

// moved writes "payments-api 1.3.2 → 1.4.0"; from is "" for what is new, to for what is gone.
func (w Words) moved(name, from, to string) string {
	key := "pin"
	switch {
	case from == "":
		key = "pin.new"
	case to == "":
		key = "pin.gone"
	}
	return w.Say(key, "name", name, "from", from, "to", to)
}
