package diag

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Every entry has what GitLab asks for, and no two share a fingerprint.
func TestGitLabFields(t *testing.T) {
	digest := regexp.MustCompile(`^[0-9a-f]{64}$`)
	rapid.Check(t, func(t *rapid.T) {
		l := drawList(t)
		var issues []struct {
			Description, Fingerprint, Severity string
			CheckName                          string `json:"check_name"`
			Location                           struct {
				Path  string
				Lines struct{ Begin int }
			}
		}
		text := printed(t, "gitlab", l)
		if err := json.Unmarshal([]byte(text), &issues); err != nil {
			t.Fatal(err)
		}
		if got, want := len(issues), len(l.present()); got != want {
			t.Fatalf("got %d entries, want %d", got, want)
		}
		seen := map[string]bool{}
		for _, issue := range issues {
			if !digest.MatchString(issue.Fingerprint) || seen[issue.Fingerprint] {
				t.Errorf("fingerprint: got %q, want a SHA-256 that no other entry has", issue.Fingerprint)
			}
			seen[issue.Fingerprint] = true
			if issue.CheckName == "" || issue.Location.Path == "" || issue.Location.Lines.Begin < 1 {
				t.Errorf("got %+v, want a check, a path and a line from 1", issue)
			}
			if !slices.Contains([]string{"info", "minor", "major"}, issue.Severity) {
				t.Errorf("severity: got %q", issue.Severity)
			}
		}
	})
}

// The fingerprint stays when the finding moves, and when another comes or goes.
func TestGitLabFingerprintStays(t *testing.T) {
	d := conflict()
	moved := d
	moved.At.Line, moved.Message, moved.State = 90, "ledger-lib appears thrice", "old"
	other := Diagnostic{Rule: "schema", Severity: Error, Message: "first of all", At: Place{"a.yaml", 1, 1, 1}}
	fingerprint := regexp.MustCompile(`"fingerprint": "[0-9a-f]+"`)
	want := fingerprint.FindString(printed(t, "gitlab", List{d}))
	if got := printed(t, "gitlab", List{moved, other}); want == "" || !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant %s in it", got, want)
	}
}
