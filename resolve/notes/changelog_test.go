package notes

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest/version"
)

func change(v string) *Notes {
	parsed, _ := version.SemVer.Parse(v)
	return &Notes{
		version:  parsed,
		Audience: Sales, Words: english(), Product: Named{Title: "Suite"}, To: Release{Version: v, Released: "2026-11-23"},
		Sections: []Section{{Key: "fixed", Title: "Fixed", Items: []Item{{Type: "fix", Summary: "a"}}}},
	}
}

const part = "## 2.0.0 (2026-11-23)\n\n### Fixed\n\n- **a**\n"

const high = "# 2.0.0 (2026-11-23)\n\n## Fixed\n\n- **a**\n"

func TestChangelog(t *testing.T) {
	for _, c := range []struct{ name, before, want string }{
		{"none", "", "# Changelog\n\n" + part},
		{"title alone", "# History\n", "# History\n\n" + part},
		{"title without a line end", "# History", "# History\n\n" + part},
		{"above the last", "# History\n\nAll of it.\n\n## 1.0.0\n\n- x\n", "# History\n\nAll of it.\n\n" + part + "\n## 1.0.0\n\n- x\n"},
		{"below what is not released", "# H\n\n## [Unreleased]\n\n- y\n\n## 1.0.0\n", "# H\n\n## [Unreleased]\n\n- y\n\n" + part + "\n## 1.0.0\n"},
		{"not in code", "# H\n\n```\n## 1.0.0\n```\n\n## 0.9\n", "# H\n\n```\n## 1.0.0\n```\n\n" + part + "\n## 0.9\n"},
		{"windows", "# H\r\n\r\n## 1.0.0\r\n", "# H\r\n\r\n" + strings.ReplaceAll(part, "\n", "\r\n") + "\r\n## 1.0.0\r\n"},
		{"there already", "# H\n\n## 2.0.0\n", "# H\n\n## 2.0.0\n"},
		{"there with brackets", "# H\n\n## [v2.0.0] - 2026-11-01\n", "# H\n\n## [v2.0.0] - 2026-11-01\n"},
		{"another that looks like it", "## 12.0.0\n", "## 12.0.0\n\n" + part},
		{"first level", "# [1.0.0](https://x) (2026-01-01)\n\n* x\n", high + "\n# [1.0.0](https://x) (2026-01-01)\n\n* x\n"},
		{"first level below a title", "# Changelog\n\n# 1.0.0\n\n## Fixed\n", "# Changelog\n\n" + high + "\n# 1.0.0\n\n## Fixed\n"},
		{"both levels", "# 1.1.0\n\n## 1.0.1\n\n# 1.0.0\n", part + "\n# 1.1.0\n\n## 1.0.1\n\n# 1.0.0\n"},
		{"first level, there already", "# 2.0.0\n\n* told\n\n# 1.0.0\n", "# 2.0.0\n\n* told\n\n# 1.0.0\n"},
		{"underlined", "Changelog\n=========\n\n1.0.0\n-----\n\n* x\n", "Changelog\n=========\n\n" + part + "\n1.0.0\n-----\n\n* x\n"},
		{"underlined, there already", "H\n=\n\n2.0.0\n-----\n", "H\n=\n\n2.0.0\n-----\n"},
		{"a rule is no underline", "# H\n\ntext\n\n---\n\n## 1.0.0\n", "# H\n\ntext\n\n---\n\n" + part + "\n## 1.0.0\n"},
		{"another that names it", "# H\n\n## 3.0.0 (replaces 2.0.0)\n\nx\n", "# H\n\n## 3.0.0 (replaces 2.0.0)\n\nx\n\n" + part},
		{"between two", "## 3.0.0\n\nx\n\n## [1.9.0] - 2026-01-01\n\ny\n", "## 3.0.0\n\nx\n\n" + part + "\n## [1.9.0] - 2026-01-01\n\ny\n"},
		{"behind all, before the links", "## 3.0.0\n\nx\n\n[3.0.0]: https://x\n", "## 3.0.0\n\nx\n\n" + part + "\n[3.0.0]: https://x\n"},
		{"headings without versions", "## First\n\nx\n", part + "\n## First\n\nx\n"},
		{"a heading of something else between", "## How to read\n\nx\n\n## 1.0.0\n", "## How to read\n\nx\n\n" + part + "\n## 1.0.0\n"},
		{"there with a name", "# H\n\n## Suite 2.0.0\n", "# H\n\n## Suite 2.0.0\n"},
		{"code within a line", "# H\n\n```joinery``` writes this.\n\n## 1.0.0\n", "# H\n\n```joinery``` writes this.\n\n" + part + "\n## 1.0.0\n"},
		{"a comment", "# H\n\n<!--\n## how to\n-->\n\n## 1.0.0\n", "# H\n\n<!--\n## how to\n-->\n\n" + part + "\n## 1.0.0\n"},
		{"a pre-release of it", "## 2.0.0-rc.1\n", part + "\n## 2.0.0-rc.1\n"},
	} {
		if got := string(change("2.0.0").Changelog([]byte(c.before))); got != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", c.name, got, c.want)
		}
	}
}

// TestChangelogKeeps holds for any file: taking the inserted part out gives the file back, and
// doing it twice is doing it once.
func TestChangelogKeeps(t *testing.T) {
	piece := rapid.SampledFrom([]string{"# H", "## 1.0.0", "## [Unreleased]", "## 2.0.0", "```", "~~~~", "<!--", "-->", "1.0.0", "---", "===", "text", " ", "", "\n", "\n\n", "\r\n", "\xff"})
	rapid.Check(t, func(t *rapid.T) {
		before := []byte(strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), ""))
		after := change("2.0.0").Changelog(before)
		if len(bytes.TrimSpace(before)) > 0 && !kept(before, after) {
			t.Fatalf("got %q, want %q and one part more", after, before)
		}
		if again := change("2.0.0").Changelog(after); !bytes.Equal(again, after) && !bytes.ContainsAny(before, "`~<") {
			t.Fatalf("got %q the second time, want %q", again, after)
		}
	})
}

// kept reports whether after is before with something put into one place.
func kept(before, after []byte) bool {
	for at := 0; at <= len(before); at++ {
		if bytes.HasPrefix(after, before[:at]) && bytes.HasSuffix(after, before[at:]) && len(after) >= len(before) {
			return true
		}
	}
	return false
}
