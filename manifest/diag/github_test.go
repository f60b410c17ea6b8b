package diag

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// githubLine is a workflow command as a runner reads it: no property holds a raw colon or comma.
var githubLine = regexp.MustCompile(`^::(error|warning|notice) ((?:[a-zA-Z]+=[^:,\n]*,)*title=[^:,\n]+)::(.*)$`)

// A runner gets back the file and the message, one command a finding that is there.
func TestGitHubReadsBack(t *testing.T) {
	data := strings.NewReplacer("%0A", "\n", "%0D", "\r", "%25", "%")
	property := strings.NewReplacer("%0A", "\n", "%0D", "\r", "%3A", ":", "%2C", ",", "%25", "%")
	rapid.Check(t, func(t *rapid.T) {
		l := drawList(t)
		text := printed(t, "github", l)
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if text == "" {
			lines = nil
		}
		present := l.present()
		if len(lines) != len(present) {
			t.Fatalf("got %d lines, want %d: %q", len(lines), len(present), text)
		}
		for i, d := range present {
			parts := githubLine.FindStringSubmatch(lines[i])
			if parts == nil {
				t.Fatalf("got %q, want a workflow command", lines[i])
			}
			got := map[string]string{}
			for _, p := range strings.Split(parts[2], ",") {
				name, value, _ := strings.Cut(p, "=")
				got[name] = property.Replace(value)
			}
			if want := visible(d.At.File); got["file"] != want {
				t.Errorf("file: got %q, want %q", got["file"], want)
			}
			if got["col"] != "" && got["line"] == "" {
				t.Errorf("got column %s without a line in %q", got["col"], lines[i])
			}
			message, _, _ := strings.Cut(data.Replace(parts[3]), "\n")
			if want := visible(d.Message); message != want {
				t.Errorf("message: got %q, want %q", message, want)
			}
		}
	})
}
