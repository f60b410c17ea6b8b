package resolve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// drawNested returns a world with nested products, and its bundles.
func drawNested(seed uint64) (text string, files []string, with []Pin) {
	rng := rand.New(rand.NewPCG(seed, 7))
	pool := []string{"1.0.0", "1.1.0", "2.0.0-rc.1", "2.0.0", "2.1.0"}
	wants := []string{"1.0.0", "1.1.0", "2.0.0", "2.1.0", "^1.0", "^1.0", "^2.0", "^2.0", ">= 1.0.0", ">= 1.1.0", "< 2.0.0", "^2.0.0-rc.1", "!= 2.0.0"}
	names := []string{"a", "b", "c", "d"}[:2+rng.IntN(3)]
	products := []string{"core", "mid"}[:1+rng.IntN(2)]
	have := map[string][]string{}
	pick := func(from []string) string { return from[rng.IntN(len(from))] }
	var b strings.Builder
	line := func(head string, needs []string) {
		if len(needs) > 0 {
			head += " needs " + strings.Join(needs, ", ")
		}
		b.WriteString(head + "\n")
	}
	var root []string
	for _, p := range products {
		if p == "core" || rng.IntN(2) == 0 {
			root = append(root, p+" "+pick([]string{"^1.0", "^1.0", ">= 1.0.0", "1.0.0", "1.1.0", "^2.0"}))
		}
	}
	for _, n := range names {
		if rng.IntN(2) == 0 {
			root = append(root, n+" "+pick(wants))
		}
	}
	line("suite", root)
	if rng.IntN(3) == 0 {
		fmt.Fprintf(&b, "suite overrides %s %s\n", pick(names), pick(pool))
	}
	if rng.IntN(3) == 0 {
		n := pick(names)
		fmt.Fprintf(&b, "suite yaml exceptions: [{rule: one-version, component: %s, versions: [%s], until: 2027-01-31, owner: team, reason: later}", n, strings.Join(pool[:2+rng.IntN(4)], ", "))
		if m := pick(names); m != n && rng.IntN(2) == 0 {
			fmt.Fprintf(&b, ", {rule: one-version, component: %s, versions: [%s], until: 2027-01-31, owner: team, reason: later}", m, strings.Join(pool[1:], ", "))
		}
		b.WriteString("]\n")
	}
	for i, n := range names {
		for _, v := range pool {
			if rng.IntN(3) == 0 {
				continue
			}
			have[n] = append(have[n], v)
			status := []string{"", "", "", "", "", " deprecated", " disabled"}[rng.IntN(7)]
			var needs []string
			for _, m := range append(slices.Clone(names[i+1:]), names[:i]...) {
				if rng.IntN(4) == 0 {
					needs = append(needs, m+" "+pick(wants))
				}
			}
			line(n+" "+v+status, needs)
		}
	}
	for i, p := range products {
		line(p, nil)
		for _, v := range []string{"1.0.0", "1.1.0", "2.0.0-rc.1", "2.0.0"} {
			if rng.IntN(3) == 0 {
				continue
			}
			listed := map[string]bool{}
			var lists []string
			list := func(n, v string) {
				if !listed[n+" "+v] {
					listed[n+" "+v] = true
					lists = append(lists, n+" "+v)
				}
			}
			for _, n := range names {
				if rng.IntN(2) == 0 || len(have[n]) == 0 {
					continue
				}
				list(n, pick(have[n]))
				if rng.IntN(8) == 0 {
					list(n, pick(have[n]))
				}
				if rng.IntN(16) == 0 {
					list(n, "1.9.0")
				}
			}
			if i == 1 && rng.IntN(3) == 0 {
				list("core", pick([]string{"1.0.0", "1.1.0"}))
			}
			if rng.IntN(16) == 0 {
				list("gone", "7.0.0")
			}
			slices.Sort(lists)
			files = append(files, "releases/"+p+"-"+v+".joinery.yaml", bundle(p, v, lists...))
		}
	}
	for _, n := range append(slices.Clone(names), "core") {
		if rng.IntN(12) == 0 {
			with = append(with, Pin{n, pick(pool)})
		}
	}
	return b.String(), files, with
}
