package resolve

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"joinery/manifest"
)

// told writes everything that a resolution says but for places.
func told(t failer, w *manifest.Workspace, o Options) string {
	t.Helper()
	s, err := Resolve(context.Background(), w, w.Product("suite"), o)
	if err == nil {
		all := []string{decidedIDs(s)}
		for _, p := range s.Picks {
			all = append(all, strings.Join(s.Path(p).Steps, " → "))
		}
		return strings.Join(all, "\n")
	}
	var f *Failure
	if !errors.As(err, &f) {
		t.Fatal(err)
	}
	var all []string
	for _, d := range f.Findings {
		text := d.Rule + ": " + d.Message
		for _, p := range d.Paths {
			text += "\n  " + strings.Join(p.Steps, " → ")
		}
		for _, r := range d.Related {
			text += "\n  note: " + r.Message
		}
		for _, h := range d.Hints {
			lines := strings.Split(places.ReplaceAllString(h, "AT "), "\n")
			slices.Sort(lines[1:])
			text += "\n  hint: " + strings.Join(lines, "\n  ")
		}
		all = append(all, text)
	}
	slices.Sort(all) // they come by place
	return strings.Join(all, "\n")
}

var places = regexp.MustCompile(`\S+\.yaml:\d+:\d+: `)

// shuffled returns the same world in another order of lines and of requirements, and its files
// under other names.
func shuffled(t failer, seed uint64, text string, files []string) *manifest.Workspace {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 17))
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		if head, needs, ok := strings.Cut(line, " needs "); ok {
			all := strings.Split(needs, ", ")
			rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			lines[i] = head + " needs " + strings.Join(all, ", ")
		}
	}
	rng.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	first := world(t, strings.Join(lines, "\n"), files...)
	renamed := fstest.MapFS{}
	for path, file := range copyOf(t, first) {
		if !strings.HasPrefix(path, "releases/") {
			path = fmt.Sprintf("%d/%s", rng.IntN(1000), path)
		}
		renamed[path] = file
	}
	return reload(t, renamed)
}

func TestOrderDecidesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
		o := Options{Date: date("2026-11-21")}
		var text string
		var files []string
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			text = draw(seed)
		case 1:
			text, files, o.With = drawNested(seed)
		case 2:
			text = drawLineage(seed)
		case 3:
			text = drawTight(seed)
		}
		got, want := told(t, shuffled(t, seed, text, files), o), told(t, world(t, text, files...), o)
		if got != want {
			t.Fatalf("got\n%s\nwant\n%s\nin\n%s", got, want, text)
		}
	})
}
