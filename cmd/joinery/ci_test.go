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

// TestPreCommitHooks holds the hooks to what pre-commit reads, and to files that matter.
func TestPreCommitHooks(t *testing.T) {
	text, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Name, Description, Entry, Language, Files string
		PassFilenames                                 bool   `yaml:"pass_filenames"`
		Minimum                                       string `yaml:"minimum_pre_commit_version"`
	}
	if err := yaml.Unmarshal(text, &hooks); err != nil {
		t.Fatal(err)
	}
	if len(hooks) != 1 {
		t.Fatalf("got %d hooks, want 1", len(hooks))
	}
	h := hooks[0]
	if h.ID != "joinery-check" || h.Entry != "joinery check" || h.Language != "golang" || h.PassFilenames || h.Name == "" {
		t.Errorf("got %+v, want joinery-check, run as joinery check without file names", h)
	}
	files, err := regexp.Compile(h.Files)
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
		old       bool // the report has what was found before the branch
	}{
		{"main", map[string]string{}, exitFine, true},
		{"fine", map[string]string{"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "JOINERY_ARGS": "--only-new"}, exitFine, false},
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
		if old := strings.Contains(string(quality), "fax-gateway"); old != test.old {
			t.Errorf("%s: the old warning is in the report: got %t, want %t\n%s", test.branch, old, test.old, quality)
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
