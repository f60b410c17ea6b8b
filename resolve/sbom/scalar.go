package sbom

import (
	"strings"

	"joinery/manifest/version"
)

// sha256Of returns the 64 hexadecimal digits of a digest, "" when the text is none.
func sha256Of(digest string) string {
	digits, ok := strings.CutPrefix(digest, "sha256:")
	if !ok || len(digits) != 64 || strings.Trim(digits, "0123456789abcdef") != "" {
		return ""
	}
	return digits
}

// instant returns the first second of a day, "2026-09-08T00:00:00Z", "" when the text is no day.
func instant(day string) string {
	if _, err := version.ParseDate(day); err != nil {
		return ""
	}
	return day + "T00:00:00Z"
}
