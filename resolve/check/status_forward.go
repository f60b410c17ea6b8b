package check

import (
	"fmt"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// StatusForward finds, against a base, versions that went back: from disabled to deprecated or
// active, or from deprecated to active, without a line of the status log that is new, has the
// status and says why.
var StatusForward = &Rule{
	ID:       "status-forward",
	Says:     "status goes active → deprecated → disabled, or back with a comment",
	Standard: Recommended,
	Severity: diag.Warning,
	Check:    checkStatusForward,
}

func checkStatusForward(f *Facts) []Finding {
	var all []Finding
	f.changedKin(func(k kin) {
		if k.now == nil {
			return
		}
		k.versions(func(then, now *manifest.Entry) {
			if now != nil && now.Status < then.Status && !explained(then, now) {
				all = append(all, backward(then, now))
			}
		})
	})
	return all
}

// explained reports whether the status log got a line that says why a version has its status.
func explained(then, now *manifest.Entry) bool {
	before := slices.Clone(then.StatusLog)
	for _, line := range now.StatusLog {
		same := func(s manifest.StatusChange) bool {
			return s.Date.Value == line.Date.Value && s.Status == line.Status && s.Comment.Value == line.Comment.Value
		}
		if at := slices.IndexFunc(before, same); at >= 0 {
			before = slices.Delete(before, at, at+1)
		} else if line.Status == now.Status && strings.TrimSpace(line.Comment.Value) != "" {
			return true
		}
	}
	return false
}

func backward(then, now *manifest.Entry) Finding {
	found := finding(now, fmt.Sprintf("%s %s went back from %s to %s, and its statusLog does not say why", now.Component.Name, now.Version, then.Status, now.Status))
	if !now.StatusAt.IsZero() {
		found.At = now.StatusAt.In(now.Component.File)
	}
	found.Hints = []string{fmt.Sprintf("add a line to its statusLog: {date: YYYY-MM-DD, status: %s, comment: why}", now.Status)}
	return found
}
