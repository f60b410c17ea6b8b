package resolve

import "strings"

// Headline returns a change's summary as it is told: on one line, without a full stop.
func Headline(summary string) string {
	summary = strings.Join(strings.Fields(summary), " ")
	if !strings.HasSuffix(summary, "..") {
		summary = strings.TrimSuffix(summary, ".")
	}
	return summary
}
