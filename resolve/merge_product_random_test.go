package resolve_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/resolve"
)

// TestMergeLinesHold brings random lines together and resolves what comes out: there is a
// selection, and it holds what either line had, or a hint says where not.
func TestMergeLinesHold(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		lines := drawLines(r)
		w, files := inMemory(t, lines.text(r))
		p := w.Product("suite")
		a, err := resolve.AmendMergeLines(t.Context(), w, p, bundlesOf(t, w, p, []string{"1.0.0", "2.0.0"}), resolve.MergeOptions{})
		if err != nil {
			r.Fatal(err)
		}
		changed, err := a.Files(func(file string) ([]byte, error) { return fs.ReadFile(files, file) })
		if err != nil {
			r.Fatal(err)
		}
		var after strings.Builder
		for name, f := range files {
			data := f.Data
			if i := slices.IndexFunc(changed, func(c manifest.File) bool { return c.Path == name }); i >= 0 {
				data = changed[i].Data
			}
			fmt.Fprintf(&after, "-- %s --\n%s\n", name, bytes.TrimSpace(data))
		}
		w, _ = inMemory(t, after.String())
		selection, err := resolve.Resolve(t.Context(), w, w.Product("suite"), resolve.Options{})
		if err != nil {
			r.Fatalf("%v\n%s", err, after.String())
		}
		for i := range lines.old {
			if lines.old[i] == lines.young[i] {
				continue // what the product takes of it is not for the merge to say
			}
			c := w.Component(lineName(i))
			for _, pick := range selection.Find(lineName(i)) {
				for _, held := range []string{lineVersions[lines.old[i]], lineVersions[lines.young[i]]} {
					e := resolve.Entry(c, held)
					told := slices.ContainsFunc(a.Hints, func(hint string) bool { return strings.Contains(hint, "takes "+pick.ID()+",") })
					if pick.Entry != e && !resolve.Descends(pick.Entry, e) && !told {
						r.Fatalf("got %s, want it to have grown out of %s\n%s", pick.ID(), held, after.String())
					}
				}
			}
		}
	})
}

// lineVersions are the versions of every component: 1.0.1 and 1.1.0 part at 1.0.0.
var lineVersions = []string{"1.0.0", "1.0.1", "1.1.0", "1.1.1"}

const lineEntries = "versions:\n" +
	"  - {version: 1.1.1, extends: [1.1.0]%s}\n  - {version: 1.1.0, extends: [1.0.0]%s}\n  - {version: 1.0.1, extends: [1.0.0]%s}\n  - {version: 1.0.0%s}\n"

func lineName(i int) string { return fmt.Sprintf("c%d", i) }

// twoLines are two bundles of the same components: which version each holds.
type twoLines struct{ old, young []int }

func drawLines(r *rapid.T) twoLines {
	n := rapid.IntRange(1, 5).Draw(r, "components")
	draw := rapid.SliceOfN(rapid.IntRange(0, len(lineVersions)-1), n, n)
	return twoLines{draw.Draw(r, "old"), draw.Draw(r, "young")}
}

// text writes the workspace. What a bundle holds fits together in it: a version that stands in
// one bundle alone may pin what stands beside it there.
func (l twoLines) text(r *rapid.T) string {
	var b strings.Builder
	var direct, old, young []string
	for i := range l.old {
		needs := make([]any, len(lineVersions))
		for at := range lineVersions {
			var list []string
			for to := i + 1; to < len(l.old); to++ {
				want := "^1.0"
				switch pinned := rapid.IntRange(0, 2).Draw(r, "want"); {
				case pinned == 0:
					continue
				case pinned == 1 && at == l.old[i] && at != l.young[i]:
					want = lineVersions[l.old[to]]
				case pinned == 1 && at == l.young[i] && at != l.old[i]:
					want = lineVersions[l.young[to]]
				}
				list = append(list, lineName(to)+": "+want)
			}
			needs[len(lineVersions)-1-at] = ", dependencies: {" + strings.Join(list, ", ") + "}"
		}
		fmt.Fprintf(&b, "-- %[1]s.joinery.yaml --\napiVersion: joinery/v1\nkind: Component\nname: %[1]s\n", lineName(i))
		fmt.Fprintf(&b, lineEntries, needs...)
		want := rapid.SampledFrom([]string{"^1.0", lineVersions[l.young[i]]}).Draw(r, "direct")
		direct = append(direct, lineName(i)+": "+want)
		old = append(old, fmt.Sprintf("{name: %s, version: %s, direct: true}", lineName(i), lineVersions[l.old[i]]))
		young = append(young, fmt.Sprintf("{name: %s, version: %s, direct: true}", lineName(i), lineVersions[l.young[i]]))
	}
	fmt.Fprintf(&b, "-- joinery.yaml --\napiVersion: joinery/v1\nkind: Product\nname: suite\ncomponents: {%s}\n", strings.Join(direct, ", "))
	for version, components := range map[string][]string{"1.0.0": old, "2.0.0": young} {
		fmt.Fprintf(&b, "-- releases/suite-%[1]s.joinery.yaml --\napiVersion: joinery/v1\nkind: Bundle\nname: suite\nversion: %[1]s\n"+
			"versioning: {scheme: semver}\ncomponents: [%[2]s]\n", version, strings.Join(components, ", "))
	}
	return b.String()
}
