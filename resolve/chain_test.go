package resolve

import (
	"context"
	"errors"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawTight returns a world in which requirements admit several versions each, so that what rules
// a selection out takes several steps to tell.
func drawTight(seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 13))
	pool := []string{"1.0.0", "1.1.0", "1.2.0", "1.3.0"}
	names := []string{"a", "b", "c", "d", "e", "f", "g"}[:4+rng.IntN(4)]
	want := func() string {
		order := rng.Perm(len(pool))[:2+rng.IntN(2)]
		var all []string
		for _, i := range order {
			all = append(all, pool[i])
		}
		return strings.Join(all, " || ")
	}
	var b strings.Builder
	line := func(head string, targets []string, odds int) {
		var needs []string
		for _, n := range targets {
			if rng.IntN(odds) == 0 {
				needs = append(needs, n+" "+want())
			}
		}
		if len(needs) > 0 {
			head += " needs " + strings.Join(needs, ", ")
		}
		b.WriteString(head + "\n")
	}
	line("suite", names[:3], 1)
	for _, n := range names {
		for _, v := range pool {
			var others []string
			for _, m := range names {
				if m != n {
					others = append(others, m)
				}
			}
			line(n+" "+v, others, 2)
		}
	}
	return b.String()
}

var numberOfSentence = regexp.MustCompile(`\((\d+)\)`)

// readable holds a chain of facts against how it is to be read: every number that a sentence
// refers to stands behind an earlier sentence, none stands twice, a sentence that goes on without a
// reason has one before it, and the last says that there is no selection.
func readable(t failer, lines []string, text string) {
	t.Helper()
	seen := map[string]string{}
	for i, m := range lines {
		for _, at := range numberOfSentence.FindAllStringSubmatchIndex(m, -1) {
			n := m[at[2]:at[3]]
			if at[1] == len(m) {
				if seen[n] != "" {
					t.Fatalf("(%s) stands twice in\n%s\nof\n%s", n, strings.Join(lines, "\n"), text)
				}
				seen[n] = m
				continue
			}
			if seen[n] == "" {
				t.Fatalf("(%s) stands behind no sentence before %q in\n%s\nof\n%s", n, m, strings.Join(lines, "\n"), text)
			}
		}
		if i == 0 && (strings.HasPrefix(m, "and ") || strings.HasPrefix(m, "so ")) {
			t.Fatalf("the first sentence goes on from nothing:\n%s\nof\n%s", strings.Join(lines, "\n"), text)
		}
	}
	if last := lines[len(lines)-1]; !strings.HasSuffix(last, "suite has no selection") {
		t.Fatalf("the chain ends in %q:\n%s\nof\n%s", last, strings.Join(lines, "\n"), text)
	}
}

func chainOf(t failer, text string) []string {
	t.Helper()
	w := world(t, text)
	_, err := Resolve(context.Background(), w, w.Product("suite"), Options{})
	var f *Failure
	if err == nil || !errors.As(err, &f) {
		return nil
	}
	var lines []string
	for _, r := range f.Findings[0].Related {
		if strings.HasPrefix(r.Message, "because ") || strings.HasPrefix(r.Message, "and because ") || strings.HasPrefix(r.Message, "so ") || strings.HasPrefix(r.Message, "after ") {
			lines = append(lines, r.Message)
		}
	}
	return lines
}

func TestChainReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawTight(rapid.Uint64Range(0, 1<<40).Draw(t, "seed"))
		if lines := chainOf(t, text); len(lines) > 0 {
			readable(t, lines, text)
		}
	})
}
