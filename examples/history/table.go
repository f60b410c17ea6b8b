package history

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// Table returns the comparison of every step as Markdown: how often which level met which, then
// step by step.
func (s *Story) Table() []byte {
	var b bytes.Buffer
	same, dated, asked := 0, 0, false
	for _, step := range s.Steps {
		same += one(step.Same())
		dated += one(step.Dated.String() == step.To.String())
		asked = asked || !step.Dated.IsZero()
	}
	fmt.Fprintf(&b, "Of %d steps, %d have the number that joinery computes, %d have another one.\n", len(s.Steps), same, len(s.Steps)-same)
	if asked {
		fmt.Fprintf(&b, "By the calendar alone it would be %d.\n", dated)
	}
	b.WriteByte('\n')
	s.counts(&b)
	b.WriteByte('\n')
	s.rows(&b)
	return b.Bytes()
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// ladder is every level, the lowest first.
var ladder = []version.Level{version.None, version.Patch, version.Minor, version.Major}

// counts writes how often which level met which.
func (s *Story) counts(b *bytes.Buffer) {
	type pair struct{ chosen, computed version.Level }
	counted := map[pair]int{}
	for _, step := range s.Steps {
		counted[pair{step.Chosen, step.Level}]++
	}
	b.WriteString("| the project went up by | joinery computes | steps |\n|---|---|---|\n")
	for _, chosen := range ladder {
		for _, computed := range ladder {
			if n := counted[pair{chosen, computed}]; n > 0 {
				fmt.Fprintf(b, "| %s | %s | %d |\n", chosen, computed, n)
			}
		}
	}
}

// rows writes a line for each step.
func (s *Story) rows(b *bytes.Buffer) {
	dated := len(s.Steps) > 0 && !s.Steps[0].Dated.IsZero()
	columns := []string{"from", "the project chose", "on", "joinery computes", "", "level", "because"}
	if dated {
		columns = append(columns, "by the calendar")
	}
	row(b, columns)
	b.WriteString(strings.Repeat("|---", len(columns)) + "|\n")
	for _, step := range s.Steps {
		verdict, computed := "different", step.Computed.String()
		if step.Same() {
			verdict = "same"
		}
		if computed == "" {
			computed = "nothing"
		}
		cells := []string{step.From.String(), step.To.String(), step.Date.Format(time.DateOnly), computed, verdict, step.Level.String(), because(step.Because)}
		if dated {
			cells = append(cells, step.Dated.String())
		}
		row(b, cells)
	}
}

func row(b *bytes.Buffer, cells []string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// because names the first cause of a step, and how many there are besides.
func because(causes []manifest.Cause) string {
	if len(causes) == 0 {
		return "no component moved"
	}
	c, text := causes[0], ""
	switch {
	case c.From == "":
		text = fmt.Sprintf("%s %s is new", c.Component, c.To)
	case c.To == "":
		text = fmt.Sprintf("%s %s is gone", c.Component, c.From)
	default:
		text = fmt.Sprintf("%s %s to %s", c.Component, c.From, c.To)
	}
	if more := len(causes) - 1; more > 0 {
		text += fmt.Sprintf(", and %d more", more)
	}
	return text
}
