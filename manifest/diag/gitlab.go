package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
)

// An entry of GitLab's code quality report; the order of fields is the order in print.
type (
	gitlabIssue struct {
		Description string         `json:"description"`
		CheckName   string         `json:"check_name"`
		Fingerprint string         `json:"fingerprint"`
		Severity    string         `json:"severity"`
		Location    gitlabLocation `json:"location"`
	}
	gitlabLocation struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}
	gitlabLines struct {
		Begin int `json:"begin"`
	}
)

// GitLab prints findings as GitLab's code quality report, sorted and each once: a list of
// entries, empty when there is none. The description is the message with its hints behind it. An
// error is major, a warning minor, a note info; a fixed finding is not there, so it is left out.
//
// The fingerprint is the SHA-256 of the finding's identity, so GitLab knows a finding again when
// its line has moved. Of findings that share an identity the second is told with " (2)" behind
// it, and so on. GitLab shows no entry without a file and line: a finding without stands where
// it first speaks of a file, else in joinery.yaml, and on line 1. The error is the writer's.
func GitLab(w io.Writer, l List) error {
	issues := []gitlabIssue{}
	taken := names{}
	for _, d := range l.present() {
		lines := append([]string{visible(d.Message)}, Diagnostic{Hints: d.Hints}.details()...)
		sum := sha256.Sum256([]byte(taken.next(d.ID())))
		at := d.anchor()
		issues = append(issues, gitlabIssue{
			Description: strings.Join(lines, "\n"),
			CheckName:   d.ruleName(),
			Fingerprint: hex.EncodeToString(sum[:]),
			Severity:    gitlabSeverity(d.Severity),
			Location:    gitlabLocation{Path: at.File, Lines: gitlabLines{Begin: max(at.Line, 1)}},
		})
	}
	return writeJSON(w, issues)
}

// gitlabSeverity leaves critical and blocker aside: a finding weighs error at most.
func gitlabSeverity(s Severity) string {
	switch s {
	case Error:
		return "major"
	case Warning:
		return "minor"
	default:
		return "info"
	}
}
