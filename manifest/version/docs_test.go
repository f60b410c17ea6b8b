package version

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// rows calls do for every row of the tables in a page that have these columns, cells
// stripped of their backquotes, and fails if there is none.
func rows(t *testing.T, page, columns string, do func(cells []string)) {
	t.Helper()
	text, err := os.ReadFile("../../docs/concepts/" + page)
	if err != nil {
		t.Fatal(err)
	}
	found, inside := false, false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case line == columns:
			inside = true
		case !strings.HasPrefix(line, "|"):
			inside = false
		case inside && !strings.HasPrefix(line, "| ---"):
			found = true
			line = strings.ReplaceAll(line, `\|`, "\x00")
			cells := strings.Split(strings.Trim(line, "|"), "|")
			for i, cell := range cells {
				cell = strings.ReplaceAll(strings.TrimSpace(cell), "\x00", "|")
				if strings.Count(cell, "`") == 2 {
					cell = strings.Trim(cell, "`")
				}
				cells[i] = cell
			}
			do(cells)
		}
	}
	if !found {
		t.Errorf("%s has no table %s", page, columns)
	}
}

// words returns what stands between backquotes, or the whole cell.
func words(cell string) []string { return strings.Fields(strings.ReplaceAll(cell, "`", "")) }

func schemeOf(t *testing.T, cell string) Scheme {
	t.Helper()
	name, pattern, _ := strings.Cut(cell, " ")
	s, err := ByName(name, pattern)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestVersionsPage(t *testing.T) {
	rows(t, "versions.md", "| scheme | written | for | the next version comes from |", func(c []string) {
		parse(t, schemeOf(t, c[0]), c[1])
	})
	rows(t, "versions.md", "| scheme | ascending |", func(c []string) {
		ascending(t, schemeOf(t, c[0]), words(c[1]))
	})
	rows(t, "versions.md", "| scheme | from | level | date | next |", func(c []string) {
		level, err := ParseLevel(c[2])
		if err != nil {
			t.Fatal(err)
		}
		next(t, schemeOf(t, c[0]), c[1], Step{Level: level, Date: date(t, c[3])}, c[4])
	})
	rows(t, "versions.md", "| scheme | from | to | level |", func(c []string) {
		s := schemeOf(t, c[0])
		if got := Between(parse(t, s, c[1]), parse(t, s, c[2])).String(); got != c[3] {
			t.Errorf("%s to %s: got %s, want %s", c[1], c[2], got, c[3])
		}
	})
	rows(t, "versions.md", "| scheme | constraint | admits | turns away |", func(c []string) {
		s := schemeOf(t, c[0])
		rule := constraint(t, s, c[1])
		for i, want := range []bool{true, false} {
			for _, text := range words(c[2+i]) {
				if got := rule.Admits(parse(t, s, text)); got != want {
					t.Errorf("%s, %s: got %v, want %v", c[1], text, got, want)
				}
			}
		}
	})
	rows(t, "versions.md", "| scheme | constraint | hint | why |", func(c []string) {
		_, err := ParseConstraint(schemeOf(t, c[0]), c[1])
		var problem *ParseError
		if !errors.As(err, &problem) || problem.Hint != c[2] {
			t.Errorf("%s: got %v with hint %q, want hint %q", c[1], err, problem.Hint, c[2])
		}
	})
}

func TestAnyVerPage(t *testing.T) {
	step := func(c []string) Step {
		return Step{FirstRelease: date(t, c[1]), Date: date(t, c[2]), Kinds: kinds(t, words(c[3]))}
	}
	rows(t, "anyver.md", "| from | first release | date | kinds | next |", func(c []string) {
		next(t, AnyVer, c[0], step(c), c[4])
	})
	rows(t, "anyver.md", "| from | first release | date | kinds | why |", func(c []string) {
		if err := next(t, AnyVer, c[0], step(c), ""); err != nil && err.Reason != c[4] {
			t.Errorf("%s: got %q, want %q", c[0], err.Reason, c[4])
		}
	})
	rows(t, "anyver.md", "| written | short | full |", func(c []string) {
		v := parse(t, AnyVer, c[0])
		if v.Canonical() != c[1] || Full(v) != c[2] {
			t.Errorf("%s: got %s and %s, want %s and %s", v, v.Canonical(), Full(v), c[1], c[2])
		}
	})
	page, err := os.ReadFile("../../docs/concepts/anyver.md")
	if err != nil {
		t.Fatal(err)
	}
	if said := facts(Explain(parse(t, AnyVer, "1.2025042.00991"))); !strings.Contains(string(page), said) {
		t.Errorf("anyver.md does not hold\n%s", said)
	}
}
