package resolve_test

import (
	"slices"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/resolve"
)

// pay is a component with two lines, a gap in one of them, and another name before.
const pay = `
-- joinery.yaml --
apiVersion: joinery/v1
kind: Component
name: pay
formerly: [pay-api]
versions:
  - {version: 2.1.0, extends: [2.0.0], changes: [{type: fix, summary: after the gap, id: late}]}
  - {version: 1.2.0, extends: [1.1.0], changes: [{type: fix, summary: again, id: s, reverts: r}]}
  - {version: 1.1.0, extends: [1.0.0], changes: [{type: fix, summary: "off", id: r, reverts: a}, {type: fix, summary: nameless}]}
  - {version: 1.0.1, extends: [1.0.0], changes: [{type: security, summary: hotfix, id: h}]}
  - {version: 1.0.0, changes: [{type: feature, summary: "on", id: a}]}
`

// outline writes news in short: "through 1.1.0; told r; gone h; unknown 3.0.0".
func outline(n resolve.News) string {
	var all []string
	add := func(what string, texts []string) {
		if len(texts) > 0 {
			all = append(all, what+" "+strings.Join(texts, " "))
		}
	}
	ids := func(told []resolve.Told) []string {
		var ids []string
		for _, t := range told {
			ids = append(ids, t.Note.ID.Value+"@"+t.Version)
		}
		return ids
	}
	var through, breaks []string
	for _, s := range n.Through {
		through = append(through, s.Version)
	}
	for _, b := range n.Breaks {
		text := b.Version + "<" + b.Extends.Value
		if b.Had {
			text += "(had)"
		}
		if b.Unread != "" {
			text += "(" + b.Unread + ")"
		}
		breaks = append(breaks, text)
	}
	add("through", through)
	add("told", ids(n.Told))
	add("gone", ids(n.Gone))
	add("unknown", n.Unknown)
	add("before", n.Before)
	add("breaks", breaks)
	return strings.Join(all, "; ")
}

func TestNews(t *testing.T) {
	w, _ := inMemory(t, pay)
	past := resolve.NewPast(w)
	for _, c := range []struct{ name, have, get, want string }{
		{"pay", "1.0.0", "1.1.0", "through 1.1.0; told r@1.1.0 @1.1.0"},
		{"pay", "1.0.0", "1.2.0", "through 1.1.0 1.2.0; told @1.1.0"},
		{"pay", "1.1.0", "1.2.0", "through 1.2.0; told s@1.2.0"},
		{"pay", "", "1.2.0", "through 1.0.0 1.1.0 1.2.0; told a@1.0.0 @1.1.0"},
		{"pay-api", "1.0.0", "1.0.1", "through 1.0.1; told h@1.0.1"},
		{"pay", "1.0.1", "1.1.0", "through 1.1.0; told r@1.1.0 @1.1.0; gone h@1.0.1"},
		{"pay", "1.0.1 1.1.0", "1.2.0", "through 1.2.0; told s@1.2.0; gone h@1.0.1"},
		{"pay", "1.1.0", "1.0.0", "gone r@1.1.0 @1.1.0"},
		{"pay", "1.0.0+build.7", "1.0.1", "through 1.0.1; told h@1.0.1"},
		{"pay", "1.0.0", "3.0.0", "unknown 3.0.0"},
		{"pay", "0.9.0", "1.1.0", "through 1.1.0; told r@1.1.0 @1.1.0; before 0.9.0"},
		{"pay", "0.9.0", "1.1.0+build.7", "through 1.1.0; told r@1.1.0 @1.1.0; before 0.9.0"},
		{"pay", "0.9.0 1.0.0", "1.0.1", "through 1.0.1; told h@1.0.1; before 0.9.0"},
		{"pay", "1.0.1", "2.1.0", "through 2.1.0; told late@2.1.0; breaks 2.1.0<2.0.0"},
		{"pay", "2.1.0", "1.0.1", "through 1.0.0 1.0.1; told a@1.0.0 h@1.0.1; breaks 2.1.0<2.0.0(had)"},
		{"pay", "1.2.0", "1.2.0", ""},
		{"ledger", "1.0.0", "1.1.0", "unknown 1.1.0; before 1.0.0"},
	} {
		if got := outline(past.News(c.name, strings.Fields(c.have), strings.Fields(c.get))); got != c.want {
			t.Errorf("%s from %q to %q:\ngot  %s\nwant %s", c.name, c.have, c.get, got, c.want)
		}
	}
}

// TestNewsOfReverts: what came and went is told in neither direction.
func TestNewsOfReverts(t *testing.T) {
	for _, c := range []struct{ name, versions, have, get, want string }{
		{"in one version, the revert first",
			"1.1.0 <1.0.0 apple-zebra zebra", "1.0.0", "1.1.0", "through 1.1.0"},
		{"in one version, the revert last",
			"1.1.0 <1.0.0 apple zebra-apple", "1.0.0", "1.1.0", "through 1.1.0"},
		{"a circle in one version",
			"1.1.0 <1.0.0 a-b b-a c", "1.0.0", "1.1.0", "through 1.1.0; told c@1.1.0"},
		{"on a line that is left",
			"1.3.1 <1.0.0 h; 1.3.2 <1.3.1 r-h; 1.4.0 <1.0.0 n", "1.3.2", "1.4.0", "through 1.4.0; told n@1.4.0"},
		{"going down", "1.1.0 <1.0.0 x; 1.2.0 <1.1.0 r-x", "1.2.0", "1.0.0", ""},
		{"going down to where it still is", "1.1.0 <1.0.0 x; 1.2.0 <1.1.0 r-x", "1.2.0", "1.1.0", "gone r@1.2.0"},
		{"going down past its return", "1.1.0 <1.0.0 x; 1.2.0 <1.1.0 r-x; 1.3.0 <1.2.0 s-r", "1.3.0", "1.1.0", ""},
		{"going down past a revert of what nobody knows", "1.1.0 <1.0.0 r-x", "1.1.0", "1.0.0", "gone r@1.1.0"},
	} {
		w, _ := inMemory(t, "-- joinery.yaml --\napiVersion: joinery/v1\nkind: Component\nname: pay\nversions:\n  - {version: 1.0.0}\n"+entriesOf(c.versions))
		if got := outline(resolve.NewPast(w).News("pay", []string{c.have}, []string{c.get})); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// entriesOf writes "1.1.0 <1.0.0 a; 1.2.0 <1.1.0 r-a" as versions: r reverts a.
func entriesOf(versions string) string {
	var b strings.Builder
	for one := range strings.SplitSeq(versions, "; ") {
		f := strings.Fields(one)
		var changes []string
		for _, change := range f[2:] {
			id, back, _ := strings.Cut(change, "-")
			line := "{type: fix, summary: " + id + ", id: " + id
			if back != "" {
				line += ", reverts: " + back
			}
			changes = append(changes, line+"}")
		}
		b.WriteString("  - {version: " + f[0] + ", extends: [" + f[1][1:] + "], changes: [" + strings.Join(changes, ", ") + "]}\n")
	}
	return b.String()
}

// TestReleases: the product's own changes come over all bundles on the way; one that cannot be
// read, or is not there, is told, and nothing is taken for gone that may lie behind it.
func TestReleases(t *testing.T) {
	const head = " --\napiVersion: joinery/v1\nkind: Bundle\nname: suite\nversioning: {scheme: semver}\n"
	bundle := func(v, more string) string {
		return "-- releases/suite-" + v + ".joinery.yaml" + head + "version: " + v + "\n" + more + "\n"
	}
	const product = "-- joinery.yaml --\napiVersion: joinery/v1\nkind: Product\nname: suite\n"
	first := bundle("1.0.0", "changes: [{type: fix, summary: a, id: a}]")
	last := bundle("1.2.0", "extends: [1.1.0]\nchanges: [{type: fix, summary: c, id: c}]")
	for _, c := range []struct{ name, between, want string }{
		{"whole", bundle("1.1.0", "extends: [1.0.0]\nchanges: [{type: fix, summary: b, id: b}]"), "through 1.1.0 1.2.0; told b@1.1.0 c@1.2.0"},
		{"unreadable", "-- releases/suite-1.1.0.joinery.yaml --\nkind: [\n", "through 1.2.0; told c@1.2.0; breaks 1.2.0<1.1.0(releases/suite-1.1.0.joinery.yaml)"},
		{"missing", "", "through 1.2.0; told c@1.2.0; breaks 1.2.0<1.1.0"},
	} {
		w, _ := inMemory(t, product+first+c.between+last)
		from, to := bundleOf(t, w, "1.0.0"), bundleOf(t, w, "1.2.0")
		if got := outline(resolve.NewPast(w).Releases([]*manifest.Bundle{from}, to)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
		if got, want := outline(resolve.NewPast(nil).Releases(nil, from)), "through 1.0.0; told a@1.0.0"; got != want {
			t.Errorf("without a source: got %s, want %s", got, want)
		}
	}
}

func bundleOf(t *testing.T, w *manifest.Workspace, v string) *manifest.Bundle {
	t.Helper()
	refs := w.Bundles("suite")
	at := slices.IndexFunc(refs, func(ref manifest.BundleRef) bool { return ref.Version.Is(v) })
	if at < 0 {
		t.Fatalf("there is no bundle %s", v)
	}
	b, problems := w.Bundle(refs[at])
	if b == nil {
		t.Fatalf("%s cannot be read: %v", v, problems)
	}
	return b
}

// TestOnce: a change that several components bring is one, of the type that asks for most. Of one
// id, what says something else is another.
func TestOnce(t *testing.T) {
	note := func(kind, id, says string) manifest.Note {
		return manifest.Note{Type: manifest.Text{Value: kind}, ID: manifest.Text{Value: id}, Summary: manifest.Text{Value: says}}
	}
	told := func(version string, place int, n manifest.Note) resolve.Told {
		return resolve.Told{Note: &n, Place: place, Stage: resolve.Stage{Version: version, Bundle: &manifest.Bundle{}}}
	}
	var got []string
	for _, once := range resolve.Once([]resolve.Told{
		told("1", 0, note("fix", "a", "one four")), told("1", 1, note("fix", "", "")), told("1", 2, note("fix", "", "")),
		told("2", 0, note("feature", "a", "one\nfour")), told("3", 0, note("security", "a", "closes a hole")),
	}) {
		line := once.Type
		for _, x := range once.In {
			line += " " + x.Note.ID.Value + "@" + x.Version
		}
		got = append(got, line)
	}
	if want := []string{"feature a@1 a@2", "fix @1", "fix @1", "security a@3"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
