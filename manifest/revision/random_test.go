package revision

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is done to a working tree, staged or not, committed or not: the base holds what the
// first commit held, and Changed names exactly what differs.
func TestBaseOfAnything(t *testing.T) {
	if testing.Short() {
		t.Skip("runs git some hundred times")
	}
	parent, run := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		s := newSandbox(t, filepath.Join(parent, strconv.Itoa(run)))
		paths := []string{"a", "a/b", "a/b/c", "a/joinery.yaml", "joinery.yaml", "d/e", "d"}
		step := func(label string) {
			file := rapid.SampledFrom(paths).Draw(rt, label)
			switch rapid.IntRange(0, 3).Draw(rt, "what "+label) {
			case 0:
				s.remove(file)
			case 1:
				s.link(file, rapid.SampledFrom([]string{"joinery.yaml", "nowhere", "../d"}).Draw(rt, "target"))
			default:
				s.write(file, rapid.SampledFrom([]string{"", "x", "y"}).Draw(rt, "text"))
			}
		}
		steps := func(label string) {
			for i := range rapid.IntRange(0, 4).Draw(rt, label) {
				step(label + strconv.Itoa(i))
			}
		}
		steps("before")
		s.commit("one")
		s.git("branch", "start")
		want := contents(t, os.DirFS(s.dir))
		steps("committed")
		s.commit("two")
		steps("staged")
		s.git("add", "--all")
		steps("lying there")

		base := s.base("start")
		if got := contents(t, base.FS); !maps.Equal(got, want) {
			rt.Fatalf("the base holds %q, want %q", got, want)
		}
		now := contents(t, os.DirFS(s.dir))
		var differ []string
		for _, file := range slices.Sorted(maps.Keys(merged(now, want))) {
			before, was := want[file]
			after, is := now[file]
			if was != is || before != after {
				differ = append(differ, file)
			}
		}
		if !slices.Equal(base.Changed, differ) {
			rt.Fatalf("Changed: got %q, want %q", base.Changed, differ)
		}
	})
}

func merged(a, b map[string]string) map[string]string {
	both := maps.Clone(a)
	maps.Copy(both, b)
	return both
}
