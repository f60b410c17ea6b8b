package check

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// pages is where the rules are explained to people.
const pages = "../../docs/rules"

var update = flag.Bool("update", false, "write what the pages should hold")

// TestPages checks the manifests of every page: under "## Breaks it" they give the page's own
// output word for word, under "## Holds" nothing of the rule, against the same base if there is one.
func TestPages(t *testing.T) {
	for _, rule := range All {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(pages, rule.ID+".md")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			page := string(text)
			if want := "# " + rule.ID + "\n\n"; !strings.HasPrefix(page, want) {
				t.Errorf("%s starts with %.40q, want %q", file, page, want)
			}
			if sentence := capital(rule.Says) + "."; !strings.Contains(page, "\n"+sentence+"\n") {
				t.Errorf("%s lacks the sentence on a line of its own: %s", file, sentence)
			}
			if n := strings.Count(page, "\n"); n >= 60 {
				t.Errorf("%s has %d lines, want fewer than 60", file, n)
			}
			if !strings.Contains(page, "0.1.0") {
				t.Errorf("%s does not say since which version the rule exists", file)
			}
			holds := manifests(t, section(page, "Holds"))
			if holds.base == nil { // "against the same base"
				holds.base = manifests(t, section(page, "Breaks it")).base
			}
			if got := findings(t, holds, rule); got != "" {
				t.Errorf("what holds in %s gives\n%s", file, got)
			}
			broken := section(page, "Breaks it")
			console := fence("console").FindStringSubmatchIndex(broken)
			if console == nil {
				t.Fatalf("%s has no console block under \"## Breaks it\"", file)
			}
			got, want := findings(t, manifests(t, broken), rule), broken[console[2]:console[3]]
			if got == "" {
				t.Fatalf("what breaks the rule in %s gives nothing", file)
			}
			if got == want {
				return
			}
			if !*update {
				t.Fatalf("%s is stale, -update renews it\ngot:\n%s\nwant:\n%s", file, got, want)
			}
			renewed := strings.Replace(page, broken, broken[:console[2]]+got+broken[console[3]:], 1)
			if err := os.WriteFile(file, []byte(renewed), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestIndex compares the list of all rules with what they say of themselves.
func TestIndex(t *testing.T) {
	file := filepath.Join(pages, "README.md")
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- the rules: begin -->\n", "<!-- the rules: end -->\n"
	from, to := bytes.Index(page, []byte(begin)), bytes.Index(page, []byte(end))
	if from < 0 || to < from {
		t.Fatalf("%s lacks the lines %q and %q", file, begin, end)
	}
	from += len(begin)
	if got, want := string(page[from:to]), table(); got != want {
		if !*update {
			t.Fatalf("%s is stale, -update renews it\ngot:\n%s\nwant:\n%s", file, got, want)
		}
		renewed := append(append(append([]byte{}, page[:from]...), want...), page[to:]...)
		if err := os.WriteFile(file, renewed, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// table returns the table of all rules.
func table() string {
	text := "| rule | says | since standard | severity |\n|---|---|---|---|\n"
	for _, r := range All {
		severity := r.Severity.String()
		if r.Strict != diag.Off && r.Strict != r.Severity {
			severity += ", in lightblue " + r.Strict.String()
		}
		text += fmt.Sprintf("| [`%s`](%s.md) | %s | %s | %s |\n", r.ID, r.ID, r.Says, r.Standard, severity)
	}
	return text
}

// findings returns what a rule finds in a workspace, as people see it.
func findings(t *testing.T, s *sample, rule *Rule) string {
	t.Helper()
	var own diag.List
	for _, d := range inspect(t, s.files, s.against(t)).Findings {
		if d.Rule == rule.ID && d.State != stateFixed {
			own = append(own, d)
		}
	}
	var out bytes.Buffer
	source := func(file string) ([]byte, error) { return s.files.ReadFile(file) }
	if err := diag.Text(&out, own, diag.TextOptions{Source: source}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// section returns what stands under a second-level heading of a page.
func section(page, heading string) string {
	_, behind, _ := strings.Cut(page, "\n## "+heading+"\n")
	text, _, _ := strings.Cut(behind, "\n## ")
	return text
}

func fence(language string) *regexp.Regexp {
	return regexp.MustCompile("(?ms)^```" + language + "\n(.*?)^```$")
}

var fileName = regexp.MustCompile(`^(?:# (\S+(?: and \S+)?)|<!-- (\S+) -->)\n`)

// manifests returns the files of a section: its yaml and markdown blocks, whose first lines are
// comments that name them as samples do. The comment stays, so that lines count as they are read.
func manifests(t *testing.T, section string) *sample {
	t.Helper()
	s := &sample{options: Options{Date: today}}
	for _, language := range []string{"yaml", "markdown"} {
		for _, block := range fence(language).FindAllStringSubmatch(section, -1) {
			name := fileName.FindStringSubmatch(block[1])
			if name == nil {
				t.Fatalf("a block does not start with a comment that names its file:\n%s", block[1])
			}
			text := block[1]
			if language == "markdown" {
				text = text[len(name[0]):]
			}
			s.put(name[1]+name[2], []byte(text))
		}
	}
	if len(s.files) == 0 {
		t.Fatal("a section has no manifest")
	}
	return s
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// TestRuleNames looks whether every page belongs to a rule that manifests may name.
func TestRuleNames(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(pages, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		id := strings.TrimSuffix(filepath.Base(name), ".md")
		known := id == "README"
		for _, rule := range manifest.RuleIDs {
			known = known || rule == id
		}
		if !known {
			t.Errorf("%s belongs to no rule", name)
		}
	}
}
