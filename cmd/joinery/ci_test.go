package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// TestPreCommitHooks holds the hooks to what pre-commit reads, and to files that matter: one runs
// when a document changed, one always.
func TestPreCommitHooks(t *testing.T) {
	text, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	type hook struct {
		ID, Name, Description, Entry, Language, Files string
		Args                                          []string
		PassFilenames                                 bool   `yaml:"pass_filenames"`
		AlwaysRun                                     bool   `yaml:"always_run"`
		Minimum                                       string `yaml:"minimum_pre_commit_version"`
	}
	var hooks []hook
	if err := yaml.Unmarshal(text, &hooks); err != nil {
		t.Fatal(err)
	}
	if len(hooks) != 2 || hooks[0].ID != "joinery-check" || hooks[1].ID != "joinery-check-change" {
		t.Fatalf("got %+v, want joinery-check and joinery-check-change", hooks)
	}
	for _, h := range hooks {
		if h.Entry != "joinery check" || h.Language != "golang" || h.PassFilenames || h.Name == "" || h.Description == "" || h.Minimum == "" {
			t.Errorf("got %+v, want it run as joinery check without file names", h)
		}
	}
	if h := hooks[1]; !h.AlwaysRun || h.Files != "" || strings.Join(h.Args, " ") != "--against origin/main" {
		t.Errorf("got %+v, want it run always, with --against origin/main unless somebody says otherwise", h)
	}
	files, err := regexp.Compile(hooks[0].Files)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]bool{
		"joinery.yaml": true, "web-shop/joinery.yaml": true, "parts/web-shop.joinery.yaml": true, "changes/quiet-otters-dance.md": true,
		"releases/acme-suite-4.3.0.joinery.yaml": true, "README.md": false, "my-joinery.yaml": false, "docs/changes/old/notes.md": false,
	} {
		if got := files.MatchString(file); got != want {
			t.Errorf("%s: the hook runs: got %t, want %t", file, got, want)
		}
	}
}

// TestGitLabTemplate runs the job's script as GitLab does, all lines in one shell.
func TestGitLabTemplate(t *testing.T) {
	text, err := os.ReadFile("../../examples/ci/gitlab/joinery-check.yml")
	if err != nil {
		t.Fatal(err)
	}
	var template struct {
		Job struct {
			Script    []string
			Artifacts struct {
				Reports struct{ Codequality, Junit string }
			}
		} `yaml:"joinery-check"`
	}
	if err := yaml.Unmarshal(text, &template); err != nil {
		t.Fatal(err)
	}
	reports := template.Job.Artifacts.Reports
	lines := "set -e\n" + strings.Join(template.Job.Script, "\n")
	r := ciRepository(t)
	base := r.git("rev-parse", "main")
	for _, test := range []struct {
		branch    string
		variables map[string]string
		status    int
		old       bool // the log tells what was found before the branch
	}{
		{"main", map[string]string{}, exitFine, true},
		{"main", map[string]string{"JOINERY_ONLY_NEW": "true"}, exitFine, true}, // no base, nothing is new
		{"fine", map[string]string{"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "JOINERY_ONLY_NEW": "true"}, exitFine, false},
		{"fine", map[string]string{"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "JOINERY_ARGS": "--only-new --env production"}, exitFine, false},
		{"broken", map[string]string{"CI_MERGE_REQUEST_DIFF_BASE_SHA": base}, exitVerdict, true},
	} {
		r.git("switch", "--quiet", test.branch)
		got := script(t, []string{"sh"}, r.dir, lines, test.variables)
		if got.status != test.status {
			t.Errorf("%s: got the status %d, want %d\n%s%s", test.branch, got.status, test.status, got.stdout, got.stderr)
		}
		quality, err := os.ReadFile(filepath.Join(r.dir, reports.Codequality))
		var issues []struct{ Fingerprint, Severity string }
		if err != nil || json.Unmarshal(quality, &issues) != nil {
			t.Errorf("%s: got the code quality report %s, %v, want a list", test.branch, quality, err)
		}
		if !strings.Contains(string(quality), "fax-gateway") {
			t.Errorf("%s: the old warning is not in the report, which GitLab compares by itself\n%s", test.branch, quality)
		}
		if old := strings.Contains(got.stdout, "fax-gateway"); old != test.old {
			t.Errorf("%s: the old warning is in the log: got %t, want %t\n%s", test.branch, old, test.old, got.stdout)
		}
		if strings.Contains(got.stdout, reports.Junit) || strings.Contains(got.stdout, reports.Codequality) {
			t.Errorf("%s: the job's own reports are told as changes\n%s", test.branch, got.stdout)
		}
		if junit, err := os.ReadFile(filepath.Join(r.dir, reports.Junit)); err != nil || !strings.Contains(string(junit), "<testsuite") {
			t.Errorf("%s: got the report %s, %v, want one in JUnit's form", test.branch, junit, err)
		}
	}
}

// TestJenkinsStage runs the shell step of the stage that the guide shows.
func TestJenkinsStage(t *testing.T) {
	guide, err := os.ReadFile("../../docs/guides/pull-requests.md")
	if err != nil {
		t.Fatal(err)
	}
	_, stage, found := strings.Cut(string(guide), "sh '''\n")
	lines, _, ended := strings.Cut(stage, "'''")
	if !found || !ended {
		t.Fatal("got no shell step in the guide, want one in its Jenkins stage")
	}
	r := ciRepository(t)
	r.git("remote", "add", "origin", r.dir)
	for _, test := range []struct {
		branch, target string
		status         int
	}{
		{"main", "", exitFine},
		{"fine", "main", exitFine},
		{"broken", "main", exitVerdict},
	} {
		r.git("switch", "--quiet", test.branch)
		got := script(t, []string{"sh", "-xe"}, r.dir, lines, map[string]string{"CHANGE_TARGET": test.target})
		if got.status != test.status {
			t.Errorf("%s: got the status %d, want %d\n%s%s", test.branch, got.status, test.status, got.stdout, got.stderr)
		}
		for _, report := range []string{"joinery-junit.xml", "joinery.sarif"} {
			if !exists(filepath.Join(r.dir, report)) {
				t.Errorf("%s: got no %s, want the report", test.branch, report)
			}
		}
	}
}
