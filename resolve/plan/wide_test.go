package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/resolve"
)

// wide is a workspace with a bit of everything, in the language of [world]; where [small] has what
// an oracle can go through, it has what a team's workspace has.
type wide struct {
	components, products []string
	versions             map[string][]string // what may be required, ascending; the last one is where it stands
	lines                []string
}

func (w *wide) add(format string, args ...any) {
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

// sometimes is true once in n times.
func sometimes(t *rapid.T, n int, what string) bool { return rapid.IntRange(1, n).Draw(t, what) == n }

func drawWide(t *rapid.T) *wide {
	w := &wide{versions: map[string][]string{}}
	for i := range rapid.IntRange(2, 6).Draw(t, "components") {
		w.components = append(w.components, string(rune('a'+i)))
	}
	for i := len(w.components) - 1; i >= 0; i-- { // who needs others comes first
		w.component(t, w.components[i], w.components[i+1:])
	}
	for _, name := range []string{"p", "q", "o"}[:rapid.IntRange(1, 3).Draw(t, "products")] {
		w.products = append(w.products, name)
		w.product(t, name)
	}
	w.changes(t, "first")
	return w
}

// component draws a history: a production version or two, and perhaps pre-releases above.
func (w *wide) component(t *rapid.T, name string, others []string) {
	scheme, history := "semver", []string{rapid.SampledFrom([]string{"1.0.0", "1.0.3", "1.2.0", "2.0.0"}).Draw(t, "first")}
	switch rapid.IntRange(1, 16).Draw(t, "scheme") {
	case 14:
		scheme, history = "four-part", []string{"1.2.0.3"}
	case 15:
		scheme, history = "calver", []string{"2026.10.4"}
	case 16:
		scheme, history = "loose", []string{"v0.79.2"}
	}
	var early []string
	if scheme == "semver" {
		for range rapid.IntRange(0, 2).Draw(t, "more") {
			history = append(history, raised(t, history[len(history)-1]))
		}
		if sometimes(t, 3, "pre-release") {
			next := raised(t, history[len(history)-1])
			early = []string{next + "-rc.1"}
			switch rapid.IntRange(0, 6).Draw(t, "another") {
			case 0:
				early = append(early, next+"-rc.2")
			case 1:
				early = append(early, raised(t, next)+"-rc.1")
			}
			if sometimes(t, 6, "no release") {
				history, early = nil, []string{"0.1.0-SNAPSHOT"}
			}
		}
	} else {
		w.add("%s yaml versioning: %s", name, scheme)
	}
	if sometimes(t, 8, "renamed") {
		w.add("%s yaml formerly: [old-%s]", name, name)
	}
	before := ""
	for _, v := range slices.Concat(history, early) {
		line := name + " " + v
		switch rapid.IntRange(1, 20).Draw(t, "status") {
		case 19:
			line += " deprecated"
		case 20:
			if slices.Contains(early, v) {
				line += " disabled"
			}
		}
		if before != "" {
			line += " extends " + before
		}
		if slices.Contains(early, v) && sometimes(t, 4, "tells") {
			line += " tells told-" + name + " " + rapid.SampledFrom([]string{"fix", "feature", "breaking"}).Draw(t, "type")
		}
		if needs := w.needs(t, others, 3, slices.Contains(early, v)); needs != "" {
			line += " needs " + needs
		}
		w.add("%s", line)
		before = v
	}
	w.versions[name] = slices.Concat(history, early)
}

// raised draws what may come after a version.
func raised(t *rapid.T, v string) string {
	var n number
	if _, err := fmt.Sscanf(v, "%d.%d.%d", &n[0], &n[1], &n[2]); err != nil {
		panic(err)
	}
	return n.raised(rapid.IntRange(0, 2).Draw(t, "raised")).String()
}

// needs draws requirements on some of others, one in n, mostly on what is there now.
func (w *wide) needs(t *rapid.T, others []string, n int, early bool) string {
	var all []string
	for _, name := range others {
		known := slices.DeleteFunc(slices.Clone(w.versions[name]), func(v string) bool { return !early && strings.Contains(v, "-") })
		if len(known) == 0 || !sometimes(t, n, "needs") {
			continue
		}
		v := known[len(known)-1]
		if sometimes(t, 5, "an older one") {
			v = rapid.SampledFrom(known).Draw(t, "version")
		}
		if strings.Count(v, ".") == 2 && v[0] != 'v' && !strings.HasPrefix(v, "20") {
			forms := []string{"", "^", "^", ">="}
			if !strings.Contains(v, "-") {
				forms = append(forms, "~> ")
			}
			v = rapid.SampledFrom(forms).Draw(t, "form") + v
		}
		all = append(all, name+" "+v)
	}
	return strings.Join(all, ", ")
}

func (w *wide) product(t *rapid.T, name string) {
	w.add("%s", name)
	if needs := w.needs(t, w.components, 2, sometimes(t, 4, "early")); needs != "" {
		w.add("%s needs %s", name, needs)
	} else {
		w.add("%s yaml components: {}", name)
	}
	var policy []string
	if sometimes(t, 2, "policy") {
		policy = append(policy, "propagate: "+rapid.SampledFrom([]string{"always", "never", "out-of-range"}).Draw(t, "propagate"))
	}
	semver := slices.DeleteFunc(slices.Clone(w.components), func(c string) bool {
		v := w.versions[c][0]
		return strings.Count(v, ".") != 2 || v[0] == 'v' || strings.HasPrefix(v, "20")
	})
	if len(semver) > 1 && sometimes(t, 2, "groups") {
		var groups []string
		for _, kind := range []string{"fixed", "linked"} {
			if members := rapid.Permutation(semver).Draw(t, "members")[:rapid.IntRange(0, min(3, len(semver))).Draw(t, "size")]; len(members) > 1 {
				groups = append(groups, kind+": [["+strings.Join(members, ", ")+"]]")
			}
		}
		policy = append(policy, "groups: {"+strings.Join(groups, ", ")+"}")
	}
	if len(policy) > 0 {
		w.add("%s yaml policy: {%s}", name, strings.Join(policy, ", "))
	}
	if sometimes(t, 8, "override") {
		c := rapid.SampledFrom(w.components).Draw(t, "overridden")
		if !slices.ContainsFunc(w.lines, func(l string) bool { return strings.HasPrefix(l, name+" needs ") && strings.Contains(l, c+" ") }) {
			w.add("%s overrides %s %s", name, c, rapid.SampledFrom(w.versions[c]).Draw(t, "override"))
		}
	}
	if sometimes(t, 8, "exception") {
		c := rapid.SampledFrom(w.components).Draw(t, "excepted")
		if len(w.versions[c]) > 1 {
			w.add(`%s yaml exceptions: [{rule: one-version, component: %s, versions: ["%s"], until: 2027-01-31, owner: me, reason: so}]`, name, c, strings.Join(w.versions[c], `", "`))
		}
	}
	if sometimes(t, 6, "standard") {
		w.add("%s yaml standard: minimal", name)
	}
}

// changes draws change files; round tells them apart.
func (w *wide) changes(t *rapid.T, round string) {
	for i := range rapid.IntRange(1, 3).Draw(t, "changes") {
		var named []string
		for _, name := range rapid.Permutation(slices.Concat(w.components, w.products)).Draw(t, "named")[:rapid.IntRange(1, 2).Draw(t, "of them")] {
			if vs := w.versions[name]; len(vs) > 0 && vs[0][0] == 'v' {
				continue // loose
			}
			if slices.Contains(w.lines, name+" yaml formerly: [old-"+name+"]") && sometimes(t, 2, "by its old name") {
				name = "old-" + name
			}
			named = append(named, name+" "+rapid.SampledFrom([]string{"fix", "feature", "breaking", "note", "docs"}).Draw(t, "type"))
		}
		if len(named) > 0 {
			w.add("change %s-%d %s", round, i, strings.Join(named, ", "))
		}
	}
}

// options draws what is asked of a plan.
func (w *wide) options(t *rapid.T) Options {
	o := options(t, "")
	if sometimes(t, 3, "of a product") {
		o.Product = rapid.SampledFrom(w.products).Draw(t, "product")
	}
	if sometimes(t, 5, "only") {
		o.Only = []string{rapid.SampledFrom(w.components).Draw(t, "only")}
	}
	if sometimes(t, 5, "propagate") {
		o.Propagate = rapid.SampledFrom([]string{"always", "never", "out-of-range"}).Draw(t, "how")
	}
	early := slices.DeleteFunc(slices.Clone(w.components), func(c string) bool { return !strings.Contains(w.versions[c][len(w.versions[c])-1], "-") })
	if len(early) > 0 && sometimes(t, 4, "cut") {
		o.Cut = []string{rapid.SampledFrom(early).Draw(t, "cut")}
	}
	return o
}

// TestReleaseAfterRelease carries out plans of workspaces with a bit of everything, each release
// on what the one before has left, some in an old line; see [released].
func TestReleaseAfterRelease(t *testing.T) {
	carried := 0
	rapid.Check(t, func(t *rapid.T) {
		w := drawWide(t)
		fsys := world(t, strings.Join(w.lines, "\n"))
		for _, round := range []string{"second", "third", "fourth", "fifth"} {
			o := w.options(t)
			lined := drawLine(t, load(t, fsys), &o)
			_, files := released(t, fsys, o)
			if len(files) > 0 {
				carried++
			}
			fsys = written(fsys, files)
			if lined {
				break // the manifest of the product is that of an old line now
			}
			if inner := load(t, fsys).Bundles("p"); round == "second" && len(inner) > 0 && sometimes(t, 3, "outer product") {
				needs := []string{"p ^" + inner[len(inner)-1].Version.String()}
				if own := w.needs(t, w.components, 4, false); own != "" {
					needs = append(needs, own)
				}
				w.products = append(w.products, "z")
				maps.Copy(fsys, world(t, "z needs "+strings.Join(needs, ", ")))
			}
			next := &wide{components: w.components, products: w.products, versions: w.versions, lines: slices.DeleteFunc(slices.Clone(w.lines), func(l string) bool { return strings.HasPrefix(l, "change ") })}
			next.changes(t, round)
			for name, f := range world(t, strings.Join(next.lines, "\n")) {
				if strings.HasPrefix(name, "changes/") {
					fsys[name] = f
				}
			}
			if sometimes(t, 2, "under way") {
				bumped(t, w, fsys)
			}
		}
	})
	if carried == 0 {
		t.Error("no plan was carried out, wanted some")
	}
}

// drawLine asks for an old line of a product where there is one.
func drawLine(t *rapid.T, w *manifest.Workspace, o *Options) bool {
	for _, p := range w.Products {
		refs := w.Bundles(p.Name.Value)
		if len(refs) > 1 && refs[0].Version.Line() != refs[len(refs)-1].Version.Line() && rapid.Bool().Draw(t, "in a line") {
			o.Product, o.Line, o.Only, o.Cut = p.Name.Value, refs[0].Version.Line(), nil, nil
			return true
		}
	}
	return false
}

// bumped begins the next version of a component, as joinery bump does.
func bumped(t *rapid.T, w *wide, fsys fstest.MapFS) {
	c := load(t, fsys).Component(rapid.SampledFrom(w.components).Draw(t, "bumped"))
	from := highest(c, production)
	if from == nil {
		return
	}
	levels := c.Versioning.Scheme.Levels()
	if len(levels) == 0 {
		return
	}
	next, err := resolve.Bump(c, rapid.SampledFrom(levels).Draw(t, "level"), resolve.BumpOptions{From: from.Version.Value, Date: options(t, "").Date})
	if err != nil {
		return
	}
	e := manifest.NewEdit(c.File, fsys[c.File].Data)
	e.AddEntry(c.Name.Value, next.Entry(next.Snapshot))
	after, err := e.Apply()
	if err != nil {
		t.Fatal(err)
	}
	fsys[c.File] = &fstest.MapFile{Data: after}
}
