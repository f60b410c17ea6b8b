package plan

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

// number is a version of three numbers, as the oracle counts.
type number [3]int

func (n number) String() string { return fmt.Sprintf("%d.%d.%d", n[0], n[1], n[2]) }

func (n number) raised(level int) number {
	n[level]++
	for i := level + 1; i < 3; i++ {
		n[i] = 0
	}
	return n
}

func higher(a, b number) number {
	if slices.Compare(a[:], b[:]) > 0 {
		return a
	}
	return b
}

// small is a little workspace that the oracle can go through subset by subset.
type small struct {
	names    []string
	base     []*number // the highest production version, nil for none
	snapshot []*number // the numbers of the snapshot above it, nil for none
	older    []bool    // whether there is a 0.9.0 below it
	needs    []map[int]string
	change   []int // the place in a version that a change raises; -1: no change
	groups   []set
	fixed    []bool
	policy   string
}

type set uint

func (s set) has(i int) bool { return s&(1<<i) != 0 }

func drawSmall(t *rapid.T) *small {
	n := rapid.IntRange(2, 6).Draw(t, "components")
	w := &small{policy: rapid.SampledFrom([]string{"", "out-of-range", "always", "never"}).Draw(t, "policy")}
	for i := range n {
		w.names = append(w.names, string(rune('a'+i)))
		base := rapid.SampledFrom([]number{{1, 0, 0}, {1, 0, 3}, {1, 2, 0}, {2, 0, 0}}).Draw(t, "base")
		w.base, w.snapshot = append(w.base, &base), append(w.snapshot, nil)
		switch rapid.IntRange(0, 5).Draw(t, "state") {
		case 0:
			next := base.raised(rapid.IntRange(0, 2).Draw(t, "snapshot"))
			w.snapshot[i] = &next
		case 1:
			w.base[i], w.snapshot[i] = nil, &number{0, 1, 0}
		}
		w.older = append(w.older, w.base[i] != nil && w.base[i][1]+w.base[i][2] == 0 && rapid.IntRange(0, 2).Draw(t, "older") == 0)
		w.change = append(w.change, rapid.SampledFrom([]int{-1, -1, -1, 0, 1, 2}).Draw(t, "change"))
	}
	for i := range n {
		w.needs = append(w.needs, map[int]string{})
		for k := range n {
			if i == k || rapid.IntRange(0, 2).Draw(t, "needs") > 0 {
				continue
			}
			at := w.start(k)
			form := rapid.SampledFrom([]string{"exact", "^", "~>", "older"}).Draw(t, "form")
			switch {
			case form == "older" && w.older[k]:
				w.needs[i][k] = rapid.SampledFrom([]string{"0.9.0", "^0.9.0"}).Draw(t, "held back at")
			case form == "exact":
				w.needs[i][k] = at
			case form == "^" || w.base[k] == nil:
				w.needs[i][k] = "^" + at
			default:
				w.needs[i][k] = "~> " + w.base[k].String()
			}
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "groups") {
		g := set(rapid.IntRange(1, 1<<n-1).Draw(t, "group"))
		if bits.OnesCount(uint(g)) > 1 {
			w.groups = append(w.groups, g)
			w.fixed = append(w.fixed, rapid.Bool().Draw(t, "fixed"))
		}
	}
	return w
}

// start writes the version that a component starts from.
func (w *small) start(i int) string {
	if w.snapshot[i] != nil {
		return w.snapshot[i].String() + "-SNAPSHOT"
	}
	return w.base[i].String()
}

// text writes it in the language of [world].
func (w *small) text() string {
	var b strings.Builder
	groups := map[bool][]string{}
	for i, g := range w.groups {
		var names []string
		for k, name := range w.names {
			if g.has(k) {
				names = append(names, name)
			}
		}
		groups[w.fixed[i]] = append(groups[w.fixed[i]], "["+strings.Join(names, ", ")+"]")
	}
	fmt.Fprintf(&b, "suite\nsuite yaml policy: {groups: {fixed: [%s], linked: [%s]}}\nsuite yaml components: {}\n",
		strings.Join(groups[true], ", "), strings.Join(groups[false], ", "))
	for i, name := range w.names {
		var needs []string
		for _, k := range slices.Sorted(maps.Keys(w.needs[i])) {
			needs = append(needs, w.names[k]+" "+w.needs[i][k])
		}
		line := name + " " + w.start(i)
		if w.snapshot[i] != nil && w.base[i] != nil {
			line += " extends " + w.base[i].String()
		} else if w.base[i] != nil {
			line += w.grown(i)
		}
		if len(needs) > 0 {
			line += " needs " + strings.Join(needs, ", ")
		}
		b.WriteString(line + "\n")
		if w.snapshot[i] != nil && w.base[i] != nil {
			b.WriteString(name + " " + w.base[i].String() + w.grown(i) + "\n")
		}
		if w.older[i] {
			b.WriteString(name + " 0.9.0\n")
		}
		if w.change[i] >= 0 {
			fmt.Fprintf(&b, "change of-%s %s %s\n", name, name, [...]string{"breaking", "feature", "fix"}[w.change[i]])
		}
	}
	return b.String()
}

// grown says what the highest production version extends.
func (w *small) grown(i int) string {
	if w.older[i] {
		return " extends 0.9.0"
	}
	return ""
}

// level returns the place in a version that a component raises when it moves.
func (w *small) level(i int) int {
	if w.change[i] >= 0 {
		return w.change[i]
	}
	return 2
}

// numbers returns what the components of a subset get.
func (w *small) numbers(moving set) map[int]number {
	all := map[int]number{}
	for i := range w.names {
		switch {
		case !moving.has(i):
		case w.base[i] == nil:
			all[i] = number{1, 0, 0}
		default:
			all[i] = w.base[i].raised(w.level(i))
			if w.snapshot[i] != nil {
				all[i] = higher(all[i], *w.snapshot[i])
			}
		}
	}
	for again := true; again; {
		again = false
		for _, g := range w.groups {
			if g&moving == 0 {
				continue
			}
			var top *number
			level, best := 2, number{}
			for i := range w.names {
				if g.has(i) && w.base[i] != nil && (top == nil || higher(*w.base[i], *top) != *top) {
					top = w.base[i]
				}
				if (g & moving).has(i) {
					level, best = min(level, w.level(i)), higher(best, all[i])
				}
			}
			if top != nil {
				best = higher(best, top.raised(level))
			}
			for i := range w.names {
				if (g & moving).has(i) && all[i] != best {
					all[i], again = best, true
				}
			}
		}
	}
	return all
}

// follows reports whether a component has to move since another one goes to a number: not where it
// is held back at an older version.
func (w *small) follows(i, k int, to number) bool {
	want, ok := w.needs[i][k]
	if !ok || w.policy == "never" || strings.Contains(want, "0.9.0") {
		return false
	}
	return w.policy == "always" || !admitted(want, to)
}

// admitted reports whether a requirement, ^ or ~> of three numbers or exact, admits a production version.
func admitted(want string, v number) bool {
	var low number
	pre := strings.HasSuffix(want, "-SNAPSHOT")
	bare := strings.TrimSuffix(strings.TrimLeft(want, "^~> "), "-SNAPSHOT")
	if _, err := fmt.Sscanf(bare, "%d.%d.%d", &low[0], &low[1], &low[2]); err != nil {
		panic(err)
	}
	switch {
	case slices.Compare(v[:], low[:]) < 0:
		return false
	case want[0] == '~':
		return v[0] == low[0] && v[1] == low[1]
	case want[0] == '^' && low[0] == 0:
		return v[0] == 0 && v[1] == low[1]
	case want[0] == '^':
		return v[0] == low[0]
	}
	return v == low && !pre
}

// sound reports whether exactly a subset may move: nobody else has to, and everybody in it has to,
// by a chain of reasons that starts at a change.
func (w *small) sound(moving set) bool {
	numbers := w.numbers(moving)
	var founded set
	for i := range w.names {
		if w.change[i] >= 0 {
			founded |= 1 << i
		}
	}
	for again := true; again; {
		again = false
		for i := range w.names {
			if founded.has(i) {
				continue
			}
			has := false
			for k := range w.names {
				has = has || founded.has(k) && moving.has(k) && w.follows(i, k, numbers[k])
			}
			for at, g := range w.groups {
				has = has || w.fixed[at] && g.has(i) && g&founded != 0
			}
			if has {
				founded |= 1 << i
				again = true
			}
		}
	}
	return founded == moving
}

// TestPlanAgainstAllSubsets holds plans of little workspaces against an oracle that goes through all
// subsets of components. Where one subset is sound and within every other sound one, it moves.
func TestPlanAgainstAllSubsets(t *testing.T) {
	told := 0
	rapid.Check(t, func(t *rapid.T) {
		w := drawSmall(t)
		least, some := set(1<<len(w.names)-1), false
		for moving := range set(1 << len(w.names)) {
			if w.sound(moving) {
				least, some = least&moving, true
			}
		}
		if !some || !w.sound(least) {
			return
		}
		var want []string
		numbers := w.numbers(least)
		for _, i := range slices.Sorted(maps.Keys(numbers)) {
			want = append(want, w.names[i]+" "+numbers[i].String())
		}
		text := w.text()
		loaded := load(t, world(t, text))
		p, err := Make(context.Background(), loaded, loaded.Changes, Options{Propagate: w.policy})
		if errors.As(err, new(*EarlyError)) || errors.As(err, new(*StrandedError)) || errors.As(err, new(*CircleError)) {
			return
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		told++
		var got []string
		for _, c := range p.Components {
			got = append(got, c.Name.Value+" "+c.To.String())
			if len(c.Because) == 0 {
				t.Errorf("%s moves without a reason in\n%s", c.Name, text)
			}
			for _, r := range c.Because {
				if r.Dependency != "" && (len(r.Path) < 2 || r.Path[1] != r.Dependency+" "+r.To.String()) {
					t.Errorf("%s: got the path %v to %s %s", c.Name, r.Path, r.Dependency, r.To)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v in\n%s", got, want, text)
		}
	})
	if told == 0 {
		t.Error("the oracle knew no answer, wanted some")
	}
}

// TestReleaseKeepsItsPromises carries out plans of drawn workspaces; see [released].
func TestReleaseKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawSmall(t)
		text := strings.Replace(w.text(), "suite yaml components: {}\n", "suite needs a "+w.start(0)+"\n", 1)
		o := options(t, "")
		o.Propagate = w.policy
		if rapid.Bool().Draw(t, "product") {
			o.Product = "suite"
		}
		if rapid.Bool().Draw(t, "cut") {
			for i := range w.names {
				if w.snapshot[i] != nil {
					o.Cut = append(o.Cut, w.names[i])
				}
			}
		}
		released(t, world(t, text), o)
	})
}

// TestOrderDoesNotCount plans a workspace whose documents and change files stand in another order.
func TestOrderDoesNotCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawSmall(t)
		fsys := world(t, w.text())
		plain := load(t, fsys)
		want := outcome(plain, Options{Propagate: w.policy})
		shuffled := fstest.MapFS{}
		var documents []string
		for _, name := range rapid.Permutation(slices.Sorted(maps.Keys(fsys))).Draw(t, "files") {
			if strings.HasPrefix(name, "changes/") {
				shuffled[name] = fsys[name]
				continue
			}
			documents = append(documents, string(fsys[name].Data))
		}
		shuffled["joinery.yaml"] = &fstest.MapFile{Data: []byte(strings.Join(documents, "---\n"))}
		other := load(t, shuffled)
		changes := rapid.Permutation(other.Changes).Draw(t, "changes")
		other.Changes = changes
		got := outcome(other, Options{Propagate: w.policy})
		if !slices.Equal(withoutPlaces(got), withoutPlaces(want)) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}

var place = regexp.MustCompile(`\S+\.yaml(:\d+:\d+)?:`)

// withoutPlaces returns lines without the places that they begin with, and so in an order of
// their own: the places are others where the order of documents is another one.
func withoutPlaces(text string) []string {
	return slices.Sorted(strings.Lines(place.ReplaceAllString(text, "")))
}
