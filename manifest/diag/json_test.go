package diag

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func TestJSON(t *testing.T) {
	full := conflict()
	full.State, full.Merge = "new", "2.3.0"
	full.Related = []Related{{Place{"ledger/joinery.yaml", 12, 5, 5}, "2.2.0 is declared here"}}
	tests := []struct {
		name string
		l    List
		s    Summary
	}{
		{"full", List{full}, Summary{Errors: 1, Components: 12, Versions: 31, States: &States{New: 1}}},
		{"bare", List{
			{Rule: "schema", Severity: Warning, Message: "without a file", Related: []Related{{Message: "nor a place here"}}},
			{Rule: "schema", Severity: Warning, State: "old", Was: Note, Message: "was lighter", At: Place{File: "joinery.yaml", Line: 3}},
			{Rule: "schema", Severity: Note, Message: "without a line", At: Place{File: "joinery.yaml"}, Document: "joinery.yaml", Subject: "owner"},
		}, Summary{Warnings: 1, Notes: 1}},
		{"escapes", List{{
			Rule: "constraint", Severity: Error, At: Place{"a&b.yaml", 1, 1, 1},
			Message: "\">= 2, < 3\" → 値段 🚀 \x1b \x7f \u0085 \u009b \u202e \u2028 \U000e0001 \xff",
		}}, Summary{Errors: 1}},
		{"nothing", nil, Summary{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := JSON(&b, tt.l, tt.s); err != nil {
				t.Fatal(err)
			}
			golden(t, "json_"+tt.name+".golden", b.String())
		})
	}
}

// What the escapes say is what was found.
func TestJSONKeepsTheText(t *testing.T) {
	want := "a\x1b\x7f\u0085\u009b\u202e\u2028\U000e0001\u00a0🚀\"\\<&>"
	var b strings.Builder
	if err := JSON(&b, List{{Message: want}}, Summary{}); err != nil {
		t.Fatal(err)
	}
	var report struct{ Diagnostics []struct{ Message string } }
	if err := json.Unmarshal([]byte(b.String()), &report); err != nil {
		t.Fatal(err)
	}
	if got := report.Diagnostics[0].Message; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The reference shows what is really printed.
func TestJSONReference(t *testing.T) {
	page, err := os.ReadFile("../../docs/reference/check-json.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/json_full.golden")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```json\n")
	got, _, _ := strings.Cut(rest, "```")
	if got != string(want) {
		t.Errorf("the example in check-json.md: got\n%s\nwant\n%s", got, want)
	}
}
