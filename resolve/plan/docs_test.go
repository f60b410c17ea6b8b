package plan

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestDocs makes the plan of the worked example in docs/concepts/releases.md, and holds its table
// against it.
func TestDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/concepts/releases.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(page), "```text\n")
	text, _, _ = strings.Cut(text, "```")
	text, _, _ = strings.Cut(text, "changes/")
	w := load(t, world(t, text+"change quiet-otters-dance ledger-lib feature\nacme-suite 4.2.1 holds payments-api! 1.4.0, web-shop! 2.0.1, ledger-lib 2.1.0"))
	p, err := Make(context.Background(), w, w.Changes, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, c := range p.Components {
		because := ""
		for _, r := range c.Because {
			if r.Change != nil {
				because = r.Change.ID
			} else {
				because = r.Path[1]
			}
		}
		rows = append(rows, fmt.Sprintf("| %s | %s | %s | %s | %s |", c.Name, c.From.Version, c.To, c.Level, because))
	}
	for _, product := range p.Products {
		rows = append(rows, fmt.Sprintf("| %s | %s | %s | %s | |", product.Name, product.From.Version, product.Next.Version, product.Next.Bump.Level))
	}
	if want := strings.Join(rows, "\n"); !strings.Contains(string(page), want) {
		t.Errorf("docs/concepts/releases.md: wanted the rows\n%s", want)
	}
}
